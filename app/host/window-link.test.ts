import { createBirpc } from 'birpc';
import { describe, expect, it, vi } from 'vitest';
import type { FeedMessage, HostFunctions, WindowFunctions, WorkspaceState } from '../../main/model/protocol.ts';
import type { SessionReader } from '../../main/model/protocol.ts';
import { CALL_LIMIT, type Channel, IN_FLIGHT_LIMIT, connectWindow } from './window-link.ts';
import { toSourceAnswers } from './source-answers.ts';
import type { FeedListener, FeedPace, Workspace } from './workspace.ts';

const STATE: WorkspaceState = { mode: 'live', version: '1', shell: 'browser', name: 's', routes: [], demo: false };

function setUp(over: Partial<Workspace> = {}) {
  const listeners: FeedListener[] = [];
  const paces: FeedPace[] = [];
  const watched: (readonly string[])[] = [];
  let replaced = (): void => undefined;
  const workspace: Workspace = {
    id: 'live',
    reader: undefined,
    sources: undefined,
    state: () => STATE,
    subscribe: (listener, pace) => {
      listeners.push(listener);
      paces.push(pace);
      return { watch: (ids) => watched.push(ids), close: () => undefined };
    },
    onReplaced: (listener) => {
      replaced = listener;
      return () => (replaced = () => undefined);
    },
    run: async () => ({ ok: true }),
    startPage: async () => ({ servers: [], recentTargets: [], recentSessions: [], demoAvailable: false }),
    ...over,
  };
  const posted: string[] = [];
  const waiting: (() => void)[] = [];
  let toHost: (text: string) => void = () => undefined;
  let toWindow: (text: string) => void = () => undefined;
  let slow = false;
  const channel: Channel = {
    post: (text, sent) => {
      posted.push(text);
      toWindow(text);
      if (slow) waiting.push(sent);
      else sent();
    },
    onText: (listener) => (toHost = listener),
  };
  const link = connectWindow(workspace, channel);
  const fed: FeedMessage[] = [];
  const host = createBirpc<HostFunctions, WindowFunctions>(
    { feed: (messages) => void fed.push(...messages) },
    {
      post: (text: string) => toHost(text),
      on: (listener: (text: string) => void) => (toWindow = listener),
      serialize: (value) => JSON.stringify(value),
      deserialize: (text: string): unknown => JSON.parse(text),
    },
  );
  const drain = (): void => {
    slow = false;
    for (const sent of waiting.splice(0)) sent();
  };
  return {
    ...{ host, link, listeners, paces, watched, fed, posted, drain },
    send: (text: string) => toHost(text),
    stall: () => (slow = true),
    replace: () => replaced(),
  };
}

const batch = (size = 0): FeedMessage => ({
  type: 'notice',
  notice: { code: 'x', severity: 'info', message: 'm'.repeat(size) },
});

describe('connectWindow', () => {
  it('feeds a window after it subscribed, and keeps what it watches when the session is another one', async () => {
    const { host, listeners, fed, watched, replace } = setUp();
    expect(listeners).toHaveLength(0);
    expect(await host.subscribe()).toEqual(STATE);
    await host.watch(['1', '2']);
    listeners[0]?.([batch()]);
    await vi.waitFor(() => expect(fed).toHaveLength(1));
    replace();
    expect(listeners).toHaveLength(2);
    expect(watched).toEqual([
      ['1', '2'],
      ['1', '2'],
    ]);
    listeners[0]?.([batch()]);
    expect(fed).toHaveLength(1);
  });

  it('asks the reader, and says so where there is none', async () => {
    const reader = { exchange: async (id: string) => ({ id }) } as unknown as SessionReader;
    expect(await setUp({ reader }).host.query('exchange', ['7'])).toEqual({ id: '7' });
    await expect(setUp().host.query('exchange', ['7'])).rejects.toMatchObject({ code: 'no-session' });
  });

  it('asks what looks source maps up, and says so where there is none', async () => {
    const sources = toSourceAnswers({
      check: async (url, at) => ({ url: `${url} at ${at}`, steps: [], sources: [] }),
      mapStack: async (raw) => [{ raw }],
      openable: async (path) => ({ path }),
    });
    const { host } = setUp({ sources });
    expect(await host.source('checkMap', ['http://h/a.js', 5])).toMatchObject({ url: 'http://h/a.js at 5' });
    expect(await host.source('mapStack', ['at x'])).toEqual([{ raw: 'at x' }]);
    await expect(host.source('checkMap', [7 as never])).rejects.toMatchObject({ code: 'bad-message' });
    await expect(setUp().host.source('mapStack', ['at x'])).rejects.toMatchObject({ code: 'no-session' });
  });

  it('survives whatever a window sends', async () => {
    const { host, send, posted } = setUp();
    for (const text of ['', '{', '[]', 'null', '{"t":"q"}', '{"t":"s","i":"none"}']) send(text);
    expect(posted).toEqual([]);
    for (const name of ['constructor', '__proto__', 'close', 'toString']) {
      await expect(host.$call(name as 'startPage')).rejects.toMatchObject({
        message: expect.stringContaining('not found') as string,
      });
    }
    await expect(host.$call('query', 'close' as 'summary', [])).rejects.toMatchObject({ code: 'bad-message' });
    await expect(host.watch([1] as never)).rejects.toMatchObject({ code: 'bad-message' });
    expect(await host.command({ type: 'nonsense' } as never)).toMatchObject({ ok: false, code: 'bad-message' });
    expect(await host.command({ type: 'pause' })).toEqual({ ok: true });
  });

  it('answers a command that fails with its reason', async () => {
    const { host } = setUp({ run: () => Promise.reject(new Error('no  way')) });
    expect(await host.command({ type: 'pause' })).toEqual({ ok: false, code: 'internal', message: 'no way' });
  });

  it('refuses more calls at once than the limit', async () => {
    let finish = (): void => undefined;
    const gate = new Promise<void>((resolve) => (finish = resolve));
    const { host } = setUp({ run: () => gate.then(() => ({ ok: true })) });
    const calls = Array.from({ length: CALL_LIMIT + 1 }, () => host.command({ type: 'pause' }));
    expect(await calls.at(-1)).toMatchObject({ ok: false, code: 'too-many-calls' });
    finish();
    expect(await calls[0]).toEqual({ ok: true });
  });

  it('tells the feed to wait while too much is on its way', async () => {
    const { host, listeners, paces, stall, drain } = setUp();
    await host.subscribe();
    expect(paces[0]?.ready()).toBe(true);
    stall();
    listeners[0]?.([batch(IN_FLIGHT_LIMIT)]);
    expect(paces[0]?.ready()).toBe(false);
    drain();
    expect(paces[0]?.ready()).toBe(true);
  });

  it('sends nothing after it was closed', async () => {
    const { host, link, listeners, posted } = setUp();
    await host.subscribe();
    const before = posted.length;
    await link.close();
    listeners[0]?.([batch()]);
    expect(posted).toHaveLength(before);
  });
});
