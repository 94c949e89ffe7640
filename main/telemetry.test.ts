import { expect, it } from 'vitest';
import { DEFAULT_TELEMETRY, type TelemetryConfig } from './model/config.ts';
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
