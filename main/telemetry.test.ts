import { expect, it } from 'vitest';
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
