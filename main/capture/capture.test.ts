import { expect, test } from 'vitest';
import type { CaptureBudget } from '../model/config.ts';
import type { Recorded } from '../model/recorded.ts';
import { createCapture, type Capture, type CapturedEvent, type CaptureOptions } from './capture.ts';

const BUDGET: CaptureBudget = { bodyBytes: 1_000, sessionBytes: 1_000 };

function start(options: Partial<CaptureOptions> = {}): {
  capture: Capture;
  emitted: Recorded[];
  words: () => string[];
} {
  const emitted: Recorded[] = [];
  const capture = createCapture({ budget: BUDGET, emit: (recorded) => emitted.push(recorded), ...options });
  const words = (): string[] =>
    emitted.map((recorded) => {
      if (recorded.kind === 'exchange') return `${recorded.record.id} ${recorded.record.state}`;
      if (recorded.kind === 'frame' || recorded.kind === 'event') return `${recorded.kind} ${recorded.record.id}`;
      return recorded.kind;
    });
  return { capture, emitted, words };
}

const request = (exchange: number, upgrade = false): CapturedEvent => ({
  type: 'request',
  exchange,
  at: exchange,
  method: 'GET',
  url: 'http://127.0.0.1:8888/',
  httpVersion: 'HTTP/1.1',
  headers: '',
  clientConnection: 1,
  requestIndex: 0,
  upgrade,
});
const response = (exchange: number, status: number, headers: string): CapturedEvent => ({
  type: 'response',
  exchange,
  at: exchange,
  status,
  statusText: '',
  upstreamHeaders: headers,
  headers,
});
const chunk = (exchange: number, text: string): CapturedEvent => ({
  type: 'chunk',
  exchange,
  at: exchange,
  side: 'response',
  sizeBytes: text.length,
  bytes: Buffer.from(text),
});
const closed = (exchange: number): CapturedEvent => ({ type: 'closed', exchange, at: exchange });

test('exchanges that interleave are told apart', () => {
  const { capture, words } = start();
  for (const event of [request(1), request(2), response(2, 200, ''), chunk(2, 'b'), closed(2), closed(1)]) {
    capture.accept(event);
  }
  expect(words()).toEqual(['body', 'body-end', '2 done', '1 done']);
  expect(capture.stats()).toEqual({ keptBytes: 1, dropped: 0, open: 0 });
});

test('a flush puts what opened and what changed, once', () => {
  const { capture, words, emitted } = start();
  capture.accept(request(1));
  capture.accept(request(2));
  capture.flush();
  expect(words()).toEqual(['1 pending', '2 pending']);
  capture.accept(response(1, 200, ''));
  capture.accept(chunk(1, 'a'));
  emitted.length = 0;
  capture.flush();
  capture.flush();
  expect(words()).toEqual(['1 streaming']);
});

test('ids go on where a session stopped', () => {
  const { capture, words } = start({ firstIds: { frame: 5, event: 6 } });
  capture.accept(request(1, true));
  capture.accept(response(1, 101, 'Upgrade\nwebsocket'));
  capture.accept({
    type: 'socket-chunk',
    exchange: 1,
    at: 1,
    direction: 'in',
    sizeBytes: 3,
    bytes: Buffer.from('810161', 'hex'),
  });
  capture.accept(request(2));
  capture.accept(response(2, 200, 'Content-Type\ntext/event-stream'));
  capture.accept(chunk(2, 'data: x\n\n'));
  expect(words().filter((word) => /^(frame|event)/.test(word))).toEqual(['frame 5', 'event 6']);
});

test('the session’s budget is shared and goes on', () => {
  const { capture, emitted } = start({ budget: { bodyBytes: 10, sessionBytes: 10 }, usedBytes: 4 });
  for (const exchange of [1, 2]) {
    capture.accept(request(exchange));
    capture.accept(response(exchange, 200, ''));
    capture.accept(chunk(exchange, 'abcd'));
    capture.accept(closed(exchange));
  }
  const kept = emitted.flatMap((recorded) =>
    recorded.kind === 'body' ? [Buffer.from(recorded.bytes).toString()] : [],
  );
  expect(kept).toEqual(['abcd', 'ab']);
  expect(capture.stats().keptBytes).toBe(10);
});

test('what belongs to no known exchange is counted', () => {
  const { capture, words } = start();
  capture.accept(chunk(9, 'x'));
  capture.accept(closed(9));
  expect(words()).toEqual(['dropped']);
  expect(capture.stats().dropped).toBe(1);
});

test('too many in flight: the oldest is given up, and says so', () => {
  const { capture, emitted } = start({ maxOpen: 2 });
  capture.accept(request(1));
  capture.accept(request(2));
  capture.accept(request(3));
  expect(emitted[0]).toMatchObject({
    record: { id: '1', state: 'failed', error: { code: 'too-many-open', by: 'proxy' } },
  });
  expect(capture.stats().open).toBe(2);
});

test('a number that opens twice ends the first', () => {
  const { capture, words } = start();
  capture.accept(request(1));
  capture.accept(request(1));
  capture.accept(closed(1));
  expect(words()).toEqual(['1 failed', '1 done']);
});

test('the end of recording ends all that is in flight, and nothing is heard after it', () => {
  const { capture, emitted, words } = start();
  capture.accept(request(1));
  capture.accept(request(2));
  capture.accept(response(2, 200, 'Content-Type\ntext/event-stream'));
  emitted.length = 0;
  capture.finish(50);
  capture.finish(60);
  capture.accept(request(3));
  expect(words()).toEqual(['1 failed', '2 done']);
  expect(emitted[0]).toMatchObject({ record: { error: { code: 'recording-ended' }, timings: { total: 49 } } });
  expect(capture.stats().open).toBe(0);
});

test('events in any order never throw, and every exchange that opened ends', () => {
  let seed = 11;
  const random = (below: number): number => (seed = (seed * 48_271) % 2_147_483_647) % below;
  const make: ((exchange: number) => CapturedEvent)[] = [
    (exchange) => request(exchange, random(2) === 0),
    (exchange) =>
      response(
        exchange,
        [101, 200, 404][random(3)] ?? 200,
        ['', 'Upgrade\nwebsocket', 'Content-Type\ntext/event-stream'][random(3)] ?? '',
      ),
    (exchange) => chunk(exchange, 'data: x\n\n'.slice(random(9))),
    (exchange) => ({ type: 'chunk', exchange, at: random(99), side: 'request', sizeBytes: 3 }),
    (exchange) => ({ type: 'body-end', exchange, at: random(99), side: 'response', complete: true, trailers: 'x' }),
    (exchange) => ({
      type: 'socket-chunk',
      exchange,
      at: 1,
      direction: 'in',
      sizeBytes: 9,
      bytes: Buffer.from([random(256), random(256)]),
    }),
    (exchange) => ({ type: 'fail', exchange, at: 1, code: 'X', phase: 'send', message: '', by: 'client' }),
    closed,
  ];
  const { capture, emitted } = start();
  for (let i = 0; i < 5_000; i++) capture.accept(make[random(make.length)]!(random(20)));
  capture.finish(100);
  const last = new Map(emitted.flatMap((one) => (one.kind === 'exchange' ? [[one.record.id, one.record.state]] : [])));
  expect(last.size).toBe(20);
  expect([...last.values()].every((state) => state === 'done' || state === 'failed')).toBe(true);
});
