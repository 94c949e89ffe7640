// @vitest-environment jsdom
// @vitest-environment-options { "url": "http://localhost:8888/" }
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { PageReport } from '../model/page-report.ts';
import { LIST_LIMIT } from './base.ts';
import type { Draft, ErrorDraft } from './draft.ts';
import { createOutbox, REPORT_BYTES, WEIGHT_LIMIT, type Outbox } from './outbox.ts';

/** What the browser offers, taken by the agent when it loads. */
const net = vi.hoisted(() => {
  const sent: string[] = [];
  const beacons: string[] = [];
  const waiting: ((status: number | undefined) => void)[] = [];
  const net = { sent, beacons, waiting, takesBeacons: true };
  Object.assign(window, {
    fetch: (_: string, { body }: { body: string }) => {
      sent.push(body);
      return new Promise((resolve, reject) =>
        waiting.push((status) => (status === undefined ? reject(new TypeError('offline')) : resolve({ status }))),
      );
    },
  });
  Object.assign(navigator, { sendBeacon: (_: string, body: string) => net.takesBeacons && beacons.push(body) > 0 });
  return net;
});

vi.mock(import('./base.ts'), async (load) => ({
  ...(await load()),
  // The fake clock's, which is there later than the window's own.
  setTimeout: ((run: () => void, ms: number) => globalThis.setTimeout(run, ms)) as unknown as typeof setTimeout,
  clearTimeout: ((timer: number) => globalThis.clearTimeout(timer)) as typeof clearTimeout,
}));

const SPAN = { traceId: 'a'.repeat(32), spanId: 'b'.repeat(16) };
let outbox: Outbox;

beforeEach(() => {
  vi.useFakeTimers();
  outbox = createOutbox('7', { current: () => SPAN, begin: () => SPAN, traceparent: () => '' });
});
afterEach(() => {
  vi.useRealTimers();
  for (const list of [net.sent, net.beacons, net.waiting]) list.length = 0;
  net.takesBeacons = true;
});

const line = (message: string): Draft => ({ type: 'console', level: 'log', message });
const error = (message: string): ErrorDraft => ({
  type: 'error',
  source: 'window.onerror',
  name: 'Error',
  message,
  count: 1,
});
const parse = (bodies: readonly string[]) => bodies.map((body) => JSON.parse(body) as PageReport);
const messages = (bodies: readonly string[]) =>
  parse(bodies).flatMap(({ items }) => items.map((item) => ('message' in item ? item.message : item.type)));
/** The receiver answers the report under way; `undefined` for no answer at all. */
async function answer(status: number | undefined): Promise<void> {
  net.waiting.shift()?.(status);
  await vi.advanceTimersByTimeAsync(0);
}

describe('a report', () => {
  it('says of which load it is and goes out half a second after the first line, an error sooner', async () => {
    outbox.push(line('one'));
    await vi.advanceTimersByTimeAsync(499);
    expect(net.sent).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    const [report] = parse(net.sent);
    expect(report).toMatchObject({ v: 1, page: '7', url: 'http://localhost:8888/', title: '', seq: 1, lost: 0 });
    expect(report?.load).toMatch(/^[0-9a-f]{16}$/);
    expect(report?.items).toMatchObject([{ type: 'console', level: 'log', message: 'one', ...SPAN }]);
    await answer(204);
    outbox.push(line('two'));
    outbox.push(error('bad'));
    await vi.advanceTimersByTimeAsync(100);
    expect(parse(net.sent)[1]).toMatchObject({
      seq: 2,
      load: report?.load,
      items: [{ message: 'two' }, { message: 'bad' }],
    });
  });

  it('counts the same error and keeps the last value of a vital', async () => {
    for (let i = 0; i < 5; i++) outbox.push(error('again'));
    outbox.push({ ...error('again'), stack: 'Error: again\n    at other' });
    for (const value of [1, 2]) outbox.push({ type: 'vital', name: 'LCP', value, rating: 'good' });
    await vi.advanceTimersByTimeAsync(100);
    expect(parse(net.sent)[0]?.items).toMatchObject([{ count: 5 }, { count: 1 }, { name: 'LCP', value: 2 }]);
  });

  it('is small enough for a beacon, in bytes', async () => {
    for (let i = 0; i < 30; i++) outbox.push(line('语'.repeat(3000)));
    await vi.advanceTimersByTimeAsync(500);
    while (net.waiting.length > 0) {
      await answer(204);
      await vi.advanceTimersByTimeAsync(500);
    }
    expect(messages(net.sent)).toHaveLength(30);
    for (const body of net.sent) expect(Buffer.byteLength(body)).toBeLessThan(REPORT_BYTES + 1000);
  });
});

describe('a receiver', () => {
  it('that fails is tried again, ever less often, with the same report', async () => {
    outbox.push(line('one'));
    await vi.advanceTimersByTimeAsync(500);
    await answer(undefined);
    await vi.advanceTimersByTimeAsync(1999);
    expect(net.sent).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    await answer(503);
    outbox.push(error('two'));
    await vi.advanceTimersByTimeAsync(3999);
    expect(net.sent).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(1);
    expect(new Set(net.sent).size).toBe(1);
    await answer(204);
    await vi.advanceTimersByTimeAsync(100);
    expect(parse(net.sent).at(-1)).toMatchObject({ seq: 2, items: [{ message: 'two' }] });
  });

  it('that refuses one report still gets the next', async () => {
    outbox.push(line('one'));
    await vi.advanceTimersByTimeAsync(500);
    await answer(413);
    outbox.push(line('two'));
    await vi.advanceTimersByTimeAsync(500);
    expect(messages(net.sent)).toEqual(['one', 'two']);
  });

  it.each([403, 404])('that is not there (%i) is asked no more', async (status) => {
    outbox.push(line('one'));
    await vi.advanceTimersByTimeAsync(500);
    await answer(status);
    outbox.push(error('two'));
    await vi.advanceTimersByTimeAsync(60_000);
    outbox.leave();
    expect(net.sent).toHaveLength(1);
    expect(net.beacons).toEqual([]);
  });
});

describe('the queue', () => {
  it('drops the oldest lines first and errors last, and says how many', () => {
    outbox.push(error('first'));
    outbox.push({ type: 'leave' });
    for (let i = 0; i < LIST_LIMIT; i++) outbox.push(line(`line ${i}`));
    outbox.leave();
    const kept = messages(net.beacons);
    expect(kept).toHaveLength(LIST_LIMIT);
    expect(kept.slice(0, 3)).toEqual(['first', 'leave', 'line 2']);
    expect(parse(net.beacons)[0]?.lost).toBe(2);
  });

  it('is bounded in characters too', () => {
    for (let i = 0; i < 300; i++) outbox.push(line('x'.repeat(4000)));
    outbox.leave();
    expect(net.beacons.join('').length).toBeLessThan(WEIGHT_LIMIT);
    expect(parse(net.beacons)[0]?.lost).toBe(300 - messages(net.beacons).length);
  });

  it('keeps errors when there is nothing else to drop', () => {
    for (let i = 0; i < 3; i++) outbox.push({ type: 'route', url: `/${i}` });
    for (let i = 0; i < LIST_LIMIT; i++) outbox.push(error(`error ${i}`));
    outbox.leave();
    expect(messages(net.beacons).filter((message) => message.startsWith('error'))).toHaveLength(LIST_LIMIT);
  });
});

describe('leaving', () => {
  it('sends all by beacon, errors first, with the report that may be cut off', async () => {
    outbox.push(line('under way'));
    await vi.advanceTimersByTimeAsync(500);
    outbox.push(line('one'));
    outbox.push(error('bad'));
    outbox.leave();
    expect(messages(net.beacons)).toEqual(['under way', 'bad', 'one']);
    await answer(204);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(net.sent).toHaveLength(1);
  });

  it('posts what the browser takes no beacon for', async () => {
    net.takesBeacons = false;
    outbox.push(line('one'));
    outbox.leave();
    expect(messages(net.sent)).toEqual(['one']);
    await answer(204);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(net.sent).toHaveLength(1);
  });
});
