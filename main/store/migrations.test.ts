import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { SCHEMA_VERSION } from '../model/session.ts';
import { openConnection, type Connection } from './connection.ts';
import {
  createFolder,
  putError,
  putHmr,
  putLog,
  putMetrics,
  putSpan,
  sampleExchange,
  TRACE_ID,
  TRACED,
} from './fixtures/records.ts';
import { migrate, readVersion } from './migrations.ts';
import { createReader } from './reader.ts';
import { MIGRATIONS } from './schema.ts';
import { createWriter } from './writer.ts';

const STEPS = ['CREATE TABLE a (x)', 'ALTER TABLE a ADD COLUMN y DEFAULT 7', 'CREATE TABLE b (z)'];

let folder: ReturnType<typeof createFolder>;
let connection: Connection;

beforeEach(() => {
  folder = createFolder();
  connection = openConnection(folder.file('s.tline'), 'write');
});

afterEach(() => {
  connection.close();
  folder.remove();
});

test('there is a step for every version', () => {
  expect(MIGRATIONS).toHaveLength(SCHEMA_VERSION);
});

test('an old file is brought up step by step and keeps its rows', () => {
  migrate(connection, 's.tline', STEPS.slice(0, 1));
  connection.exec('INSERT INTO a (x) VALUES (1)');
  migrate(connection, 's.tline', STEPS);
  expect(connection.prepare('SELECT x, y FROM a').all([])).toEqual([[1, 7]]);
  expect(readVersion(connection, 's.tline', 3)).toBe(3);
});

test('a file that is up to date is left alone', () => {
  migrate(connection, 's.tline', STEPS);
  migrate(connection, 's.tline', STEPS);
  expect(readVersion(connection, 's.tline', 3)).toBe(3);
});

test('a step that fails leaves the file at the version before it', () => {
  expect(() =>
    migrate(connection, 's.tline', [...STEPS.slice(0, 1), 'CREATE TABLE c (x); CREATE TABLE a (x)']),
  ).toThrow(/already exists/);
  expect(readVersion(connection, 's.tline')).toBe(1);
  expect(connection.scalar("SELECT count(*) FROM sqlite_master WHERE name = 'c'")).toBe(0);
});

test('a newer file is refused with both versions', () => {
  migrate(connection, 's.tline', STEPS);
  expect(() => readVersion(connection, 's.tline', 2)).toThrowError(
    expect.objectContaining({
      code: 'session-too-new',
      message: expect.stringMatching(/version 3.*up to 2/) as string,
    }) as Error,
  );
});

test("another program's database is refused and not touched", () => {
  connection.exec('CREATE TABLE theirs (x)');
  expect(() => migrate(connection, 's.tline')).toThrowError(
    expect.objectContaining({ code: 'session-invalid' }) as Error,
  );
  expect(connection.scalar('SELECT count(*) FROM sqlite_master')).toBe(1);
});

test('a session of version 1 is read as one without what dev servers said, and takes it when it is continued', () => {
  const path = folder.file('old.tline');
  const old = openConnection(path, 'write');
  migrate(old, path, MIGRATIONS.slice(0, 1));
  old.close();
  const before = createReader(path);
  expect(before.summary()).toMatchObject({ schemaVersion: 1, counts: { hmr: 0 } });
  expect([before.hmrRows({ limit: 5 }), before.hmr('1')]).toEqual([{ rows: [], total: 0 }, undefined]);
  before.close();
  const writer = createWriter({ path, version: '1' });
  writer.write(putHmr(1));
  writer.close();
  const after = createReader(path);
  expect(after.summary()).toMatchObject({ schemaVersion: SCHEMA_VERSION, counts: { hmr: 1 } });
  after.close();
});

test('a session of version 2 is read as it is, and takes errors and traces when it is continued', () => {
  const path = folder.file('old.tline');
  const old = openConnection(path, 'write');
  old.exec(readFileSync(new URL('fixtures/version-2.sql', import.meta.url), 'utf8'));
  old.close();
  const before = createReader(path);
  expect(before.summary()).toMatchObject({ schemaVersion: 2, version: '0.9.0', counts: { logs: 2, errors: 0 } });
  const known = (reader: typeof before) => ({
    exchange: reader.exchange('1'),
    body: reader.body('1', 'response')?.raw,
    frame: reader.frame('1'),
    event: reader.event('1'),
    logs: reader.logRows({ limit: 5 }).rows,
    hmr: reader.hmr('1'),
  });
  const was = known(before);
  expect(was.exchange).toEqual(sampleExchange(1, { hmrUpdateId: '1' }));
  expect(was.logs[0]).toEqual(putLog(1, 'up').record);
  expect(Buffer.from(was.body ?? []).toString()).toBe('hello');
  expect([before.errorRows({ limit: 5 }).rows, before.pageRows({ limit: 5 }).rows]).toEqual([[], []]);
  expect(before.trace(TRACE_ID)).toEqual({ exchanges: [], logs: [], errors: [], actions: [], spans: [] });
  expect([before.keptMap('u', 's'), before.keptMapBytes()]).toEqual([undefined, 0]);

  const writer = createWriter({ path, version: '1' });
  expect(writer.firstIds()).toMatchObject({ log: 3, error: 1, action: 1 });
  writer.write(putLog(3, 'traced', { traceId: TRACE_ID }));
  writer.write(putError(1, { traceId: TRACE_ID }));
  writer.close();
  // The reader that saw it before sees what came since.
  for (const reader of [before, createReader(path)]) {
    expect(known(reader)).toEqual({ ...was, logs: [...was.logs, expect.objectContaining({ traceId: TRACE_ID })] });
    expect(reader.trace(TRACE_ID)).toMatchObject({ logs: [{ id: '3' }], errors: [{ id: '1' }] });
    expect(reader.summary().schemaVersion).toBe(SCHEMA_VERSION);
    reader.close();
  }
});

test('a session of version 3 is read as it is with its traces and log totals, and takes spans and joins when it is continued', () => {
  const path = folder.file('old.tline');
  const old = openConnection(path, 'write');
  old.exec(readFileSync(new URL('fixtures/version-3.sql', import.meta.url), 'utf8'));
  old.close();
  const before = createReader(path);
  expect(before.summary()).toMatchObject({ schemaVersion: 3, counts: { logs: 3, errors: 1, spans: 0, metrics: 0 } });
  const known = (reader: typeof before) => ({
    exchange: reader.exchange('1'),
    error: reader.error('1'),
    page: reader.pageRows({ limit: 5 }).rows,
    logs: reader.logRows({ limit: 3 }),
    errorLogs: reader.logRows({ limit: 3 }, { levels: ['error'], texts: ['TRACED'], exchangeId: '1' }).rows,
    otherLogs: reader.logIndex({ without: ['traced'] }, { every: 1 }).anchors,
    logsBySecond: reader.logHistogram({ fromAt: 1_700_000_000_000, toAt: 1_700_000_002_000, steps: 2 }).levels,
    totals: reader.telemetryTotals().logs,
    trace: reader.trace(TRACE_ID),
    traces: reader.traceRows({ limit: 5 }),
  });
  const was = known(before);
  expect(was.exchange).toEqual(sampleExchange(1, { ...TRACED, hmrUpdateId: '1' }));
  expect(was.errorLogs).toEqual([was.logs.rows[1]]);
  expect(was.otherLogs).toEqual(['1', '3']);
  expect(was.logsBySecond).toEqual([{ info: 1, error: 1 }, { info: 1 }]);
  expect(was.totals).toMatchObject({ total: 3, lastId: '3', sources: { 'process:api': 3 } });
  const row = { traceId: TRACE_ID, name: 'button "Add to cart"', actionId: '1', exchanges: 1, logs: 1, errors: 1 };
  expect(was.traces).toMatchObject({ total: 1, rows: [{ ...row, startedAt: 1_700_000_000_001.125, spans: 0 }] });
  expect([before.spanRows({ limit: 5 }).rows, before.metricSeries(), before.serviceCalls()]).toEqual([[], [], []]);
  expect([before.profileRows({ limit: 5 }).rows, before.metricRows({ limit: 5 }).rows]).toEqual([[], []]);

  const writer = createWriter({ path, version: '1' });
  expect(writer.telemetry()).toMatchObject({ logs: was.totals, spans: 0, traced: 2 });
  expect(known(before)).toEqual(was);
  expect(before.serviceCalls()).toMatchObject([{ from: 'browser', to: '/items', count: 2 }]);
  writer.write(putSpan(1));
  writer.write(putLog(3, 'later', { at: 1_700_000_001_500, exchangeId: '2', joinedBy: 'time', confidence: 0.5 }));
  writer.write(putMetrics(1_700_000_000_000, { up: 1 }));
  writer.close();
  // The reader that saw it before sees what came since.
  for (const reader of [before, createReader(path)]) {
    expect(reader.logRows({ limit: 5 }, { exchangeId: '2' }).rows).toMatchObject([{ id: '3', joinedBy: 'time' }]);
    expect(reader.telemetryTotals()).toMatchObject({ logs: was.totals, spans: 1, metrics: 1 });
    expect(reader.traceRows({ limit: 5 }).rows).toMatchObject([{ ...row, spans: 1, services: ['api'] }]);
    expect(reader.summary().schemaVersion).toBe(SCHEMA_VERSION);
    reader.close();
  }
});
