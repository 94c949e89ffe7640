// Renderer store: rows → the overview strip: a histogram of requests and lifelines of sockets over one axis.
import type { ExchangeRow } from '../../main/model/exchange.ts';
import { isRunning, isSocket } from './session-state.ts';

/** Instants, in milliseconds since the Unix epoch. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

const MINUTE = 60_000;

/** How long the strip may be; the shortest that holds the session is taken. Beyond the last, whole days. */
export const STRIP_STEPS_MS: readonly number[] = [1, 1.5, 2, 3, 5, 10, 15, 30, 60, 120, 240, 480, 720, 1440].map(
  (minutes) => minutes * MINUTE,
);

/** Bars in the histogram. */
export const STRIP_BARS = 150;

/** Lines on which socket lifelines are laid, so that they do not hide one another. */
export const LIFELINE_ROWS = 3;

/** Most lifelines drawn; the latest stay. */
export const MAX_LIFELINES = 300;

export interface StripBar {
  readonly all: number;
  /** 4xx. */
  readonly client: number;
  /** 5xx and no answer. */
  readonly server: number;
}

export interface Lifeline {
  readonly id: string;
  readonly kind: 'websocket' | 'eventsource';
  readonly from: number;
  readonly to: number;
  /** 0 to LIFELINE_ROWS - 1. */
  readonly line: number;
  readonly failed: boolean;
}

export interface StripData {
  readonly span: Span;
  readonly bars: readonly StripBar[];
  /** The tallest bar's count, 1 at least. */
  readonly peak: number;
  readonly lifelines: readonly Lifeline[];
}

/** The axis of the strip: from the first instant, in steps, so that it compresses rarely. */
export function stripSpan(firstAt: number, latestAt: number): Span {
  const from = Math.floor(firstAt / 1000) * 1000;
  const needed = Math.max(0, latestAt - from);
  const day = 1440 * MINUTE;
  const length = STRIP_STEPS_MS.find((step) => step >= needed) ?? Math.ceil(needed / day) * day;
  return { from, to: from + length };
}

/** All that the strip draws. `latestAt` is where running sockets end for now; `firstAt` where the axis starts, the first request where it is left out. */
export function toStrip(
  rows: readonly ExchangeRow[],
  latestAt: number,
  firstAt: number | undefined = rows[0]?.startedAt,
): StripData | undefined {
  if (firstAt === undefined) return undefined;
  const span = stripSpan(firstAt, latestAt);
  const bars = Array.from({ length: STRIP_BARS }, () => ({ all: 0, client: 0, server: 0 }));
  const sockets: ExchangeRow[] = [];
  const scale = STRIP_BARS / (span.to - span.from);
  for (const row of rows) {
    if (isSocket(row)) sockets.push(row);
    const bar = bars[Math.min(STRIP_BARS - 1, Math.max(0, Math.floor((row.startedAt - span.from) * scale)))];
    if (!bar) continue;
    bar.all += 1;
    const status = row.status ?? 0;
    if (status >= 500 || (row.state === 'failed' && row.error?.by !== 'client')) bar.server += 1;
    else if (status >= 400) bar.client += 1;
  }
  const peak = bars.reduce((most, bar) => Math.max(most, bar.all), 1);
  return { span, bars, peak, lifelines: toLifelines(sockets, latestAt) };
}

/** Lays lifelines on the first line that is free, or else on the one that was free the longest. */
export function toLifelines(sockets: readonly ExchangeRow[], latestAt: number): readonly Lifeline[] {
  const ends: number[] = Array.from({ length: LIFELINE_ROWS }, () => -Infinity);
  return sockets.slice(-MAX_LIFELINES).map((row) => {
    const to = isRunning(row) ? latestAt : row.startedAt + Math.max(row.timings.total, 0);
    const free = ends.findIndex((end) => end <= row.startedAt);
    const line = free >= 0 ? free : ends.indexOf(Math.min(...ends));
    ends[line] = Math.max(ends[line] ?? 0, to);
    return {
      id: row.id,
      kind: row.kind === 'websocket' ? 'websocket' : 'eventsource',
      from: row.startedAt,
      to,
      line,
      failed: row.state === 'failed',
    };
  });
}
