import { expect, it } from 'vitest';
import { formatMetric, unitOf } from './metric-units.ts';

it('goes by the unit told, else by the name', () => {
  const units = [
    'process_resident_memory_bytes',
    'process_cpu_seconds_total',
    'http_request_duration_seconds_sum',
    'http_request_duration_seconds_bucket',
    'go_goroutines',
    'process.memory.bytes',
    'cache_hit_ratio',
  ].map((name) => unitOf({ name }));
  expect(units).toEqual(['bytes', 'seconds', 'seconds', 'count', 'count', 'bytes', 'share']);
  expect(unitOf({ name: 'http.server.duration', unit: 'ms' })).toBe('milliseconds');
  expect(unitOf({ name: 'heap', unit: 'By' })).toBe('bytes');
});

it('says values with their units', () => {
  expect([
    formatMetric(64e6, 'bytes'),
    formatMetric(-2e3, 'bytes'),
    formatMetric(0.0123, 'seconds'),
    formatMetric(8, 'milliseconds'),
    formatMetric(0.43, 'share'),
    formatMetric(61, 'count'),
    formatMetric(1284.4, 'count'),
    formatMetric(3.7123, 'count'),
    formatMetric(0.0342, 'count'),
  ]).toEqual(['64.0 MB', '−2.0 kB', '12 ms', '8 ms', '43 %', '61', '1,284', '3.71', '0.034']);
});
