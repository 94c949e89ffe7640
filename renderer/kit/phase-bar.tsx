// Renderer kit: one request's phases as a flat bar with a legend.
import { formatDuration } from './format.ts';

/** The seven phases in order, as HAR 1.2 names them, with `tls` apart from `connect`. */
export const BAR_PHASES = ['blocked', 'dns', 'connect', 'tls', 'send', 'wait', 'receive'] as const;
export type BarPhase = (typeof BAR_PHASES)[number];

/** Milliseconds by phase; -1 or absent where a phase does not apply. */
export type PhaseTimes = Readonly<Partial<Record<BarPhase, number>>>;

export interface PhaseSlice {
  readonly phase: BarPhase;
  /** Milliseconds from the start. */
  readonly from: number;
  readonly duration: number;
}

/** The phases that took time, end to end. */
export function toPhaseSlices(times: PhaseTimes): readonly PhaseSlice[] {
  const slices: PhaseSlice[] = [];
  let from = 0;
  for (const phase of BAR_PHASES) {
    const duration = times[phase] ?? -1;
    if (duration <= 0) continue;
    slices.push({ phase, from, duration });
    from += duration;
  }
  return slices;
}

/** A bar over the whole width. `names` gives the phases' names in the reader's language. */
export function PhaseBar({
  times,
  label,
  names,
}: {
  readonly times: PhaseTimes;
  readonly label: string;
  readonly names: Readonly<Record<BarPhase, string>>;
}) {
  const slices = toPhaseSlices(times);
  const whole = slices.reduce((sum, slice) => sum + slice.duration, 0) || 1;
  return (
    <>
      <div className="phasebar" role="img" aria-label={label}>
        {slices.map((slice) => (
          <i
            key={slice.phase}
            className={`ph ${slice.phase}`}
            style={{ left: `${(slice.from / whole) * 100}%`, width: `${(slice.duration / whole) * 100}%` }}
          />
        ))}
      </div>
      <div className="legend phases">
        {slices.map((slice) => (
          <span key={slice.phase}>
            <i className={`leg ${slice.phase}`} />
            {names[slice.phase]} {formatDuration(slice.duration)}
          </span>
        ))}
      </div>
    </>
  );
}
