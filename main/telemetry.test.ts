import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { MessageChannel } from 'node:worker_threads';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DEFAULT_TELEMETRY, type TelemetryConfig } from './model/config.ts';
import { UNTAKEN_BATCHES } from './ingest/telemetry-outlet.ts';
import type { TelemetryAnswer } from './telemetry-message.ts';
import { createTelemetry } from './telemetry.ts';

async function open(config: Partial<TelemetryConfig> = {}) {
  const { otlpPort: _, ...usual } = DEFAULT_TELEMETRY;
  const answers: TelemetryAnswer[] = [];
  let closed = false;
  const telemetry = await createTelemetry({
    config: { ...usual, ...config },
    version: '1',
    proxyUrl: 'http://127.0.0.1:8888',
    post: (answer) => answers.push(answer),
    onClosed: () => (closed = true),
  });
  return { telemetry, answers, isClosed: () => closed };
}

it('says when all runs, when the last came in, and ends when it is told to', async () => {
  const { telemetry, answers, isClosed } = await open();
  expect(answers).toEqual([{ type: 'ready' }]);
  await telemetry.handle({ type: 'stop' });
  expect(answers.at(-1)).toEqual({ type: 'stopped' });
  expect(isClosed()).toBe(false);
  await telemetry.handle({ type: 'close' });
  expect(isClosed()).toBe(true);
});

it('takes OTLP at a free port, tells where, and stops taking it before it ends', async () => {
  const { telemetry, answers } = await open({ otlpPort: 0 });
  const told = answers.find((answer) => answer.type === 'state');
  const url = told?.type === 'state' ? (told.state.otlpUrl ?? '') : '';
  const send = () =>
    fetch(`${url}/v1/logs`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Connection: 'close' },
      body: JSON.stringify({ resourceLogs: [{ scopeLogs: [{ logRecords: [{ body: { stringValue: 'x' } }] }] }] }),
    });
  expect((await send()).status).toBe(200);
  expect(answers.at(-1)).toMatchObject({ type: 'batch', batch: { logs: [{ body: 'x' }] } });
  await telemetry.handle({ type: 'stop' });
  expect(answers.at(-1)).toEqual({ type: 'stopped' });
  await expect(send()).rejects.toThrow();
  await telemetry.handle({ type: 'close' });
});

it('refuses senders until the recorder has taken what was sent to it', async () => {
  const { telemetry, answers } = await open({ otlpPort: 0 });
  const told = answers.find((answer) => answer.type === 'state');
  const url = told?.type === 'state' ? (told.state.otlpUrl ?? '') : '';
  const body = JSON.stringify({ resourceLogs: [{ scopeLogs: [{ logRecords: [{}] }] }] });
  const send = async () =>
    (await fetch(`${url}/v1/logs`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body })).status;
  for (let i = 0; i < UNTAKEN_BATCHES; i++) expect(await send()).toBe(200);
  expect(await send()).toBe(503);
  await telemetry.handle({ type: 'taken', batches: 1, weightBytes: 1 });
  expect(await send()).toBe(200);
  await telemetry.handle({ type: 'close' });
});

it('goes on without a receiver where the usual port is taken, and does not where it was asked for', async () => {
  const first = await open({ otlpPort: 0 });
  const told = first.answers.find((answer) => answer.type === 'state');
  const otlpPort = Number(new URL(told?.type === 'state' ? (told.state.otlpUrl ?? '') : '').port);
  const second = await open({ otlpPort });
  expect(second.answers).toMatchObject([
    { type: 'trouble', notice: { code: 'otlp-port-taken', severity: 'warning' } },
    { type: 'ready' },
  ]);
  const third = await open({ otlpPort, otlpRequired: true });
  expect(third.answers).toMatchObject([{ type: 'refused', code: 'otlp-port-taken' }]);
  expect(third.isClosed()).toBe(true);
  for (const { telemetry } of [first, second]) await telemetry.handle({ type: 'close' });
});

describe('a program with metrics and profiles', () => {
  let server: Server;
  let origin: string;
  let up = true;

  beforeEach(async () => {
    server = createServer((request, answer) => {
      if (!up) return void answer.socket?.destroy();
      answer.end(request.url === '/metrics' ? 'go_goroutines 9\n' : 'goroutine 1 [select]:\nmain.main()\n\t/a.go:1\n');
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    up = true;
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  it('is polled, and its state told as it goes and comes back', async () => {
    const { telemetry, answers } = await open({
      metrics: [{ url: `${origin}/metrics`, name: 'shop', intervalMs: 100 }],
    });
    const batches = () => answers.flatMap((answer) => (answer.type === 'batch' ? [answer.batch] : []));
    const fault = () =>
      answers.flatMap((answer) => (answer.type === 'state' ? [answer.state.metrics?.[0]?.fault] : [])).at(-1);
    await expect.poll(() => batches()[0]?.metrics).toMatchObject([{ name: 'go_goroutines', value: 9, target: 'shop' }]);
    up = false;
    await expect.poll(fault).toMatch(/closed the connection/);
    up = true;
    await expect.poll(fault).toBeUndefined();
    await telemetry.handle({ type: 'close' });
  });

  it('gives a goroutine dump when one is asked for', async () => {
    const { telemetry, answers } = await open();
    await telemetry.handle({ type: 'add-targets', targets: { metrics: [], pprof: [{ url: origin, name: 'shop' }] } });
    await telemetry.handle({ type: 'take-profile', number: 3, profile: { target: 'shop', kind: 'goroutine' } });
    await telemetry.handle({ type: 'take-profile', number: 4, profile: { target: 'other', kind: 'heap' } });
    const [, batch, taken, refused] = answers;
    expect(batch).toMatchObject({ batch: { profile: { record: { kind: 'goroutine', total: 1, target: 'shop' } } } });
    expect(taken).toEqual({ type: 'profile', number: 3, result: { ok: true } });
    expect(refused).toMatchObject({ type: 'profile', number: 4, result: { ok: false, code: 'profile-target' } });
    await telemetry.handle({ type: 'close' });
  });
});

describe('exporting', () => {
  it.each(['http://localhost:8888', 'http://[::1]:8888/otlp'])(
    'to Throughline itself is refused: %s',
    async (endpoint) => {
      const { answers, isClosed } = await open({ exportTo: { endpoint } });
      expect(answers.at(-1)).toMatchObject({ type: 'refused', code: 'export-endpoint' });
      expect(isClosed()).toBe(true);
    },
  );

  it('tells how it stands, and gives the recorder credit to send by', async () => {
    const { telemetry, answers } = await open({ exportTo: { endpoint: 'http://127.0.0.1:9', queue: 7 } });
    expect(answers[0]).toEqual({
      type: 'state',
      state: { exporter: { endpoint: 'http://127.0.0.1:9', sent: 0, waiting: 0, dropped: 0 } },
    });
    const { port1, port2 } = new MessageChannel();
    const grants: unknown[] = [];
    port2.on('message', (grant) => grants.push(grant));
    await telemetry.handle({ type: 'export', port: port1 });
    await expect
      .poll(() => grants)
      .toMatchObject([
        { signal: 'traces', credit: { records: 7 } },
        { signal: 'logs', credit: { records: 7 } },
      ]);
    port2.close();
    await telemetry.handle({ type: 'close' });
  });
});
