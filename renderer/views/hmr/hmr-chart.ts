// Pure: HMR records → figures over time: how long updates took, how often what happened.
import type { HmrRecord } from '../../../main/model/hmr.ts';
import { hmrChip } from './hmr-look.ts';
import { percentileOf } from './percentile.ts';

/** Updates over which a percentile runs. */
export const RUNNING_UPDATES = 20;

/** Points drawn of durations; the latest. */
export const MAX_POINTS = 200;

/** Bars drawn of counts, at most. */
const MAX_SLOTS = 30;

/** Lengths a bar may stand for, in milliseconds; beyond the last, whole days. */
const SLOT_STEPS_MS = [1, 2, 5, 10, 30, 60, 120, 300, 600, 1_800, 3_600, 7_200, 14_400, 86_400].map((s) => s * 1000);

/** What a chart over time takes: an instant, and a figure by series. */
export interface HmrPoint extends Readonly<Record<string, number | undefined>> {
  readonly at: number;
}

export interface DurationFigures {
  /** One for each update that was applied: the percentiles of the updates up to it. */
  readonly points: readonly HmrPoint[];
  readonly p50: number | undefined;
  readonly p95: number | undefined;
  /** Updates with a duration. */
  readonly count: number;
}

/** How long updates took from the message to the page, in milliseconds. */
export function toDurations(records: readonly HmrRecord[]): DurationFigures {
  const updates = records.filter(({ type, durationMs }) => type === 'update' && durationMs !== undefined);
  const durations = updates.map(({ durationMs }) => durationMs ?? 0);
  const first = Math.max(0, updates.length - MAX_POINTS);
  const points = updates.slice(first).map(({ at }, offset) => {
    const end = first + offset + 1;
    const recent = durations.slice(Math.max(0, end - RUNNING_UPDATES), end);
    return { at, p50: percentileOf(recent, 0.5), p95: percentileOf(recent, 0.95) };
  });
  return { points, p50: percentileOf(durations, 0.5), p95: percentileOf(durations, 0.95), count: durations.length };
}

export interface FrequencyFigures {
  readonly points: readonly HmrPoint[];
  /** What a bar stands for, in milliseconds. */
  readonly slotMs: number;
  readonly updates: number;
  readonly reloads: number;
  readonly errors: number;
}

/** How many updates, reloads and errors there were in each stretch of time. */
export function toFrequency(records: readonly HmrRecord[]): FrequencyFigures {
  const told = records.filter((record) => hmrChip(record) !== 'other');
  const first = told[0]?.at ?? 0;
  const last = told.reduce((latest, { at }) => Math.max(latest, at), first);
  const day = SLOT_STEPS_MS.at(-1) ?? 1;
  const slotMs =
    SLOT_STEPS_MS.find((step) => (last - first) / step < MAX_SLOTS) ??
    Math.ceil((last - first) / MAX_SLOTS / day) * day;
  const from = Math.floor(first / slotMs) * slotMs;
  const slots = told.length === 0 ? 0 : Math.floor((last - from) / slotMs) + 1;
  const points = Array.from({ length: slots }, (_, index) => ({
    at: from + index * slotMs,
    updates: 0,
    reloads: 0,
    errors: 0,
  }));
  const totals = { updates: 0, reloads: 0, errors: 0 };
  for (const record of told) {
    const chip = hmrChip(record);
    const point = points[Math.floor((record.at - from) / slotMs)];
    if (chip === 'other' || !point) continue;
    point[chip] += 1;
    totals[chip] += 1;
  }
  return { points, slotMs, ...totals };
}
