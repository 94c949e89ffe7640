import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { sampleBody, sampleRow } from '../../store/row-sample.ts';
import { viewStore } from '../../store/view-store.ts';

const query = vi.hoisted(() => vi.fn());
vi.mock('../../store/commands.ts', () => ({ query }));
const { copyExchange } = await import('./copy-exchange.ts');

const exchange = (requestBytes: number, truncated = false) => ({
  ...sampleRow(1, { method: 'POST', requestBody: sampleBody(requestBytes, { truncated }) }),
  requestHeaders: [],
});
const writeText = vi.fn(async (_text: string) => undefined);
const copied = () => writeText.mock.calls.at(-1)?.[0] ?? '';

beforeEach(() => {
  vi.stubGlobal('navigator', { clipboard: { writeText } });
  vi.stubGlobal('window', { location: { search: '?workspace=w1' } });
  vi.stubGlobal(
    'fetch',
    vi.fn(async () => new Response(new Uint8Array([0x68, 0x69]))),
  );
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.clearAllMocks();
});

describe('copyExchange', () => {
  it("copies a request with its body, asked for in the window's own workspace", async () => {
    query.mockResolvedValue(exchange(2));
    await copyExchange('1', 'curl');
    expect(copied()).toContain('--data-raw hi');
    expect(vi.mocked(fetch).mock.calls[0]?.[0]).toBe('/body/1/request?workspace=w1');
    expect(viewStore.getState().said).toEqual({ level: 'info', key: 'said.copied.curl' });
  });

  it('leaves out a body that is cut or not text', async () => {
    query.mockResolvedValue(exchange(2, true));
    await copyExchange('1', 'fetch');
    expect(copied()).toContain('left out');
    vi.stubGlobal(
      'fetch',
      vi.fn(async () => new Response(new Uint8Array([0xff, 0xfe]))),
    );
    query.mockResolvedValue(exchange(2));
    await copyExchange('1', 'curl');
    expect(copied()).toContain('@request-body');
  });

  it('copies address and summary without asking for bodies', async () => {
    query.mockResolvedValue(exchange(2));
    await copyExchange('1', 'url');
    expect(copied()).toBe('http://127.0.0.1:8888/api/items/1?page=1');
    await copyExchange('1', 'markdown');
    expect(vi.mocked(fetch)).not.toHaveBeenCalled();
  });

  it('says when it could not', async () => {
    query.mockResolvedValue(undefined);
    await copyExchange('1', 'url');
    expect(viewStore.getState().said?.key).toBe('said.copyGone');
    query.mockRejectedValue(new Error('gone'));
    await copyExchange('1', 'url');
    expect(viewStore.getState().said?.key).toBe('said.copyFailed');
  });
});
