import { brotliCompressSync, constants, createBrotliCompress, createGzip, deflateSync, gzipSync } from 'node:zlib';
import type { Transform } from 'node:stream';
import { expect, test } from 'vitest';
import type { UndecodedStream } from '../model/exchange.ts';
import {
  EventStreamDecoder,
  MAX_EVENT_DATA_BYTES,
  MAX_PENDING_CHARACTERS,
  type DecodedEvent,
} from './event-stream-decoder.ts';
import { SessionBudget } from './session-budget.ts';

interface Run {
  readonly decoder: EventStreamDecoder;
  readonly events: DecodedEvent[];
  readonly stops: UndecodedStream[];
}

function start(encoding = '', sessionBytes = 99_000_000): Run {
  const events: DecodedEvent[] = [];
  const stops: UndecodedStream[] = [];
  const decoder = new EventStreamDecoder({
    encoding,
    budget: new SessionBudget({ bodyBytes: 10_000_000, sessionBytes }, 0),
    event: (event) => events.push(event),
    stopped: (reason) => stops.push(reason),
  });
  return { decoder, events, stops };
}

const STREAM = Buffer.from(
  [
    ': a comment\n\n',
    'data: plain\n\n',
    'event: price\r\ndata: {"é":"😀"}\r\nid: 7\r\n\r\n',
    'retry: 2500\ndata: one\ndata: two\n\n',
    'unknown: field\ndata\n\n',
    'event: cut off\ndata: never ends\n',
  ].join(''),
);

const EVENTS = [
  { event: 'message', data: 'plain' },
  { event: 'price', data: '{"é":"😀"}', lastEventId: '7' },
  { event: 'message', data: 'one\ntwo', lastEventId: '7', retry: 2_500 },
  { event: 'message', data: '', lastEventId: '7' },
];

function summary(events: DecodedEvent[]): unknown[] {
  return events.map(({ row, data }) => ({
    event: row.event,
    data,
    ...(row.lastEventId !== undefined && { lastEventId: row.lastEventId }),
    ...(row.retry !== undefined && { retry: row.retry }),
  }));
}

test('events come out the same wherever the bytes are cut', () => {
  for (let cut = 0; cut <= STREAM.length; cut++) {
    const { decoder, events } = start();
    decoder.push(STREAM.subarray(0, cut), 1);
    decoder.push(STREAM.subarray(cut), 2);
    decoder.end();
    expect(summary(events)).toEqual(EVENTS);
  }
});

test.each([
  ['gzip', gzipSync(STREAM)],
  ['X-GZIP', gzipSync(STREAM)],
  ['deflate', deflateSync(STREAM)],
  ['br', brotliCompressSync(STREAM)],
  ['identity', STREAM],
])('coded as %s, byte by byte', (encoding, coded) => {
  const { decoder, events, stops } = start(encoding);
  for (let i = 0; i < coded.length; i++) decoder.push(coded.subarray(i, i + 1), i);
  decoder.end();
  expect(summary(events)).toEqual(EVENTS);
  expect(stops).toEqual([]);
});

const flushed = (coder: Transform & { flush(done: () => void): void }): Promise<Buffer> =>
  new Promise((resolve) => coder.flush(() => resolve(coder.read() as Buffer)));

test.each([
  ['gzip', () => createGzip()],
  ['br', () => createBrotliCompress({ params: { [constants.BROTLI_PARAM_QUALITY]: 4 } })],
])('an event in %s is there as soon as its sender has flushed it, with that instant', async (encoding, create) => {
  const coder = create();
  const { decoder, events } = start(encoding);
  for (let n = 1; n <= 3; n++) {
    coder.write(`data: ${n}\n\n`);
    decoder.push(await flushed(coder), n * 10);
    expect(events.at(-1)).toMatchObject({ data: String(n), row: { at: n * 10 } });
  }
  coder.destroy();
  decoder.end();
});

test('a long event keeps its head and says so', () => {
  const { decoder, events } = start();
  decoder.push(Buffer.from(`data: ${'é'.repeat(MAX_EVENT_DATA_BYTES)}\n\ndata: next\n\n`), 1);
  expect(events).toHaveLength(2);
  expect(events[0]?.row).toMatchObject({ truncated: true, sizeBytes: 2 * MAX_EVENT_DATA_BYTES });
  expect(Buffer.byteLength(events[0]?.data ?? '')).toBe(MAX_EVENT_DATA_BYTES);
  expect(events[0]?.row.preview).toBe('é'.repeat(160));
  expect(events[1]).toMatchObject({ data: 'next', row: { truncated: false } });
});

test('a session that is full keeps that events came, not what they say', () => {
  const { decoder, events } = start('', 3);
  decoder.push(Buffer.from('data: ab\n\ndata: cd\n\ndata: ef\n\n'), 1);
  expect(events.map(({ data, row }) => [data, row.truncated])).toEqual([
    ['ab', false],
    ['c', true],
    ['', true],
  ]);
});

test.each([
  ['a gap', '', 'event-stream-gap', (run: Run) => run.decoder.gap(5)],
  ['an unknown coding', 'zstd', 'event-stream-encoding', (run: Run) => run.decoder.push(STREAM, 5)],
  ['a broken coding', 'gzip', 'event-stream-coding', (run: Run) => run.decoder.push(STREAM, 5)],
  [
    'an event without end',
    '',
    'event-stream-size',
    (run: Run) => run.decoder.push(Buffer.alloc(MAX_PENDING_CHARACTERS + 1, 0x61), 5),
  ],
])('%s ends decoding once, with a reason', (_name, encoding, code, act) => {
  const run = start(encoding);
  act(run);
  run.decoder.push(STREAM, 6);
  run.decoder.gap(7);
  expect(run.events).toEqual([]);
  expect(run.stops).toMatchObject([{ direction: 'in', at: 5, code }]);
  expect(run.decoder.stopped).toBe(true);
});
