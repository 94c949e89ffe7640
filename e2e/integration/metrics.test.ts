// Integration: a program with metrics and profiles, the engine as it is built that watches it, and what the session then has.
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type * as EngineModule from '../../main/engine.ts';
import type { Engine } from '../../main/engine.ts';
import { DEFAULT_TELEMETRY } from '../../main/model/config.ts';
import { createFolder, type TestFolder } from '../support/folder.ts';

const BUILT = join(import.meta.dirname, '../../out/main');
const INGEST = join(import.meta.dirname, '../../main/ingest');
const { createEngine, DEFAULT_PROXY_CONFIG } = createRequire(import.meta.url)(
  join(BUILT, 'engine.cjs'),
) as typeof EngineModule;

const PAGES: Readonly<Record<string, string>> = {
  '/metrics': 'metrics/fixtures/go-client.prom',
  '/debug/pprof/goroutine?debug=2': 'pprof/fixtures/goroutines.txt',
  '/debug/pprof/profile?seconds=1': 'pprof/fixtures/cpu.pb.gz',
};

let folder: TestFolder;
let program: Server;
let origin: string;
let engine: Engine;

beforeEach(async () => {
  folder = createFolder();
  program = createServer((request, response) => {
    const page = PAGES[request.url ?? ''];
    response.statusCode = page === undefined ? 404 : 200;
    response.end(page === undefined ? 'Unknown profile' : readFileSync(join(INGEST, page)));
  }).listen(0, '127.0.0.1');
  await once(program, 'listening');
  origin = `http://127.0.0.1:${(program.address() as AddressInfo).port}`;
  engine = await createEngine({
    sessionPath: folder.at('s.tline'),
    proxy: { ...DEFAULT_PROXY_CONFIG, target: origin, port: 0 },
    telemetry: {
      ...{ ...DEFAULT_TELEMETRY, otlpPort: 0 },
      metrics: [
        { url: `${origin}/metrics`, name: 'shop', intervalMs: 100 },
        { url: `${origin}/nowhere`, name: 'cart', intervalMs: 100 },
      ],
    },
    version: '1.2.3',
    workerFolder: BUILT,
  });
});

afterEach(async () => {
  await engine.close();
  program.closeAllConnections();
  program.close();
  folder.remove();
});

test('what a program measures is in the session, and its targets are states', async () => {
  const waiting = { timeout: 30_000, interval: 50 };
  await vi.waitFor(async () => {
    const series = await engine.reader.metricSeries();
    expect(series.find(({ name }) => name === 'go_goroutines')).toMatchObject({
      ...{ target: 'shop', type: 'gauge', lastValue: 9, help: 'Number of goroutines that currently exist.' },
    });
    expect(series.filter(({ name }) => name === 'http_request_duration_seconds_bucket')).toHaveLength(12);
  }, waiting);
  await vi.waitFor(() => {
    expect(engine.telemetry().metrics).toMatchObject([
      { target: 'shop' },
      { target: 'cart', fault: 'cart answered with 404 instead of 200.' },
    ]);
  }, waiting);
});

test('profiles are taken of a program that is added while it records, and kept as they came', async () => {
  expect(await engine.takeProfile('shop', 'goroutine')).toMatchObject({ ok: false, code: 'profile-target' });
  engine.addTargets({ metrics: [], pprof: [{ url: origin, name: 'shop' }] });
  expect(engine.telemetry().pprof).toEqual([{ target: 'shop', url: origin }]);
  expect(await engine.takeProfile('shop', 'goroutine')).toEqual({ ok: true });
  expect(await engine.takeProfile('shop', 'cpu', 1)).toEqual({ ok: true });
  expect(await engine.takeProfile('shop', 'mutex')).toMatchObject({ ok: false, code: 'profile-status' });
  const { rows } = await engine.reader.profileRows({ limit: 10 });
  expect(rows).toMatchObject([
    { kind: 'goroutine', total: 6, sizeBytes: readFileSync(join(INGEST, 'pprof/fixtures/goroutines.txt')).length },
    { kind: 'cpu', unit: 'nanoseconds' },
  ]);
  expect(rows[1]?.costs.some(({ frame }) => frame.functionName === 'main.answerJSON')).toBe(true);
});
