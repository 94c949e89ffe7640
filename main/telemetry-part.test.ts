import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createTapQueue } from './capture/tap-queue.ts';
import { DEFAULT_TELEMETRY, type TelemetryConfig } from './model/config.ts';
import type { Notice } from './model/protocol.ts';
import type { TapEvent } from './model/tap-event.ts';
import { TELEMETRY_WORKER } from './telemetry-link.ts';
import { startTelemetry } from './telemetry-part.ts';

/** A thread that sends a batch each time one was taken, three at most, and tells how many were taken. */
const THREAD = `
const { parentPort } = require('node:worker_threads');
let taken = 0;
const send = () => parentPort.postMessage({ type: 'batch', batch: { spans: [], logs: [] }, weightBytes: 1 });
parentPort.postMessage({ type: 'trouble', notice: { code: 'early', severity: 'warning', message: 'Before it was ready.' } });
parentPort.postMessage({ type: 'state', state: { otlpUrl: 'http://127.0.0.1:4711' } });
parentPort.postMessage({ type: 'ready' });
send();
parentPort.on('message', (request) => {
  if (request.type === 'taken' && ++taken < 3) send();
  if (taken === 3) parentPort.postMessage({ type: 'trouble', notice: { code: 'late', severity: 'info', message: 'Three.' } });
  if (taken === 3) parentPort.postMessage({ type: 'state', state: { traceViewer: 'http://v/{traceId}' } });
  if (request.type === 'stop') parentPort.postMessage({ type: 'stopped' });
  if (request.type === 'close') parentPort.close();
});`;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'telemetry-'));
  writeFileSync(join(folder, TELEMETRY_WORKER), THREAD);
});
afterEach(() => rmSync(folder, { recursive: true }));

async function start(config: Partial<TelemetryConfig>) {
  const batches: TapEvent[][] = [];
  const tapQueue = createTapQueue({ post: (batch) => batches.push(batch) });
  const notices: Notice[] = [];
  const told: unknown[] = [];
  const part = await startTelemetry({
    ...{
      folder,
      workerFolder: folder,
      version: '1',
      proxyUrl: 'http://127.0.0.1:8888',
      exportTo: () => undefined,
      tapQueue,
      config: { ...DEFAULT_TELEMETRY, ...config },
    },
    onState: () => told.push(part.state.traceViewer),
    onNotice: (notice) => notices.push(notice),
  });
  return { part, batches, tapQueue, notices, told };
}

it('hands batches to the tap queue, the next ones only after the recorder has taken those before', async () => {
  const { part, batches, tapQueue, notices, told } = await start({});
  expect(part.notices.map(({ code }) => code)).toEqual(['early']);
  for (const count of [1, 2, 3]) {
    await expect.poll(() => batches.length).toBe(count);
    expect(batches.at(-1)).toMatchObject([{ type: 'telemetry', batch: { spans: [], logs: [] } }]);
    tapQueue.acknowledge(0, 1);
  }
  await expect.poll(() => notices.map(({ code }) => code)).toEqual(['late']);
  await expect.poll(() => told).toEqual(['http://v/{traceId}']);
  await part.link?.close();
});

it('tells what is configured and what came of it', async () => {
  const { part } = await start({
    metrics: [{ url: 'http://127.0.0.1:9090/metrics' }, { url: 'http://127.0.0.1:9091/metrics', name: 'shop' }],
    pprof: [{ url: 'http://127.0.0.1:6060/debug/pprof' }],
    logFiles: [{ path: 'app.log' }],
    traceViewer: 'http://v/{traceId}',
  });
  expect(part.state).toEqual({
    otlpUrl: 'http://127.0.0.1:4711',
    metrics: [
      { target: '127.0.0.1:9090', url: 'http://127.0.0.1:9090/metrics' },
      { target: 'shop', url: 'http://127.0.0.1:9091/metrics' },
    ],
    pprof: [{ target: '127.0.0.1:6060', url: 'http://127.0.0.1:6060/debug/pprof' }],
    logFiles: [{ path: 'app.log' }],
    traceViewer: 'http://v/{traceId}',
  });
  await part.stop();
  await part.link?.close();
});

it('starts no thread where there is nothing for it to do', async () => {
  rmSync(join(folder, TELEMETRY_WORKER));
  const { otlpPort: _, ...nothing } = DEFAULT_TELEMETRY;
  const tapQueue = createTapQueue({ post: () => undefined });
  const options = {
    folder,
    workerFolder: folder,
    version: '1',
    proxyUrl: 'http://127.0.0.1:8888',
    exportTo: () => undefined,
    tapQueue,
    onState: () => undefined,
    onNotice: () => undefined,
  };
  const part = await startTelemetry({ ...options, config: nothing });
  expect(part.link).toBeUndefined();
  expect(part.state).toEqual({ metrics: [], pprof: [], logFiles: [] });
});

it('hands on what followed files grow by, also just before it stops', async () => {
  const { otlpPort: _, ...nothing } = DEFAULT_TELEMETRY;
  const events: TapEvent[] = [];
  const tapQueue = { push: (event: TapEvent) => void events.push(event), afterTaken: () => undefined };
  const options = {
    folder,
    workerFolder: folder,
    version: '1',
    proxyUrl: 'http://127.0.0.1:8888',
    exportTo: () => undefined,
    tapQueue,
    onState: () => undefined,
    onNotice: () => undefined,
  };
  const part = await startTelemetry({ ...options, config: { ...nothing, logFiles: [{ path: 'app.log' }] } });
  writeFileSync(join(folder, 'app.log'), 'up\n');
  await part.stop();
  expect(events).toMatchObject([{ type: 'file-output', path: 'app.log', text: 'up\n' }]);
});
