// Renderer frame: what the strip's lanes draw. One path a colour, however many bars.
import { memo } from 'react';
import { Mark, type MarkShape, type MarkTone } from '../kit/mark.tsx';
import { toPercent } from '../store/axis.ts';
import type { LogBars } from '../store/strip-logs.ts';
import type { ErrorMark, ErrorMarkLook } from '../store/strip-errors.ts';
import type { HmrMark, HmrMarkLook } from '../store/strip-hmr.ts';
import { LIFELINE_ROWS, type Span, type StripBar, type StripData } from '../store/strip.ts';

/** Height of the lane's drawing, in its own units. */
const HEIGHT = 100;

/** Least height of a bar that stands for anything at all. */
const MIN_HEIGHT = 6;

/** Bars as one path: `amount` of each, on top of `below`. */
export function barPath<Bar>(
  bars: readonly Bar[],
  peak: number,
  amount: (bar: Bar) => number,
  below: (bar: Bar) => number,
): string {
  const width = 1000 / bars.length;
  let path = '';
  bars.forEach((bar, index) => {
    const count = amount(bar);
    if (count === 0) return;
    const base = HEIGHT - heightOf(below(bar), peak);
    const height = Math.max(heightOf(below(bar) + count, peak) - heightOf(below(bar), peak), MIN_HEIGHT / 2);
    path += `M${(index * width).toFixed(2)} ${base.toFixed(1)}h${(width * 0.72).toFixed(2)}v${(-height).toFixed(1)}h${(-width * 0.72).toFixed(2)}z`;
  });
  return path;
}

function heightOf(count: number, peak: number): number {
  return count === 0 ? 0 : Math.max(MIN_HEIGHT, (count / peak) * HEIGHT);
}

export const RequestLane = memo(function RequestLane({ data }: { readonly data: StripData }) {
  const { bars, peak } = data;
  const fine = (bar: StripBar) => bar.all - bar.client - bar.server;
  return (
    <svg className="h" viewBox={`0 0 1000 ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
      <path d={barPath(bars, peak, fine, () => 0)} fill="var(--phase-wait)" />
      <path d={barPath(bars, peak, (bar) => bar.client, fine)} fill="var(--status-client-error)" />
      <path
        d={barPath(
          bars,
          peak,
          (bar) => bar.server,
          (bar) => fine(bar) + bar.client,
        )}
        fill="var(--status-server-error)"
      />
    </svg>
  );
});

/** Logs as bars by how bad they are: most are quiet. */
export const LogLane = memo(function LogLane({ data }: { readonly data: LogBars }) {
  const { bars, peak } = data;
  return (
    <svg className="h" viewBox={`0 0 1000 ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
      <path d={barPath(bars, peak, (bar) => bar.quiet, nothing)} fill="var(--lane-log)" />
      <path
        d={barPath(
          bars,
          peak,
          (bar) => bar.warnings,
          (bar) => bar.quiet,
        )}
        fill="var(--status-client-error)"
      />
      <path
        d={barPath(
          bars,
          peak,
          (bar) => bar.failures,
          (bar) => bar.quiet + bar.warnings,
        )}
        fill="var(--status-server-error)"
      />
    </svg>
  );
});

const nothing = () => 0;

export const LifelineLane = memo(function LifelineLane({ data }: { readonly data: StripData }) {
  return data.lifelines.map((line) => {
    const left = toPercent(line.from, data.span);
    return (
      <i
        key={line.id}
        className={line.failed ? 'bar failed' : 'bar'}
        style={{
          left: `${left}%`,
          width: `max(2px, ${toPercent(line.to, data.span) - left}%)`,
          top: `${((line.line + 0.5) / LIFELINE_ROWS) * 100}%`,
          background: `var(--lane-${line.kind})`,
        }}
      />
    );
  });
});

const HMR_LOOKS: Readonly<Record<HmrMarkLook, { readonly shape: MarkShape; readonly tone: MarkTone }>> = {
  applied: { shape: 'diamond', tone: 'hmr' },
  reload: { shape: 'hollow', tone: 'hmr' },
  error: { shape: 'cross', tone: 'server' },
};

export const HmrLane = memo(function HmrLane({
  marks,
  span,
}: {
  readonly marks: readonly HmrMark[];
  readonly span: Span;
}) {
  return marks.map(({ id, at, look }) => (
    <span key={id} className="mk" style={{ left: `${toPercent(at, span)}%` }}>
      <Mark {...HMR_LOOKS[look]} />
    </span>
  ));
});

const ERROR_LOOKS: Readonly<Record<ErrorMarkLook, { readonly shape: MarkShape; readonly tone: MarkTone }>> = {
  thrown: { shape: 'square', tone: 'server' },
  told: { shape: 'triangle', tone: 'client' },
};

export const ErrorLane = memo(function ErrorLane({
  marks,
  span,
}: {
  readonly marks: readonly ErrorMark[];
  readonly span: Span;
}) {
  return marks.map(({ id, at, look }) => (
    <span key={id} className="mk" style={{ left: `${toPercent(at, span)}%` }}>
      <Mark {...ERROR_LOOKS[look]} />
    </span>
  ));
});
