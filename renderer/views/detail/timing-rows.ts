// Pure: the phases of an exchange on one axis, and what its back end said of its own time.
import {
  PHASES,
  type Exchange,
  type ExchangeRow,
  type Phase,
  type ServerTiming,
  type Timings,
} from '../../../main/model/exchange.ts';
import { parseServerTimings } from '../../../main/model/server-timing.ts';

export interface PhaseRow {
  readonly phase: Phase;
  /** Absent where the phase was not needed. */
  readonly durationMs?: number;
  /** From the request's first byte to the phase's start. */
  readonly offsetMs: number;
  /** The phase that runs now. */
  readonly running: boolean;
}

/** The phases that say nothing when they did not happen and when they took no time, in order, with offsets. */
export function toPhaseRows(row: Pick<ExchangeRow, 'timings' | 'state'>): readonly PhaseRow[] {
  let offsetMs = 0;
  const last = runningPhase(row);
  return PHASES.map((phase) => {
    const durationMs = row.timings[phase];
    const made = { phase, offsetMs, running: phase === last, ...(durationMs >= 0 ? { durationMs } : {}) };
    if (durationMs > 0) offsetMs += durationMs;
    return made;
  });
}

function runningPhase(row: Pick<ExchangeRow, 'timings' | 'state'>): Phase | undefined {
  if (row.state === 'streaming' || row.state === 'open') return 'receive';
  return row.state === 'pending' ? 'wait' : undefined;
}

/** The axis' length: the total, or the phases' sum where that is longer. */
export function axisMs(timings: Timings): number {
  const sum = PHASES.reduce((total, phase) => total + Math.max(0, timings[phase]), 0);
  return Math.max(timings.total, sum, 0.001);
}

/** What the back end said of its own time; sessions of an earlier version tell it in the fields alone. */
export function serverTimingsOf(exchange: Exchange): readonly ServerTiming[] {
  const { serverTimings, upstreamResponseHeaders, responseTrailers } = exchange;
  return serverTimings ?? parseServerTimings(upstreamResponseHeaders, responseTrailers);
}
