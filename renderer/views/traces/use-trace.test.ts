import { expect, it } from 'vitest';
import { pendingRow, sampleRow, sampleSession } from '../../store/row-sample.ts';
import { sampleTotals } from '../../store/log-sample.ts';
import { traceVersion } from './use-trace.ts';

it('changes with every traced record, and when a request of the trace goes on', () => {
  const before = sampleSession([pendingRow(1), sampleRow(2)]);
  const traced = { ...before, telemetry: { ...sampleTotals([]), traced: 3 } };
  const ended = sampleSession([sampleRow(1), sampleRow(2)]);
  expect(traceVersion(traced, '1')).not.toBe(traceVersion(before, '1'));
  expect(traceVersion(ended, '1')).not.toBe(traceVersion(before, '1'));
  expect(traceVersion(ended, '')).toBe(traceVersion(before, ''));
});
