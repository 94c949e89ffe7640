import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  createFolder,
  putAction,
  putError,
  putExchange,
  putLog,
  putSpan,
  sampleExchange,
  SPAN_ID,
  TRACE_ID,
} from './fixtures/records.ts';
import { createReader, type Reader } from './reader.ts';
import { createWriter, type Writer } from './writer.ts';

const START = 1_700_000_000_000;

let folder: ReturnType<typeof createFolder>;
let writer: Writer;
let reader: Reader;

beforeEach(() => {
  folder = createFolder();
  writer = createWriter({ path: folder.file('s.tline'), version: '1' });
  reader = createReader(folder.file('s.tline'));
});

afterEach(() => {
  reader.close();
  writer.close();
  folder.remove();
});

const traceOf = (number: number) => number.toString(16).padStart(32, '0');

function putTraced(id: number, traceId: string, changes: Parameters<typeof sampleExchange>[1] = {}) {
  const trace = { traceId, spanId: SPAN_ID, source: 'generated' } as const;
  return putExchange(sampleExchange(id, { startedAt: START + id, trace, ...changes }));
}

test('a trace is summed up from all that carries its id, whatever came first', () => {
  writer.write(putSpan(1, { startedAt: START + 40, durationMs: 60, service: 'db' }));
  writer.write(putLog(1, 'x', { traceId: TRACE_ID, at: START + 120 }));
  writer.commit();
  writer.write(putTraced(5, TRACE_ID, { startedAt: START + 20 }));
  writer.write(putTraced(6, TRACE_ID, { startedAt: START + 30 }));
  writer.write(putSpan(2, { startedAt: START + 35 }));
  writer.write(putAction(1, { at: START + 10 }));
  writer.write(putError(1, { at: START + 50, traceId: TRACE_ID }));
  writer.commit();
  const row = {
    ...{ traceId: TRACE_ID, startedAt: START + 10, durationMs: 110, name: 'button "Add to cart"', actionId: '1' },
    ...{ services: ['api', 'db'], exchanges: 2, spans: 2, logs: 1, errors: 1 },
  };
  expect(reader.traceRows({ limit: 5 })).toEqual({ rows: [row], total: 1 });
  expect(reader.traceRow(TRACE_ID)).toEqual(row);
  expect(reader.traceRow(traceOf(9))).toBeUndefined();
});

test('without an action a trace is named after its first request, else its first span', () => {
  writer.write(putTraced(1, traceOf(1), { method: 'POST', url: 'http://127.0.0.1:8888/cart/items?id=1#x' }));
  writer.write(putSpan(2, { traceId: traceOf(2), name: 'nightly job' }));
  writer.write(putLog(3, 'x', { traceId: traceOf(3) }));
  writer.commit();
  expect(reader.traceRows({ limit: 5 }).rows.map(({ name }) => name)).toEqual([
    traceOf(3),
    'nightly job',
    'POST /cart/items',
  ]);
});

test('traces are paged from the latest on, also those that began together', () => {
  for (let id = 1; id <= 7; id++) writer.write(putTraced(id, traceOf(id), { startedAt: START + Math.floor(id / 3) }));
  writer.commit();
  const found: string[] = [];
  for (let beforeId: string | undefined; ;) {
    const { rows, total } = reader.traceRows({ limit: 2, ...(beforeId !== undefined && { beforeId }) });
    expect(total).toBe(7);
    beforeId = rows.at(-1)?.traceId;
    if (beforeId === undefined) break;
    found.push(...rows.map(({ traceId }) => traceId));
  }
  expect(found).toEqual([7, 6, 5, 4, 3, 2, 1].map(traceOf));
  expect(reader.traceRows({ limit: 2, beforeId: traceOf(99) }).rows).toEqual([]);
});

test('a service map of the time that is asked for', () => {
  writer.write(putTraced(1, TRACE_ID, { startedAt: START }));
  writer.write(putSpan(1, { startedAt: START + 5 }));
  writer.write(putTraced(2, traceOf(2), { startedAt: START + 60_000, route: undefined as never }));
  writer.commit();
  const edges = (span?: { fromAt: number; toAt: number }) =>
    reader.serviceCalls(span).map(({ from, to }) => [from, to]);
  expect(edges()).toEqual([
    ['browser', 'target'],
    ['browser', 'api'],
  ]);
  expect(edges({ fromAt: START, toAt: START + 1_000 })).toEqual([['browser', 'api']]);
});
