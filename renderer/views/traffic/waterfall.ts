// Renderer view: one row on the time axis → bars in parts per hundred of it.
import { PHASES, type ExchangeRow, type Phase } from '../../../main/model/exchange.ts';
import { toPercent } from '../../store/axis.ts';
import { isSocket } from '../../store/session-state.ts';
import type { Span } from '../../store/strip.ts';

export interface WaterfallSlice {
  readonly phase: Phase;
  readonly left: number;
  readonly width: number;
}

export type Waterfall =
  | {
      readonly kind: 'phases';
      readonly slices: readonly WaterfallSlice[];
      /** Where the label stands: its left edge, or with `before` its right edge. */
      readonly label: number;
      readonly before: boolean;
    }
  | {
      readonly kind: 'stream';
      readonly left: number;
      /** Where the line ends; 100 while it runs. */
      readonly end: number;
      readonly running: boolean;
      readonly ticks: readonly number[];
    }
  | { readonly kind: 'pending'; readonly left: number }
  /** Not on the axis: before its start or after its end. */
  | { readonly kind: 'outside'; readonly side: 'before' | 'after' };

/** Past this share a label no longer fits behind its bar. */
const LABEL_LIMIT = 86;

/** What is drawn for a row. */
export function toWaterfall(row: ExchangeRow, span: Span): Waterfall {
  const left = toPercent(row.startedAt, span);
  if (left >= 100) return { kind: 'outside', side: 'after' };
  if (row.state === 'pending') return { kind: 'pending', left: Math.max(0, left) };
  const running = row.state === 'open' || row.state === 'streaming';
  const end = toPercent(row.startedAt + Math.max(row.timings.total, 0), span);
  if (!running && end < 0) return { kind: 'outside', side: 'before' };
  if (isSocket(row) || running) {
    return {
      kind: 'stream',
      left: Math.max(0, left),
      end: running ? 100 : Math.min(100, end),
      running,
      ticks: row.marks.map((at) => toPercent(at, span)).filter((tick) => tick >= 0 && tick <= 100),
    };
  }
  const before = end > LABEL_LIMIT && left > 100 - LABEL_LIMIT;
  return {
    kind: 'phases',
    slices: toSlices(row, span),
    label: before ? Math.max(0, left) : Math.min(end, 100),
    before,
  };
}

/** The phases end to end, clipped to the axis; a request without any still has a sliver. */
function toSlices(row: ExchangeRow, span: Span): readonly WaterfallSlice[] {
  const slices: WaterfallSlice[] = [];
  let at = row.startedAt;
  for (const phase of PHASES) {
    const duration = row.timings[phase];
    if (duration <= 0) continue;
    const left = Math.max(0, toPercent(at, span));
    const right = Math.min(100, toPercent(at + duration, span));
    at += duration;
    if (right > left) slices.push({ phase, left, width: right - left });
  }
  if (slices.length > 0) return slices;
  return [{ phase: 'wait', left: Math.max(0, toPercent(row.startedAt, span)), width: 0 }];
}
