import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { HotStream, UNREAD_LIMIT_BYTES, WAITING_LIMIT, WAITING_MS } from './hot-stream.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function setUp() {
  const boundary = { clear: true, push: () => undefined };
  const sink = { left: 0 as number | undefined, written: [] as string[] };
  const stream = new HotStream({ exchange: 1, url: 'ws://h/', transport: 'websocket', sockJs: false }, boundary, {
    unread: () => sink.left,
    write: (bytes) => sink.written.push(bytes.toString()),
  });
  return { boundary, sink, stream, send: (text: string) => stream.send(Buffer.from(text)) };
}

describe('a message of ours', () => {
  it('goes out at once between messages', async () => {
    const { sink, send } = setUp();
    expect([await send('a'), sink.written]).toEqual([undefined, ['a']]);
  });

  it('waits for the end of the one under way, in order, until the turn is over', async () => {
    const { boundary, sink, stream, send } = setUp();
    boundary.clear = false;
    const both = Promise.all([send('a'), send('b')]);
    stream.passed(Buffer.from('x'));
    boundary.clear = true;
    stream.passed(Buffer.from('y'));
    expect(sink.written).toEqual([]);
    expect([await both, sink.written]).toEqual([
      [undefined, undefined],
      ['a', 'b'],
    ]);
  });

  it('is given up after a while, and when too many wait', async () => {
    const { boundary, sink, stream, send } = setUp();
    boundary.clear = false;
    const waiting = Array.from({ length: WAITING_LIMIT }, () => send('a'));
    expect(await send('b')).toBe('busy');
    vi.advanceTimersByTime(WAITING_MS);
    expect(new Set(await Promise.all(waiting))).toEqual(new Set(['busy']));
    boundary.clear = true;
    stream.sendWaiting();
    expect([sink.written, vi.getTimerCount()]).toEqual([[], 0]);
  });

  it('is not added to a connection that nobody reads, or that ends', async () => {
    const { boundary, sink, stream, send } = setUp();
    sink.left = UNREAD_LIMIT_BYTES + 1;
    expect(await send('a')).toBe('slow');
    sink.left = undefined;
    expect(await send('a')).toBe('closed');
    sink.left = 0;
    boundary.clear = false;
    const waiting = send('a');
    stream.close();
    expect([await waiting, await send('b'), vi.getTimerCount()]).toEqual(['closed', 'closed', 0]);
  });
});
