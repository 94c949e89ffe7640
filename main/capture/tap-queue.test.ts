import { expect, test } from 'vitest';
import type { BodyChunk, ProcessOutput, TapEvent } from '../model/tap-event.ts';
import { createTapQueue, type TapQueue, type TapQueueOptions } from './tap-queue.ts';

const closed = (exchange: number): TapEvent => ({ type: 'closed', exchange, at: 1 });
const chunk = (exchange: number, text: string): BodyChunk => ({
  type: 'chunk',
  exchange,
  at: 1,
  side: 'response',
  sizeBytes: text.length,
  bytes: Buffer.from(text),
});

function start(options: Partial<TapQueueOptions> = {}): { queue: TapQueue; posted: TapEvent[][]; due: (() => void)[] } {
  const posted: TapEvent[][] = [];
  const due: (() => void)[] = [];
  const queue = createTapQueue({
    post: (batch) => posted.push(batch),
    schedule: (flush) => due.push(flush),
    ...options,
  });
  return { queue, posted, due };
}

test('what is pushed in one turn goes in one batch, in order, after the turn', () => {
  const { queue, posted, due } = start();
  queue.push(closed(1));
  queue.push(chunk(2, 'abc'));
  expect(posted).toEqual([]);
  expect(due).toHaveLength(1);
  due[0]?.();
  expect(posted).toEqual([[closed(1), chunk(2, 'abc')]]);
  queue.push(closed(3));
  expect(due).toHaveLength(2);
});

test('by default a batch leaves with the next turn of the loop', async () => {
  const batch = await new Promise<TapEvent[]>((resolve) => createTapQueue({ post: resolve }).push(closed(1)));
  expect(batch).toEqual([closed(1)]);
});

test('above the byte bound only sizes travel, until the recorder has caught up', () => {
  const { queue, posted } = start({ maxQueuedBytes: 5 });
  queue.push(chunk(1, 'abcde'));
  queue.push(chunk(1, 'f'));
  queue.flush();
  queue.push(chunk(1, 'g'));
  queue.acknowledge(5, 2);
  queue.push(chunk(1, 'hij'));
  queue.flush();
  const { bytes: _1, ...f } = chunk(1, 'f');
  const { bytes: _2, ...g } = chunk(1, 'g');
  expect(posted).toEqual([
    [chunk(1, 'abcde'), f],
    [g, chunk(1, 'hij')],
  ]);
  expect(queue.stripped).toBe(2);
  expect(queue.dropped).toBe(0);
});

test('above the event bound chunks of one body become one size, and other events still pass', () => {
  const { queue, posted } = start({ maxQueuedEvents: 2 });
  queue.push(closed(1));
  queue.push(chunk(2, 'ab'));
  queue.push(chunk(2, 'cde'));
  queue.push(chunk(2, 'f'));
  queue.push(closed(2));
  queue.flush();
  expect(posted[0]?.slice(2)).toEqual([
    { type: 'chunk', exchange: 2, at: 1, side: 'response', sizeBytes: 4 },
    closed(2),
  ]);
  expect(queue.stripped).toBe(2);
});

test('a recorder that never answers costs bounded memory: in the end events are left out and counted', () => {
  const { queue, posted } = start({ maxQueuedEvents: 2 });
  for (let i = 0; i < 10; i++) {
    queue.push(closed(i));
    queue.flush();
  }
  expect(posted).toHaveLength(4);
  expect(queue.dropped).toBe(6);
});

test('a post that fails is counted and frees its place', () => {
  const { queue } = start({
    maxQueuedBytes: 3,
    post: () => {
      throw new Error('gone');
    },
  });
  queue.push(chunk(1, 'abc'));
  queue.flush();
  queue.push(chunk(1, 'def'));
  expect(queue.dropped).toBe(1);
  expect(queue.stripped).toBe(0);
});

test('acknowledging more than was sent does not free what still waits', () => {
  const { queue } = start({ maxQueuedBytes: 3 });
  queue.push(chunk(1, 'abc'));
  queue.acknowledge(99, 99);
  queue.push(chunk(1, 'd'));
  expect(queue.stripped).toBe(1);
});

test('a post for which there is no room is left out whole and counted', () => {
  const { queue, posted } = start({ maxQueuedBytes: 5 });
  const post = (text: string): TapEvent => ({
    type: 'posted',
    at: 1,
    to: 'report',
    bytes: Buffer.from(text),
    clientAddress: '127.0.0.1',
  });
  queue.push(post('abc'));
  queue.push(post('def'));
  queue.flush();
  expect(posted).toEqual([[post('abc')]]);
  expect(queue.dropped).toBe(1);
  queue.acknowledge(3, 1);
  queue.push(post('ghi'));
  queue.flush();
  expect(posted[1]).toEqual([post('ghi')]);
});

const out = (text: string): ProcessOutput => ({ type: 'output', at: 1, name: 'api', stream: 'stdout', text });

test('log text waits while much of it is on its way, and traffic passes it', () => {
  const { queue, posted, due } = start({ maxLogCharactersOnTheWay: 4 });
  queue.push(out('1\n2\n'));
  queue.push(out('3\n'));
  due.pop()?.();
  queue.push(closed(1));
  due.pop()?.();
  expect(posted).toEqual([[out('1\n2\n')], [closed(1)]]);
  queue.acknowledge(0, 1);
  due.pop()?.();
  expect(posted[2]).toEqual([out('3\n')]);
});

test('of waiting log text the oldest is left out, and the next tells how many lines that were', () => {
  const { queue, posted } = start({ maxWaitingLogCharacters: 4 });
  queue.push(out('1\n2\n'));
  queue.push(out('3\n'));
  queue.flush();
  expect(posted).toEqual([[{ ...out('3\n'), lost: 2 }]]);
  expect(queue.dropped).toBe(0);
});

test('log text that can’t be posted counts by its lines', () => {
  const { queue } = start({
    post: () => {
      throw new Error('gone');
    },
  });
  queue.push(out('1\n2\n3'));
  queue.flush();
  expect(queue.dropped).toBe(2);
});

test('telemetry has a bound of its own, and counts by its records', () => {
  const { queue, posted } = start({ maxQueuedTelemetry: 3 });
  const log = { at: 1, service: 'api', severity: 9, body: 'hi', attributes: {}, resource: {} };
  const told: TapEvent = { type: 'telemetry', at: 1, batch: { logs: [log, log] } };
  queue.push(told);
  queue.push(told);
  queue.flush();
  expect(queue.dropped).toBe(2);
  queue.acknowledge(0, 1);
  queue.push(told);
  queue.flush();
  expect(posted).toEqual([[told], [told]]);
});

test('whoever waits is called when the recorder has taken what was pushed before', () => {
  const { queue, due } = start();
  const called: string[] = [];
  queue.afterTaken(() => called.push('nothing before'));
  queue.push(closed(1));
  queue.push(closed(2));
  queue.afterTaken(() => called.push('two'));
  due[0]?.();
  queue.push(closed(3));
  queue.afterTaken(() => called.push('three'));
  expect(called).toEqual(['nothing before']);
  queue.acknowledge(0, 1);
  expect(called).toEqual(['nothing before']);
  queue.acknowledge(0, 1);
  expect(called).toEqual(['nothing before', 'two']);
  due[1]?.();
  queue.acknowledge(0, 1);
  expect(called).toEqual(['nothing before', 'two', 'three']);
});

test('what can not be posted counts as taken for whoever waits', () => {
  const { queue, due } = start({
    post: () => {
      throw new Error('no recorder');
    },
  });
  const called: string[] = [];
  queue.push(closed(1));
  queue.afterTaken(() => called.push('lost'));
  due[0]?.();
  expect(called).toEqual(['lost']);
});
