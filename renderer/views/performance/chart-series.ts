// Pure: figures → the points and rows that charts and their tables show.
import { PHASES, type Phase } from '../../../main/model/exchange.ts';
import { REST, SIZE_BOUNDS, STATUS_CLASSES, type StatusClass, type TrafficStats } from './traffic-stats.ts';

/** Routes that charts tell apart; the rest count as one. */
export const CHART_ROUTES = 4;

/** One point in time: its start, and the values by series. Absent where there was nothing to measure. */
export interface TimePoint {
  readonly at: number;
  readonly [series: string]: number | undefined;
}

/** The routes with the most requests, most first; `…` for the rest where there are more. */
export function topRoutes(stats: TrafficStats): readonly string[] {
  const named = [...stats.byRoute].filter(([route]) => route !== REST).sort((left, right) => right[1] - left[1]);
  const top = named.slice(0, CHART_ROUTES).map(([route]) => route);
  return stats.byRoute.size > top.length ? [...top, REST] : top;
}

function points(stats: TrafficStats, read: (slot: TrafficStats['slots'][number]) => object): readonly TimePoint[] {
  const from = stats.from ?? 0;
  return stats.slots.map((slot, index) => ({ at: from + index * stats.slotMs, ...read(slot) }));
}

/** Requests per second by route. */
export function requestPoints(stats: TrafficStats, routes: readonly string[]): readonly TimePoint[] {
  const seconds = stats.slotMs / 1000;
  return points(stats, (slot) => {
    const values: Record<string, number> = {};
    let named = 0;
    for (const route of routes) {
      if (route === REST) continue;
      const count = slot.byRoute.get(route) ?? 0;
      named += count;
      values[route] = count / seconds;
    }
    if (routes.includes(REST)) values[REST] = (slot.requests - named) / seconds;
    return values;
  });
}

/** Median, 95th and 99th percentile of durations, in milliseconds. */
export function latencyPoints(stats: TrafficStats): readonly TimePoint[] {
  return points(stats, (slot) => {
    const [p50, p95, p99] = slot.durations.percentiles([0.5, 0.95, 0.99]);
    return { p50, p95, p99 };
  });
}

/** Answers per second by class of status. */
export function statusPoints(stats: TrafficStats): readonly TimePoint[] {
  const seconds = stats.slotMs / 1000;
  return points(stats, (slot) =>
    Object.fromEntries(STATUS_CLASSES.map((status) => [status, (slot.byStatus.get(status) ?? 0) / seconds])),
  );
}

/** The classes of status that occur, in order. */
export function shownStatuses(stats: TrafficStats): readonly StatusClass[] {
  return STATUS_CLASSES.filter((status) => (stats.byStatus.get(status) ?? 0) > 0);
}

/** Bytes per second, received from and sent to back ends. */
export function bytePoints(stats: TrafficStats): readonly TimePoint[] {
  const seconds = stats.slotMs / 1000;
  return points(stats, (slot) => ({ received: slot.bytesIn / seconds, sent: slot.bytesOut / seconds }));
}

/** The most that any point of the series reaches together. */
export function peakOf(series: readonly TimePoint[]): number {
  let most = 0;
  for (const { at: _, ...values } of series) {
    const sum = Object.values(values).reduce<number>((total, value) => total + (value ?? 0), 0);
    most = Math.max(most, sum);
  }
  return most;
}

export interface SizeBar {
  readonly label: string;
  readonly count: number;
}

const SIZE_LABELS = ['<1', '1–4', '4–16', '16–64', '64–256', '256–1k', '≥1k'] as const;

/** Responses by size, in kB. */
export function sizeBars(stats: TrafficStats): readonly SizeBar[] {
  return SIZE_BOUNDS.map((_, index) => ({ label: SIZE_LABELS[index] ?? '', count: stats.sizes[index] ?? 0 }));
}

export interface PhaseMeans {
  readonly route: string;
  readonly count: number;
  readonly totalMs: number;
  readonly meanMs: Readonly<Record<Phase, number>>;
}

/** Mean time by phase and route, the slowest route first. */
export function phaseMeans(stats: TrafficStats): readonly PhaseMeans[] {
  return [...stats.phases]
    .map(([route, { count, sumMs }]) => {
      const meanMs = Object.fromEntries(PHASES.map((phase) => [phase, sumMs[phase] / count])) as Record<Phase, number>;
      return { route, count, meanMs, totalMs: PHASES.reduce((sum, phase) => sum + meanMs[phase], 0) };
    })
    .sort((left, right) => right.totalMs - left.totalMs);
}

export interface EndpointRow {
  readonly id: string;
  readonly method: string;
  readonly endpoint: string;
  readonly count: number;
  readonly p50: number;
  readonly p95: number;
  readonly largestMs: number;
  readonly errors: number;
}

export type EndpointColumn = 'method' | 'endpoint' | 'count' | 'p50' | 'p95' | 'errors';

/** The endpoints, sorted. */
export function endpointRows(
  stats: TrafficStats,
  sort: { readonly column: string; readonly direction: 'ascending' | 'descending' },
): readonly EndpointRow[] {
  const rows = [...stats.endpoints].map(([id, { method, endpoint, durations, errors }]) => {
    const [p50 = 0, p95 = 0] = durations.percentiles([0.5, 0.95]);
    return { id, method, endpoint, count: durations.count, p50, p95, largestMs: durations.largestMs, errors };
  });
  const sign = sort.direction === 'ascending' ? 1 : -1;
  return rows.sort((left, right) => {
    const order = compare(left, right, sort.column);
    return order === 0 ? left.id.localeCompare(right.id) : sign * order;
  });
}

function compare(left: EndpointRow, right: EndpointRow, column: string): number {
  switch (column) {
    case 'method':
      return left.method.localeCompare(right.method);
    case 'endpoint':
      return left.endpoint.localeCompare(right.endpoint);
    case 'count':
      return left.count - right.count;
    case 'p50':
      return left.p50 - right.p50;
    case 'errors':
      return left.errors - right.errors;
    default:
      return left.p95 - right.p95;
  }
}
