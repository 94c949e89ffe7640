import { expect, test } from 'vitest';
import { PHASES, type Timings } from '../model/exchange.ts';
import { toTimings, type Instants } from './timings.ts';

const T = 1_790_000_000_000.25;

function at(offsets: Partial<Record<keyof Omit<Instants, 'failure'>, number>>, rest: Partial<Instants> = {}): Timings {
  const moved = Object.fromEntries(Object.entries(offsets).map(([name, offset]) => [name, T + offset]));
  return toTimings({ startedAt: T, lastAt: T, ...moved, ...rest });
}

function sum(timings: Timings): number {
  return PHASES.reduce((total, phase) => total + Math.max(0, timings[phase]), 0);
}

const FULL = {
  connectStartedAt: 2,
  lookedUpAt: 5,
  connectedAt: 9,
  securedAt: 20,
  upstreamAt: 21,
  requestEndedAt: 24,
  responseAt: 54,
  endedAt: 60,
};

test.each([
  ['a new TLS connection', at(FULL), [2, 3, 4, 11, 4, 30, 6, 60]],
  [
    'an address needs no look-up and plain text no TLS',
    at({ connectStartedAt: 2, connectedAt: 4, upstreamAt: 4, requestEndedAt: 1, responseAt: 10, endedAt: 11 }),
    [2, -1, 2, -1, 0, 6, 1, 11],
  ],
  [
    'a reused connection',
    at({ upstreamAt: 1, requestEndedAt: 1, responseAt: 4, endedAt: 5 }),
    [1, -1, -1, -1, 0, 3, 1, 5],
  ],
  [
    'an answer before the request body ended',
    at({ upstreamAt: 1, requestEndedAt: 9, responseAt: 4, endedAt: 10 }),
    [1, -1, -1, -1, 3, 0, 6, 10],
  ],
  ['just opened', at({}), [0, -1, -1, -1, -1, -1, -1, 0]],
  ['uploading', at({ upstreamAt: 1, lastAt: 6 }), [1, -1, -1, -1, 5, -1, -1, 6]],
  ['waiting', at({ upstreamAt: 1, requestEndedAt: 2, lastAt: 2 }), [1, -1, -1, -1, 1, 0, -1, 2]],
  ['gave up waiting', at({ upstreamAt: 1, requestEndedAt: 2, endedAt: 30 }), [1, -1, -1, -1, 1, 28, -1, 30]],
  [
    'refused, then answered by the proxy',
    at({ responseAt: 8, endedAt: 9 }, { failure: { at: T + 8, phase: 'connect' } }),
    [-1, -1, 8, -1, -1, -1, 1, 9],
  ],
  ['answered by the proxy alone', at({ responseAt: 2, endedAt: 3 }), [2, -1, -1, -1, -1, -1, 1, 3]],
])('%s', (_name, timings, expected) => {
  expect([...PHASES.map((phase) => timings[phase]), timings.total]).toEqual(expected);
});

test('whatever the instants, phases are -1 or at least 0 and add up to the total', () => {
  let seed = 7;
  const random = (): number => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647;
  const names = Object.keys(FULL) as (keyof typeof FULL)[];
  for (let round = 0; round < 2_000; round++) {
    const offsets: Partial<typeof FULL> = {};
    for (const name of names) if (random() < 0.7) offsets[name] = (random() - 0.2) * 1_000;
    const timings = at({ ...offsets, lastAt: random() * 1_000 });
    for (const phase of PHASES) expect(timings[phase] === -1 || timings[phase] >= 0).toBe(true);
    expect(Math.abs(sum(timings) - timings.total)).toBeLessThan(0.001);
    expect(timings.total).toBeGreaterThanOrEqual(0);
  }
});
