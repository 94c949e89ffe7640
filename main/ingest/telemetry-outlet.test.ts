import { expect, it } from 'vitest';
import type { TelemetryBatch } from '../model/telemetry.ts';
import { TelemetryOutlet } from './telemetry-outlet.ts';

function createOutlet() {
  const sent: { readonly batch: TelemetryBatch; readonly weightBytes: number }[] = [];
  const outlet = new TelemetryOutlet({
    post: (batch, weightBytes) => sent.push({ batch, weightBytes }),
    maxBatches: 3,
    maxBytes: 100,
  });
  return { outlet, sent };
}

it('sends while the recorder keeps up, and again when it has taken some', () => {
  const { outlet, sent } = createOutlet();
  for (const weight of [1, 2, 3]) expect(outlet.send({ logs: [] }, weight)).toBe(true);
  expect(outlet.full).toBe(true);
  expect(outlet.send({ logs: [] }, 4)).toBe(false);
  expect(outlet.refused).toBe(1);
  outlet.taken(1, 1);
  expect(outlet.full).toBe(false);
  expect(outlet.send({ spans: [] }, 5)).toBe(true);
  expect(sent.map(({ weightBytes }) => weightBytes)).toEqual([1, 2, 3, 5]);
});

it('is full by weight, after one batch that passes the bound', () => {
  const { outlet, sent } = createOutlet();
  expect(outlet.send({ logs: [] }, 99)).toBe(true);
  expect(outlet.send({ logs: [] }, 500)).toBe(true);
  expect(outlet.send({ logs: [] }, 1)).toBe(false);
  outlet.taken(1, 500);
  expect(outlet.send({ logs: [] }, 1)).toBe(true);
  expect(sent).toHaveLength(3);
});
