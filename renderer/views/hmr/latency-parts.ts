// Pure: where an update's time went, as slices on one axis that starts with the build.
import type { HmrRecord } from '../../../main/model/hmr.ts';
import { percentileOf } from './percentile.ts';

/** `build` up to the message, `message` until the first request, `fetch` until the last ended, `apply` until the page's word; `reload` from the message to the new document. */
export const LATENCY_PARTS = ['build', 'message', 'fetch', 'apply', 'reload'] as const;
export type LatencyPart = (typeof LATENCY_PARTS)[number];

export interface LatencySlice {
  readonly part: LatencyPart;
  /** Milliseconds from the axis's start. */
  readonly fromMs: number;
  readonly durationMs: number;
}

/** A rest below this, in milliseconds, is rounding. */
const ROUNDING_MS = 0.5;

/** The parts that are known, end to end. */
export function toLatencySlices(record: HmrRecord): readonly LatencySlice[] {
  const { latency = {}, durationMs } = record;
  const reload = record.type === 'full-reload';
  const known = (latency.messageToFetchMs ?? 0) + (latency.fetchMs ?? 0) + (latency.applyMs ?? 0);
  const restMs = Math.max(0, (durationMs ?? 0) - known);
  const parts: readonly (readonly [LatencyPart, number | undefined])[] = [
    ['build', latency.buildMs],
    ['message', latency.messageToFetchMs],
    ['fetch', latency.fetchMs],
    ['apply', reload ? latency.applyMs : sum(latency.applyMs, restMs > ROUNDING_MS ? restMs : undefined)],
    ['reload', reload && restMs > 0 ? restMs : undefined],
  ];
  const slices: LatencySlice[] = [];
  let fromMs = 0;
  for (const [part, duration] of parts) {
    if (duration === undefined) continue;
    slices.push({ part, fromMs, durationMs: duration });
    fromMs += duration;
  }
  return slices;
}

function sum(known: number | undefined, rest: number | undefined): number | undefined {
  return known === undefined && rest === undefined ? undefined : (known ?? 0) + (rest ?? 0);
}

/** All slices together, in milliseconds. */
export function wholeMs(slices: readonly LatencySlice[]): number {
  const last = slices.at(-1);
  return last ? last.fromMs + last.durationMs : 0;
}

/** Lengths that the common axis may have, in milliseconds. */
const AXIS_STEPS_MS = [20, 40, 100, 200, 400, 1_000, 2_000, 4_000, 10_000, 20_000, 60_000, 120_000] as const;

/** The share of bars that the axis holds whole; longer ones are cut, or one slow build would flatten all others. */
const HELD_SHARE = 0.9;

/** An axis this many times longer than needed is narrowed. */
const TOO_WIDE = 5;

/** The axis for these records. It stays as it is while it fits: bars that rescale with every row can't be compared. */
export function latencyAxis(records: readonly HmrRecord[], previousMs: number | undefined): number {
  const wholes = records.map((record) => wholeMs(toLatencySlices(record))).filter((whole) => whole > 0);
  const need = percentileOf(wholes, HELD_SHARE) ?? AXIS_STEPS_MS[2];
  if (previousMs !== undefined && need <= previousMs && need * TOO_WIDE >= previousMs) return previousMs;
  return AXIS_STEPS_MS.find((step) => step >= need) ?? need;
}

/** Ticks named on the axis: 0 and three quarters of it. */
export function axisTicks(axisMs: number): readonly number[] {
  return [0, 0.25, 0.5, 0.75].map((share) => share * axisMs);
}
