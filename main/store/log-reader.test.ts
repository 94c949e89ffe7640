import { expect, test } from 'vitest';
import type { LogFilter } from '../model/protocol.ts';
import { putLog, TRACE_ID } from './fixtures/records.ts';
import { INDEX_STEP } from './log-reader.ts';
import { useSession, type SessionStage } from './fixtures/stage.ts';

const START = 1_700_000_000_000;

let stage: SessionStage;
useSession((made) => void (stage = made));

function ids(filter: LogFilter): string[] {
  return stage.reader.logRows({ limit: 100 }, filter).rows.map(({ id }) => id);
}

test('log records are found by what they are and what they belong to', () => {
  stage.writer.write(putLog(1, 'Listening on :8080', { level: 'info' }));
  stage.writer.write(putLog(2, 'slow query', { level: 'warn', source: 'otlp:db', traceId: TRACE_ID, exchangeId: '4' }));
  stage.writer.write(
    putLog(3, 'panic', { level: 'error', more: 'goroutine 1 [RUNNING]:', requestId: 'r-1', pageId: '2~1' }),
  );
  stage.writer.commit();
  expect(ids({})).toEqual(['1', '2', '3']);
  expect(ids({ levels: ['warn', 'error'] })).toEqual(['2', '3']);
  expect(ids({ levels: [] })).toEqual([]);
  expect(ids({ sources: ['otlp:db'] })).toEqual(['2']);
  expect([ids({ traceId: TRACE_ID }), ids({ exchangeId: '4' })]).toEqual([['2'], ['2']]);
  expect([ids({ traceId: TRACE_ID.slice(0, 8) }), ids({ traceId: 'ffffffff' })]).toEqual([['2'], []]);
  expect([ids({ requestId: 'r-1' }), ids({ pageId: '2~1' }), ids({ pageId: '2' })]).toEqual([['3'], ['3'], []]);
  expect(ids({ fromAt: START + 2, toAt: START + 2 })).toEqual(['2']);
  expect(stage.reader.logRows({ limit: 1 }, { levels: ['error'] })).toMatchObject({ rows: [{ id: '3' }], total: 3 });
  expect([stage.reader.log('3')?.message, stage.reader.log('9')]).toEqual(['panic', undefined]);
});

test('words are searched without case, in the message and the lines after it', () => {
  stage.writer.write(putLog(1, 'Listening on :8080'));
  stage.writer.write(putLog(2, 'panic', { more: 'goroutine 1 [RUNNING]:\nmain.main()' }));
  stage.writer.write(putLog(3, 'Größe ÜBERSCHRITTEN', { more: 'listening' }));
  stage.writer.commit();
  expect(ids({ texts: ['LISTENING'] })).toEqual(['1', '3']);
  expect(ids({ texts: ['listening', '8080'] })).toEqual(['1']);
  expect(ids({ texts: ['running'] })).toEqual(['2']);
  expect(ids({ without: ['listening'] })).toEqual(['2']);
  expect(ids({ texts: ['überschritten'] })).toEqual(['3']);
  expect(ids({ without: ['GRÖSSE', 'größe'], levels: ['info'] })).toEqual(['1', '2']);
  expect(ids({ texts: ['100%_'] })).toEqual([]);
});

test('fields are found by path, nested or with dots in their name, by any kind of value', () => {
  stage.writer.write(putLog(1, 'a', { fields: { user: { id: 'Ada' }, cached: true, status: 503 } }));
  stage.writer.write(putLog(2, 'b', { fields: { 'user.id': 'ada lovelace', tags: ['x', 'y'] } }));
  stage.writer.write(putLog(3, 'c', { fields: { user: 'Ada', 'a"b': 'Ünï', 'bad path': null } }));
  stage.writer.write(putLog(4, 'd', { fields: {} }));
  stage.writer.commit();
  const found = (path: string, text: string) => ids({ fields: [{ path, text }] });
  expect(found('user.id', 'ADA')).toEqual(['1', '2']);
  expect(found('user', 'ada')).toEqual(['1', '3']);
  expect([found('cached', 'TRUE'), found('cached', '1')]).toEqual([['1'], []]);
  expect(found('status', '50')).toEqual(['1']);
  expect(found('tags', 'y')).toEqual(['2']);
  expect([found('a"b', 'ÜN'), found('bad path', '')]).toEqual([['3'], []]);
  expect(found('status', '')).toEqual(['1']);
});

test('an index has the id of each so-many-th record that matches, and goes on where it ended', () => {
  for (let id = 1; id <= 10; id++) stage.writer.write(putLog(id, id % 2 === 0 ? 'even' : 'odd'));
  stage.writer.commit();
  expect(stage.reader.logIndex({}, { every: 4 })).toEqual({
    anchors: ['1', '5', '9'],
    every: 4,
    total: 10,
    lastId: '10',
  });
  const even = stage.reader.logIndex({ texts: ['even'] }, { every: 2 });
  expect(even).toEqual({ anchors: ['2', '6', '10'], every: 2, total: 5, lastId: '10' });
  for (let id = 11; id <= 16; id++) stage.writer.write(putLog(id, id % 2 === 0 ? 'even' : 'odd'));
  stage.writer.commit();
  expect(stage.reader.logIndex({ texts: ['even'] }, { every: 2, afterId: '10', skip: 1 })).toEqual({
    ...{ anchors: ['14'], every: 2, total: 3, lastId: '16' },
  });
  expect(stage.reader.logIndex({ texts: ['even'] }, { every: 2, afterId: '16' })).toMatchObject({
    anchors: [],
    total: 0,
  });
  expect(stage.reader.logIndex({ texts: ['ü'] }, { every: 2 })).toMatchObject({ anchors: [], total: 0, lastId: '16' });
});

test('an index is put together over steps, across gaps', () => {
  for (const id of [1, INDEX_STEP, INDEX_STEP + 1, 3 * INDEX_STEP + 5]) stage.writer.write(putLog(id, 'x'));
  stage.writer.commit();
  expect(stage.reader.logIndex({ texts: ['x'] }, { every: 2 })).toMatchObject({
    ...{ anchors: ['1', String(INDEX_STEP + 1)], total: 4, lastId: String(3 * INDEX_STEP + 5) },
  });
});

test('a histogram counts levels by step, in seconds and below', () => {
  for (const [id, ms] of [0, 100, 900, 1_500, 61_000].entries())
    stage.writer.write(putLog(id + 1, 'x', { at: START + ms, level: ms === 900 ? 'error' : 'info' }));
  stage.writer.commit();
  expect(stage.reader.logHistogram({ fromAt: START, toAt: START + 1_000, steps: 2 })).toEqual({
    ...{ fromAt: START, stepMs: 500, levels: [{ info: 2 }, { error: 1 }] },
  });
  expect(stage.reader.logHistogram({ fromAt: START, toAt: START + 120_000, steps: 2 }).levels).toEqual([
    { info: 3, error: 1 },
    { info: 1 },
  ]);
});

test('a record that is joined later is not counted twice', () => {
  for (let id = 1; id <= 3; id++) stage.writer.write(putLog(id, 'x'));
  stage.writer.commit();
  stage.writer.write(putLog(2, 'x', { exchangeId: '4', joinedBy: 'time', confidence: 0.5 }));
  stage.writer.write(putLog(3, 'x', { level: 'error' }));
  stage.writer.commit();
  const totals = { total: 3, lastId: '3', levels: { info: 2, error: 1 }, sources: { 'process:api': 3 } };
  expect(stage.reader.telemetryTotals().logs).toMatchObject(totals);
  expect(stage.writer.telemetry().logs).toEqual(stage.reader.telemetryTotals().logs);
  expect(stage.reader.logRows({ limit: 9 })).toMatchObject({
    total: 3,
    rows: [{}, { joinedBy: 'time', confidence: 0.5 }, {}],
  });
  expect(stage.reader.summary().counts.logs).toBe(3);
});
