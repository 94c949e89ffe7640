// Renderer frame: the strip's lane of metrics: thin lines, each on its own scale, with their values at the pointer or at the end.
import { useEffect, useMemo, useRef, useState, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { TFunction } from 'i18next';
import { toLaneLines, type MetricLine } from '../store/metric-choice.ts';
import type { StepValues } from '../store/metric-steps.ts';
import { formatMetric } from '../store/metric-units.ts';
import { firstInstants, lastOf, toLineValues } from '../store/metric-values.ts';
import { STRIP_BARS, type Span } from '../store/strip.ts';
import { useMetricSeries, useMetricValues } from '../store/use-metrics.ts';
import { useView } from '../store/view-store.ts';

/** Colours of lines, in their order. */
export const LINE_COLOURS = [
  'var(--phase-receive)',
  'var(--lane-eventsource)',
  'var(--phase-connect)',
  'var(--lane-websocket)',
] as const;

/** Height of the drawing in its own units, and what lines leave free of it above and below. */
const HEIGHT = 100;
const MARGIN = 12;
/** The least part of a line's values that the height stands for: what moves less is drawn nearly level. */
const LEAST_RANGE = 0.1;

/** A line in the reader's language. */
export function lineLabel({ label, word }: MetricLine, t: TFunction<'metrics'>): string {
  return word === undefined ? label : `${label} ${t(`line.${word}`)}`.trim();
}

/** A line's path, from its least to its greatest value: gaps where there was none. A step is one unit wide. */
export function linePath(values: StepValues): string {
  const there = values.filter((value) => value !== undefined);
  const greatest = there.reduce((most, value) => Math.max(most, value), -Infinity);
  const least = there.reduce((most, value) => Math.min(most, value), Infinity);
  const range = Math.max(greatest - least, Math.abs(greatest) * LEAST_RANGE, Number.MIN_VALUE);
  const middle = (greatest + least) / 2;
  const y = (value: number) => (HEIGHT / 2 - ((value - middle) / range) * (HEIGHT - 2 * MARGIN)).toFixed(1);
  let path = '';
  let drawing = false;
  values.forEach((value, index) => {
    // A step of its own is a short line, so that it can be seen.
    if (value !== undefined) path += drawing ? `L${index + 1} ${y(value)}` : `M${index} ${y(value)}h1`;
    drawing = value !== undefined;
  });
  return path;
}

export function MetricsLane({ span }: { readonly span: Span }) {
  const { t } = useTranslation('metrics');
  const lane = useRef<HTMLDivElement>(null);
  const share = usePointer(lane);
  const all = useMetricSeries();
  const chosen = useView((state) => state.laneMetrics);
  const lines = useMemo(() => toLaneLines(all, chosen), [all, chosen]);
  const ids = useMemo(() => lines.flatMap(({ series }) => series.map(({ id }) => id)), [lines]);
  const { from, to } = span;
  const axis = useMemo(() => ({ from, stepMs: (to - from) / STRIP_BARS, count: STRIP_BARS }), [from, to]);
  const values = useMetricValues(ids, all, axis);
  const drawn = useMemo(() => {
    if (!values) return [];
    const first = firstInstants(all);
    return lines.map((line) => toLineValues(line, values, first.get(line.series[0]?.target ?? '') ?? 0));
  }, [all, lines, values]);
  const index = share === undefined ? undefined : Math.min(STRIP_BARS - 1, Math.floor(share * STRIP_BARS));
  const figures = lines.map((line, at) => {
    const list = drawn[at] ?? [];
    const value = index === undefined ? lastOf(list) : list[index];
    const figure = value === undefined ? '–' : formatMetric(value, line.unit);
    return { key: line.key, label: lineLabel(line, t), figure, colour: LINE_COLOURS[at] ?? 'var(--ink-3)' };
  });
  const words = figures.map(({ label, figure }) => `${label} ${figure}`).join(', ');
  return (
    <div ref={lane} className="lane metrics" role="img" aria-label={t('lane', { figures: words })}>
      <svg className="h" viewBox={`0 0 ${STRIP_BARS} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
        {drawn.map((list, at) => (
          <path key={lines[at]?.key ?? at} d={linePath(list)} stroke={LINE_COLOURS[at] ?? 'var(--ink-3)'} />
        ))}
      </svg>
      {/* What stands at the pointer must not hide under it. */}
      <div className={share !== undefined && share > 0.5 ? 'lanefigures left' : 'lanefigures'} aria-hidden="true">
        {figures.map(({ key, label, figure, colour }) => (
          <span key={key}>
            <i style={{ background: colour }} />
            {label} <b>{figure}</b>
          </span>
        ))}
      </div>
    </div>
  );
}

/** Where over the strip's lanes the pointer is, 0 to 1; undefined while it is elsewhere. */
function usePointer(lane: RefObject<HTMLDivElement | null>): number | undefined {
  const [share, setShare] = useState<number>();
  useEffect(() => {
    const lanes = lane.current?.parentElement;
    if (!lanes) return;
    const move = (event: PointerEvent) => {
      const box = lanes.getBoundingClientRect();
      if (box.width > 0) setShare(Math.min(1, Math.max(0, (event.clientX - box.left) / box.width)));
    };
    const leave = () => setShare(undefined);
    lanes.addEventListener('pointermove', move);
    lanes.addEventListener('pointerleave', leave);
    return () => {
      lanes.removeEventListener('pointermove', move);
      lanes.removeEventListener('pointerleave', leave);
    };
  }, [lane]);
  return share;
}
