import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { DEFAULT_TELEMETRY, type TelemetryConfig } from './model/config.ts';
import type { Notice, TelemetryState } from './model/protocol.ts';
import { TELEMETRY_WORKER, createTelemetryLink, needsTelemetryThread, type TelemetryLink } from './telemetry-link.ts';

/** A thread that sends two batches, counts what was taken, and fails where a metric of this name is asked for. */
const THREAD = `
const { parentPort, workerData } = require('node:worker_threads');
const { config } = workerData;
let taken = 0;
if (config.metrics[0]?.url === 'refuse') {
  parentPort.postMessage({ type: 'refused', code: 'otlp-port', message: 'Taken.' });
  parentPort.close();
} else {
  const port = config.otlpPort || 4711;
  parentPort.postMessage({ type: 'state', state: { otlpUrl: 'http://127.0.0.1:' + port, traceViewer: String(config.otlpPort) } });
  parentPort.postMessage({ type: 'ready' });
  parentPort.postMessage({ type: 'batch', batch: { spans: [] }, weightBytes: 7 });
}
parentPort.on('message', (request) => {
  if (request.type === 'taken') {
    taken += request.weightBytes;
    parentPort.postMessage({ type: 'trouble', notice: { code: 'taken', severity: 'info', message: String(taken) } });
    if (config.metrics[0]?.url === 'die' && config.otlpPort === 0) setImmediate(() => { throw new Error('no more'); });
  }
  if (request.type === 'add-targets')
    parentPort.postMessage({ type: 'trouble', notice: { code: request.targets.metrics[0].url, severity: 'info', message: '' } });
  if (request.type === 'take-profile') {
    if (request.profile.kind === 'heap') throw new Error('no heap');
    parentPort.postMessage({ type: 'profile', number: request.number, result: { ok: false, code: request.profile.kind, message: '' } });
  }
  if (request.type === 'stop') {
    parentPort.postMessage({ type: 'batch', batch: { logs: [] }, weightBytes: 8 });
    parentPort.postMessage({ type: 'stopped' });
  }
  if (request.type === 'close') parentPort.close();
});`;

let folder: string;
let batches: string[];
let states: Partial<TelemetryState>[];
let troubles: Notice[];
let link: TelemetryLink | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'link-'));
  writeFileSync(join(folder, TELEMETRY_WORKER), THREAD);
  [batches, states, troubles] = [[], [], []];
});
afterEach(async () => {
  await link?.close();
  link = undefined;
  rmSync(folder, { recursive: true });
});

async function openLink(config: Partial<TelemetryConfig> = {}): Promise<TelemetryLink> {
  link = await createTelemetryLink({
    workerFolder: folder,
    version: '1',
    proxyUrl: 'http://127.0.0.1:8888',
    onReady: () => undefined,
    config: { ...DEFAULT_TELEMETRY, otlpPort: 0, ...config },
    onBatch: (batch, weightBytes, taken) => {
      batches.push(`${Object.keys(batch).join()} ${weightBytes}`);
      taken();
    },
    onState: (state) => states.push(state),
    onTrouble: (notice) => troubles.push(notice),
  });
  return link;
}

it('hands on batches and tells the thread when they were taken', async () => {
  await openLink();
  await expect.poll(() => troubles).toEqual([{ code: 'taken', severity: 'info', message: '7' }]);
  expect(batches).toEqual(['spans 7']);
  expect(states).toEqual([{ otlpUrl: 'http://127.0.0.1:4711', traceViewer: '0' }]);
});

it('has the last batch before it is stopped', async () => {
  const opened = await openLink();
  await opened.stop();
  expect(batches.at(-1)).toBe('logs 8');
  await opened.close();
  await opened.stop();
});

it('says how taking a profile ended, also where the thread failed or has ended', async () => {
  const opened = await openLink();
  const [cpu, block] = await Promise.all([
    opened.takeProfile({ target: 'a', kind: 'cpu', seconds: 1 }),
    opened.takeProfile({ target: 'a', kind: 'block' }),
  ]);
  expect([cpu, block]).toMatchObject([{ code: 'cpu' }, { code: 'block' }]);
  expect(await opened.takeProfile({ target: 'a', kind: 'heap' })).toEqual({
    ok: false,
    code: 'telemetry-failed',
    message: 'Telemetry failed: no heap. It is started again.',
  });
  await opened.close();
  expect(await opened.takeProfile({ target: 'a', kind: 'cpu' })).toMatchObject({ ok: false });
});

it('rejects where the thread can not do what was asked for', async () => {
  await expect(openLink({ metrics: [{ url: 'refuse' }] })).rejects.toMatchObject({
    code: 'otlp-port',
    message: 'Taken.',
  });
});

it('starts a thread that failed again, with the port that programs know', async () => {
  await openLink({ metrics: [{ url: 'die' }] });
  await expect.poll(() => states.map((state) => state.traceViewer), { timeout: 10_000 }).toEqual(['0', '4711']);
  expect(troubles).toContainEqual({
    code: 'telemetry-failed',
    severity: 'warning',
    message: 'Telemetry failed: no more. It is started again.',
  });
});

it('has programs asked that came later, also by a thread that was started again', async () => {
  const opened = await openLink();
  opened.addTargets({ metrics: [{ url: 'late' }], pprof: [] });
  const told = () => troubles.filter(({ code }) => code === 'late').length;
  await expect.poll(told).toBe(1);
  await opened.takeProfile({ target: 'a', kind: 'heap' });
  await expect.poll(told, { timeout: 15_000 }).toBe(2);
});

it('knows when there is nothing for a thread to do', () => {
  const { otlpPort: _, ...nothing } = DEFAULT_TELEMETRY;
  expect(needsTelemetryThread(nothing)).toBe(false);
  expect(needsTelemetryThread(DEFAULT_TELEMETRY)).toBe(true);
  expect(needsTelemetryThread({ ...nothing, pprof: [{ url: 'http://h/debug/pprof' }] })).toBe(true);
  expect(needsTelemetryThread({ ...nothing, metrics: [{ url: 'http://h/metrics' }] })).toBe(true);
  expect(needsTelemetryThread({ ...nothing, exportTo: { endpoint: 'http://h' } })).toBe(true);
});
