import { expect, test } from 'vitest';
import {
  putAction,
  putError,
  putExchange,
  putLog,
  putSpan,
  sampleExchange,
  SPAN_ID,
  TRACE_ID,
} from './fixtures/records.ts';
import { useSession, type SessionStage } from './fixtures/stage.ts';

const START = 1_700_000_000_000;

let stage: SessionStage;
useSession((made) => void (stage = made));

const traceOf = (number: number) => number.toString(16).padStart(32, '0');

function putTraced(id: number, traceId: string, changes: Parameters<typeof sampleExchange>[1] = {}) {
  const trace = { traceId, spanId: SPAN_ID, source: 'generated' } as const;
  return putExchange(sampleExchange(id, { startedAt: START + id, trace, ...changes }));
}

test('a trace is summed up from all that carries its id, whatever came first', () => {
  stage.writer.write(putSpan(1, { startedAt: START + 40, durationMs: 60, service: 'db' }));
  stage.writer.write(putLog(1, 'x', { traceId: TRACE_ID, at: START + 120 }));
  stage.writer.commit();
  stage.writer.write(putTraced(5, TRACE_ID, { startedAt: START + 20 }));
  stage.writer.write(putTraced(6, TRACE_ID, { startedAt: START + 30 }));
  stage.writer.write(putSpan(2, { startedAt: START + 35 }));
  stage.writer.write(putAction(1, { at: START + 10 }));
  stage.writer.write(putError(1, { at: START + 50, traceId: TRACE_ID }));
  stage.writer.commit();
  const row = {
    ...{ traceId: TRACE_ID, startedAt: START + 10, durationMs: 110, name: 'button "Add to cart"', actionId: '1' },
    ...{ services: ['api', 'db'], exchanges: 2, spans: 2, logs: 1, errors: 1 },
  };
  expect(stage.reader.traceRows({ limit: 5 })).toEqual({ rows: [row], total: 1 });
  expect(stage.reader.traceRow(TRACE_ID)).toEqual(row);
  expect(stage.reader.traceRow(traceOf(9))).toBeUndefined();
});

test('without an action a trace is named after its first request, else its first span', () => {
  stage.writer.write(putTraced(1, traceOf(1), { method: 'POST', url: 'http://127.0.0.1:8888/cart/items?id=1#x' }));
  stage.writer.write(putSpan(2, { traceId: traceOf(2), name: 'nightly job' }));
  stage.writer.write(putLog(3, 'x', { traceId: traceOf(3) }));
  stage.writer.commit();
  expect(stage.reader.traceRows({ limit: 5 }).rows.map(({ name }) => name)).toEqual([
    traceOf(3),
    'nightly job',
    'POST /cart/items',
  ]);
});

test('traces are paged from the latest on, also those that began together', () => {
  for (let id = 1; id <= 7; id++)
    stage.writer.write(putTraced(id, traceOf(id), { startedAt: START + Math.floor(id / 3) }));
  stage.writer.commit();
  const found: string[] = [];
  for (let beforeId: string | undefined; ;) {
    const { rows, total } = stage.reader.traceRows({ limit: 2, ...(beforeId !== undefined && { beforeId }) });
    expect(total).toBe(7);
    beforeId = rows.at(-1)?.traceId;
    if (beforeId === undefined) break;
    found.push(...rows.map(({ traceId }) => traceId));
  }
  expect(found).toEqual([7, 6, 5, 4, 3, 2, 1].map(traceOf));
  expect(stage.reader.traceRows({ limit: 2, beforeId: traceOf(99) }).rows).toEqual([]);
});

test('a service map of the time that is asked for', () => {
  stage.writer.write(putTraced(1, TRACE_ID, { startedAt: START }));
  stage.writer.write(putSpan(1, { startedAt: START + 5 }));
  stage.writer.write(putTraced(2, traceOf(2), { startedAt: START + 60_000, route: undefined as never }));
  stage.writer.commit();
  const edges = (span?: { fromAt: number; toAt: number }) =>
    stage.reader.serviceCalls(span).map(({ from, to }) => [from, to]);
  expect(edges()).toEqual([
    ['browser', 'target'],
    ['browser', 'api'],
  ]);
  expect(edges({ fromAt: START, toAt: START + 1_000 })).toEqual([['browser', 'api']]);
});
