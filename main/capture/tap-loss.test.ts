import { expect, test } from 'vitest';
import { lossOf } from './tap-loss.ts';

test('with log text its lines are lost, those that were left out before it too', () => {
  expect(lossOf({ type: 'output', at: 1, name: 'api', stream: 'stdout', text: 'one\ntwo\nthr' })).toBe(2);
  expect(lossOf({ type: 'file-output', at: 1, path: 'a.log', text: '\n', lost: 4 })).toBe(5);
  expect(lossOf({ type: 'file-output', at: 1, path: 'a.log', text: 'half a line' })).toBe(0);
});

test('with telemetry its records are lost', () => {
  const sample = { at: 1, name: 'up', labels: {}, value: 1, target: 'api', type: 'gauge' } as const;
  const log = { at: 1, service: 'api', severity: 9, body: 'hi', attributes: {}, resource: {} };
  expect(lossOf({ type: 'telemetry', at: 1, batch: { metrics: [sample, sample], logs: [log] } })).toBe(3);
});

test('any other event is one', () => {
  expect(lossOf({ type: 'closed', exchange: 1, at: 1 })).toBe(1);
});
