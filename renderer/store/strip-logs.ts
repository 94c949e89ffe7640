// Renderer store: how many logs came when → bars of the overview strip.
import type { LogLevel } from '../../main/model/log.ts';
import type { LogHistogram } from '../../main/model/protocol.ts';

export interface LogBar {
  /** Below `warn`. */
  readonly quiet: number;
  readonly warnings: number;
  /** `error` and `fatal`. */
  readonly failures: number;
}

export interface LogBars {
  readonly bars: readonly LogBar[];
  /** The tallest bar's count, 1 at least. */
  readonly peak: number;
}

/** Bars of a histogram. */
export function toLogBars({ levels }: LogHistogram): LogBars {
  const bars = levels.map(toBar);
  return { bars, peak: bars.reduce((most, bar) => Math.max(most, bar.quiet + bar.warnings + bar.failures), 1) };
}

function toBar(counts: Readonly<Partial<Record<LogLevel, number>>>): LogBar {
  const { trace = 0, debug = 0, info = 0, warn = 0, error = 0, fatal = 0 } = counts;
  return { quiet: trace + debug + info, warnings: warn, failures: error + fatal };
}
