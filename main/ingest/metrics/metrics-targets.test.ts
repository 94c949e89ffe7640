import { expect, it } from 'vitest';
import type { TelemetryState } from '../../model/protocol.ts';
import { createMetricsTargets, TARGET_LIMIT } from './metrics-targets.ts';

it('tells how each target stands, and does not poll too many', async () => {
  const states: TelemetryState['metrics'][] = [];
  const asked: string[] = [];
  const targets = Array.from({ length: TARGET_LIMIT + 1 }, (_, index) => ({ url: `http://h${index}:1/metrics` }));
  const polling = createMetricsTargets(targets, {
    pages: {
      read: ({ url }) => {
        asked.push(url.host);
        return url.host === 'h1:1'
          ? Promise.reject(new Error('down'))
          : Promise.resolve({ status: 200, contentType: '', bytes: new TextEncoder().encode('a 1\n') });
      },
      close: () => undefined,
    },
    clock: () => 1_000,
    delay: () => () => undefined,
    onSamples: () => undefined,
    onState: (state) => states.push(state),
  });
  while (states.at(-1)?.[1]?.fault === undefined) await Promise.resolve();
  polling.add([{ url: 'http://h0:1/metrics' }]);
  expect(asked).toHaveLength(TARGET_LIMIT);
  expect(states.at(-1)?.slice(0, 2)).toEqual([
    { target: 'h0:1', url: 'http://h0:1/metrics' },
    { target: 'h1:1', url: 'http://h1:1/metrics', fault: 'down' },
  ]);
  expect(states.at(-1)?.at(-1)?.fault).toMatch(/not polled: there are more than 64/);
  await polling.close();
});

it('polls targets that are added later', async () => {
  const states: TelemetryState['metrics'][] = [];
  const polling = createMetricsTargets([], {
    pages: { read: () => Promise.reject(new Error('down')), close: () => undefined },
    ...{ clock: () => 1_000, delay: () => () => undefined, onSamples: () => undefined },
    onState: (state) => states.push(state),
  });
  expect(states).toEqual([]);
  polling.add([{ url: 'http://h:1/metrics', name: 'late' }]);
  while (states.at(-1)?.[0]?.fault === undefined) await Promise.resolve();
  expect(states.at(-1)).toEqual([{ target: 'late', url: 'http://h:1/metrics', fault: 'down' }]);
  await polling.close();
});
