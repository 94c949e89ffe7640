import { describe, expect, it } from 'vitest';
import { sampleExchange } from '../detail/exchange-sample.ts';
import {
  bytePoints,
  CHART_ROUTES,
  endpointRows,
  latencyPoints,
  peakOf,
  phaseMeans,
  requestPoints,
  shownStatuses,
  sizeBars,
  statusPoints,
  topRoutes,
} from './chart-series.ts';
import { REST, TrafficStats } from './traffic-stats.ts';

const timings = (total: number) => ({ ...sampleExchange().timings, wait: total - 16, total });

function filled(): TrafficStats {
  const stats = new TrafficStats();
  const put = (id: number, change: Parameters<typeof sampleExchange>[0]) =>
    stats.put(sampleExchange({ id: String(id), startedAt: 1_000_000 + id * 100, ...change }));
  put(0, { timings: timings(100) });
  put(1, { timings: timings(900), status: 500, url: 'http://h/api/slow' });
  put(2, { timings: timings(20), route: '/web', url: 'http://h/index' });
  return stats;
}

describe('chart series', () => {
  it('names the busiest routes and puts the rest together', () => {
    const stats = filled();
    expect(topRoutes(stats)).toEqual(['/api', '/web']);
    for (let id = 10; id < 20; id += 1) stats.put(sampleExchange({ id: String(id), route: `/r${id}` }));
    expect(topRoutes(stats)).toHaveLength(CHART_ROUTES + 1);
    expect(topRoutes(stats).at(-1)).toBe(REST);
  });

  it('gives rates per second, and the rest what no named route has', () => {
    const stats = filled();
    expect(requestPoints(stats, ['/api', REST])[0]).toEqual({ at: 1_000_000, '/api': 2, [REST]: 1 });
    expect(statusPoints(stats)[0]).toMatchObject({ '2xx': 2, '5xx': 1 });
    expect(shownStatuses(stats)).toEqual(['2xx', '5xx']);
    expect(bytePoints(stats)[0]).toMatchObject({ sent: 0 });
    expect(peakOf(requestPoints(stats, ['/api', '/web']))).toBe(3);
  });

  it('has no latency where nothing was measured', () => {
    const stats = filled();
    stats.put(sampleExchange({ id: '50', startedAt: 1_005_000, state: 'pending' }));
    expect(latencyPoints(stats)[3]?.p50).toBeUndefined();
    expect(latencyPoints(stats)[0]?.p99).toBeGreaterThan(800);
  });

  it('means phases by route, the slowest first', () => {
    expect(phaseMeans(filled()).map((mean) => [mean.route, Math.round(mean.totalMs)])).toEqual([
      ['/api', 500],
      ['/web', 20],
    ]);
  });

  it('sorts endpoints by any column', () => {
    const stats = filled();
    const names = (column: string, direction: 'ascending' | 'descending' = 'descending') =>
      endpointRows(stats, { column, direction }).map((row) => row.endpoint);
    expect(names('p95')[0]).toBe('/api/slow');
    expect(names('p95', 'ascending')[0]).toBe('/index');
    expect(names('errors')[0]).toBe('/api/slow');
    expect(names('endpoint', 'ascending')).toEqual(['/api/orders/:id', '/api/slow', '/index']);
  });

  it('counts responses by size', () => {
    expect(sizeBars(filled())[0]).toEqual({ label: '<1', count: 3 });
  });
});
