import { expect, it } from 'vitest';
import { BODY_LIMIT, toLogs } from './otlp-logs.ts';

const read = (...logRecords: unknown[]) =>
  toLogs({ resourceLogs: [{ resource: { attributes: [] }, scopeLogs: [{ scope: { name: 'zap' }, logRecords }] }] }, 7);

it('reads time, text, severity and ids', () => {
  const ids = { traceId: 'A'.repeat(32), spanId: 'b'.repeat(16) };
  const times = { timeUnixNano: '1700000000000000000', observedTimeUnixNano: '1800000000000000000' };
  expect(
    read({ ...times, ...ids, severityNumber: 17, severityText: 'ERROR', body: { stringValue: 'no stock' } }),
  ).toEqual([
    {
      ...{ at: 1_700_000_000_000, service: 'unknown_service', severity: 17, severityText: 'ERROR', body: 'no stock' },
      ...{ attributes: {}, resource: {}, scope: 'zap', traceId: 'a'.repeat(32), spanId: 'b'.repeat(16) },
    },
  ]);
});

it('makes the best of records that say little or nonsense', () => {
  const records = read({ observedTimeUnixNano: '1800000000000000000' }, null, { severityNumber: 25, traceId: '00' });
  expect(records.map(({ at }) => at)).toEqual([1_800_000_000_000, 7, 7]);
  expect(records.map(({ severity }) => severity)).toEqual([0, 0, 0]);
  expect(records[2]).not.toHaveProperty('traceId');
});

it('cuts long texts, and keeps the name of an event', () => {
  const [record] = read({ body: { stringValue: 'x'.repeat(BODY_LIMIT + 1) }, eventName: 'sold.out' });
  expect(record?.body).toBe(`${'x'.repeat(BODY_LIMIT)}…`);
  expect(record?.attributes).toEqual({ 'event.name': 'sold.out' });
});
