// Pure: the phases of an exchange on one axis, and what its back end said of its own time.
import { PHASES, type ExchangeRow, type Phase, type Timings } from '../../../main/model/exchange.ts';
import { headerValues, type HeaderList } from '../../../main/model/headers.ts';

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

export interface ServerTiming {
  readonly name: string;
  readonly durationMs?: number;
  readonly description?: string;
}

/** Metrics shown at most. */
const SERVER_TIMING_LIMIT = 50;

/** What the back end said in `Server-Timing` (W3C Server Timing, section 3). Parts it can't read are left out. */
export function parseServerTiming(headers: HeaderList): readonly ServerTiming[] {
  const metrics = headerValues(headers, 'server-timing').flatMap((value) => splitOutsideQuotes(value, ','));
  return metrics.slice(0, SERVER_TIMING_LIMIT).flatMap((metric) => {
    const [name = '', ...parameters] = splitOutsideQuotes(metric, ';').map((part) => part.trim());
    if (!/^[\w!#$%&'*+.^`|~-]+$/.test(name)) return [];
    const values = new Map(parameters.map(parseParameter));
    const durationMs = Number.parseFloat(values.get('dur') ?? '');
    const description = values.get('desc');
    return [{ name, ...(durationMs >= 0 ? { durationMs } : {}), ...(description ? { description } : {}) }];
  });
}

function parseParameter(text: string): [string, string] {
  const at = text.indexOf('=');
  if (at < 0) return [text.toLowerCase(), ''];
  const value = text.slice(at + 1).trim();
  const quoted = /^"((?:[^"\\]|\\.)*)"$/.exec(value)?.[1];
  return [text.slice(0, at).trim().toLowerCase(), quoted?.replace(/\\(.)/g, '$1') ?? value];
}

function splitOutsideQuotes(text: string, separator: ',' | ';'): readonly string[] {
  const pattern = separator === ',' ? /(?:[^,"]|"(?:[^"\\]|\\.)*"?)+/g : /(?:[^;"]|"(?:[^"\\]|\\.)*"?)+/g;
  return text.match(pattern) ?? [];
}
