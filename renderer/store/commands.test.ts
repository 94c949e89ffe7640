import { beforeEach, describe, expect, it, vi } from 'vitest';
import { PAGE_LIMIT } from '../../main/model/protocol.ts';
import type { FrameRow } from '../../main/model/message.ts';
import type { LinkListener } from '../link.ts';
import { emptySession } from './session-state.ts';
import { sampleUpdate } from './hmr-sample.ts';
import { sampleRow, sampleWorkspace, toBatch } from './row-sample.ts';
import { sessionStore } from './session-store.ts';

const link = vi.hoisted(() => ({
  listener: undefined as LinkListener | undefined,
  host: { subscribe: vi.fn(), watch: vi.fn(), query: vi.fn(), command: vi.fn(), startPage: vi.fn() },
}));
vi.mock('../link.ts', () => ({
  createLink: (listener: LinkListener) => {
    link.listener = listener;
    return { host: link.host, close: () => undefined };
  },
}));
const commands = await import('./commands.ts');

const frame = (n: number): FrameRow => ({
  id: String(n),
  exchangeId: '1',
  at: n,
  direction: 'in',
  opcode: 'text',
  sizeBytes: 1,
  wireBytes: 3,
  compressed: false,
  preview: '',
  truncated: false,
});

beforeEach(() => {
  vi.clearAllMocks();
  sessionStore.setState(emptySession(), true);
  vi.stubGlobal('window', { setTimeout: () => 0, clearTimeout: () => undefined });
  vi.stubGlobal('requestAnimationFrame', (run: () => void) => {
    queueMicrotask(run);
    return 0;
  });
  vi.stubGlobal('cancelAnimationFrame', () => undefined);
  link.host.subscribe.mockResolvedValue(sampleWorkspace());
  link.host.watch.mockResolvedValue(undefined);
  commands.startSession();
});

describe('the session', () => {
  it('subscribes when the host is there, watches again what was watched, and applies what is fed', async () => {
    commands.watch(['7']);
    expect(link.host.watch).not.toHaveBeenCalled();
    link.listener?.opened();
    await vi.waitFor(() => expect(link.host.watch).toHaveBeenCalledWith(['7']));
    expect(sessionStore.getState().link).toBe('live');
    link.listener?.feed([{ type: 'reset', workspace: sampleWorkspace() }, toBatch([sampleRow(1)])]);
    await vi.waitFor(() => expect(sessionStore.getState().rows).toHaveLength(1));
  });

  it('keeps its rows when the host goes', async () => {
    link.listener?.feed([toBatch([sampleRow(1)])]);
    await vi.waitFor(() => expect(sessionStore.getState().rows).toHaveLength(1));
    link.listener?.state('lost');
    expect(sessionStore.getState()).toMatchObject({ link: 'lost' });
    expect(sessionStore.getState().rows).toHaveLength(1);
  });

  it('is lost when the host refuses to be subscribed to', async () => {
    link.host.subscribe.mockRejectedValue(new Error('no'));
    link.listener?.opened();
    await vi.waitFor(() => expect(sessionStore.getState().link).toBe('lost'));
  });
});

describe('commands', () => {
  it('are values, and a host that is away is an answer', async () => {
    link.host.command.mockResolvedValueOnce({ ok: true });
    await expect(commands.exportHar(true)).resolves.toEqual({ ok: true });
    expect(link.host.command).toHaveBeenLastCalledWith({ type: 'export-har', raw: true });
    link.host.command.mockRejectedValueOnce(new Error('The host does not answer.'));
    await expect(commands.pause()).resolves.toEqual({
      ok: false,
      code: 'link-lost',
      message: 'The host does not answer.',
    });
  });

  it('watch no more than the host takes', () => {
    commands.watch(Array.from({ length: 100 }, (_, n) => String(n)));
    sessionStore.setState({ link: 'live' });
    commands.watch(Array.from({ length: 100 }, (_, n) => String(n)));
    expect(link.host.watch.mock.calls.at(-1)?.[0]).toHaveLength(commands.MAX_WATCHED);
  });
});

describe('loading messages', () => {
  it('asks page by page and joins them in order', async () => {
    const first = Array.from({ length: PAGE_LIMIT }, (_, n) => frame(n + 1));
    link.host.query
      .mockResolvedValueOnce({ rows: first, total: PAGE_LIMIT + 1 })
      .mockResolvedValueOnce({ rows: [frame(PAGE_LIMIT + 1)], total: PAGE_LIMIT + 1 });
    commands.watch(['1']);
    await commands.loadFrames('1');
    expect(sessionStore.getState().frames.get('1')).toHaveLength(PAGE_LIMIT + 1);
    expect(link.host.query.mock.calls[1]?.[1]).toEqual([
      { exchangeId: '1' },
      { afterId: String(PAGE_LIMIT), limit: PAGE_LIMIT },
    ]);
  });

  it('stops when no one watches any more', async () => {
    link.host.query.mockResolvedValue({ rows: [frame(1)], total: 1 });
    commands.watch([]);
    await commands.loadFrames('1');
    await commands.loadEvents('1');
    expect(sessionStore.getState().frames.size).toBe(0);
  });
});

describe('HMR records from before', () => {
  const ready = { type: 'ready', seq: 1 } as const;

  it('are asked for once the rows are there', async () => {
    link.host.query.mockResolvedValueOnce({ rows: [sampleUpdate(1)], total: 1 });
    link.listener?.feed([{ type: 'reset', workspace: sampleWorkspace() }, ready]);
    await vi.waitFor(() => expect(sessionStore.getState().hmrLoad).toBe('done'));
    expect(link.host.query).toHaveBeenCalledWith('hmrRows', [{ limit: PAGE_LIMIT }]);
    expect(sessionStore.getState().hmr).toHaveLength(1);
  });

  it('come page by page', async () => {
    const first = Array.from({ length: PAGE_LIMIT }, (_, n) => sampleUpdate(n + 1));
    link.host.query
      .mockResolvedValueOnce({ rows: first, total: PAGE_LIMIT + 1 })
      .mockResolvedValueOnce({ rows: [sampleUpdate(PAGE_LIMIT + 1)], total: PAGE_LIMIT + 1 });
    await commands.loadHmr();
    expect(sessionStore.getState().hmr).toHaveLength(PAGE_LIMIT + 1);
  });

  it('of a session that was left are not taken', async () => {
    let answer = (_: unknown): void => undefined;
    link.host.query.mockReturnValueOnce(new Promise((resolve) => (answer = resolve)));
    const loading = commands.loadHmr();
    link.host.query.mockResolvedValue({ rows: [], total: 0 });
    link.listener?.feed([{ type: 'reset', workspace: sampleWorkspace() }, ready]);
    await vi.waitFor(() => expect(sessionStore.getState().hmrLoad).toBe('done'));
    answer({ rows: [sampleUpdate(1)], total: 1 });
    await loading;
    expect(sessionStore.getState().hmr).toEqual([]);
  });

  it('that can’t be read are missed aloud', async () => {
    link.host.query.mockRejectedValueOnce(new Error('no'));
    await commands.loadHmr();
    expect(sessionStore.getState().hmrLoad).toBe('failed');
  });
});
