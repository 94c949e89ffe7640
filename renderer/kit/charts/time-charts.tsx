// Kit: figures over time, as lines or stacked bars. No animation: data arrives, it does not perform.
import {
  Area,
  Bar,
  BarChart,
  CartesianGrid,
  ComposedChart,
  Line,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { formatClock } from '../format.ts';
import { DASHES, type LegendShape } from './chart-card.tsx';

/** One series of a chart. */
export interface Series {
  readonly key: string;
  readonly label: string;
  readonly colour: string;
  readonly shape: LegendShape;
}

type Point = Readonly<Record<string, number | undefined>>;

interface TimeChartProps {
  /** With `at`, an instant, in each. */
  readonly points: readonly Point[];
  readonly series: readonly Series[];
  readonly formatValue: (value: number) => string;
  /** Figures on the axis, where shorter ones are wanted. */
  readonly formatTick?: (value: number) => string;
  /** Counts, which have no halves. */
  readonly whole?: boolean;
}

/** Pixels a chart counts with until its place was measured. */
const FIRST_SIZE = { width: 360, height: 170 };
const MARGIN = { top: 8, right: 8, bottom: 0, left: 0 };
const TICK = { fontSize: 11, fill: 'var(--ink-3)' };

const TIME_AXIS = {
  dataKey: 'at',
  tickFormatter: (at: number) => formatClock(at),
  tick: TICK,
  tickLine: false,
  axisLine: { stroke: 'var(--line-strong)' },
  minTickGap: 44,
  height: 20,
  interval: 'preserveStartEnd',
} as const;

const VALUE_AXIS = { tick: TICK, tickLine: false, axisLine: false, width: 48, tickCount: 4 } as const;

function tooltip(formatValue: (value: number) => string) {
  return (
    <Tooltip
      isAnimationActive={false}
      cursor={{ stroke: 'var(--accent)', strokeWidth: 1, fill: 'var(--hover)' }}
      wrapperClassName="chart-tip"
      contentStyle={{
        background: 'var(--raised)',
        border: '1px solid var(--line-strong)',
        borderRadius: 5,
        padding: '4px 8px',
      }}
      labelStyle={{ color: 'var(--ink)' }}
      itemStyle={{ color: 'var(--ink-2)', padding: 0 }}
      labelFormatter={(at) => (typeof at === 'number' ? formatClock(at) : at)}
      formatter={(value) => (typeof value === 'number' ? formatValue(value) : '–')}
    />
  );
}

/** How much higher than its highest figure the place of the grey shape is. */
const SHADE_ROOM = 1.3;

interface TimeLinesProps extends TimeChartProps {
  /** The key of figures drawn behind the lines as a grey shape, on a scale of their own without numbers. */
  readonly shade?: string;
  /** No dot at each figure: for lines of many. */
  readonly plain?: boolean;
}

/** Lines with gaps where there was nothing to measure: a line through silence would tell of figures that never were. */
export function TimeLines({ points, series, formatValue, formatTick, shade, plain = false }: TimeLinesProps) {
  return (
    <ResponsiveContainer width="100%" height="100%" debounce={50} initialDimension={FIRST_SIZE}>
      <ComposedChart data={points} margin={MARGIN} accessibilityLayer={false}>
        <CartesianGrid vertical={false} stroke="var(--line)" />
        <XAxis {...TIME_AXIS} />
        <YAxis {...VALUE_AXIS} tickFormatter={formatTick ?? formatValue} />
        {tooltip(formatValue)}
        {shade !== undefined && (
          <>
            <YAxis yAxisId="shade" hide domain={[0, (most: number) => most * SHADE_ROOM]} />
            <Area
              yAxisId="shade"
              dataKey={shade}
              tooltipType="none"
              type="step"
              stroke="none"
              fill="var(--line-control)"
              fillOpacity={0.22}
              isAnimationActive={false}
            />
          </>
        )}
        {series.map((one) => (
          <Line
            key={one.key}
            dataKey={one.key}
            name={one.label}
            stroke={one.colour}
            strokeWidth={one.shape === 'line' ? 2 : 1.6}
            strokeDasharray={DASHES[one.shape] ?? '0'}
            dot={plain ? false : { r: 1.4, strokeWidth: 0, fill: one.colour }}
            isAnimationActive={false}
          />
        ))}
      </ComposedChart>
    </ResponsiveContainer>
  );
}

/** Bars on top of each other. */
export function TimeBars({ points, series, formatValue, formatTick, whole = false }: TimeChartProps) {
  return (
    <ResponsiveContainer width="100%" height="100%" debounce={50} initialDimension={FIRST_SIZE}>
      <BarChart data={points} margin={MARGIN} barCategoryGap="15%" accessibilityLayer={false}>
        <CartesianGrid vertical={false} stroke="var(--line)" />
        <XAxis {...TIME_AXIS} />
        <YAxis {...VALUE_AXIS} allowDecimals={!whole} tickFormatter={formatTick ?? formatValue} />
        {tooltip(formatValue)}
        {series.map((one) => (
          <Bar
            key={one.key}
            dataKey={one.key}
            name={one.label}
            stackId="all"
            fill={one.colour}
            maxBarSize={24}
            isAnimationActive={false}
          />
        ))}
      </BarChart>
    </ResponsiveContainer>
  );
}

/** A bar for each step of some scale. */
export function StepBars({
  steps,
  name,
  formatValue,
}: {
  readonly steps: readonly { readonly label: string; readonly count: number }[];
  readonly name: string;
  readonly formatValue: (value: number) => string;
}) {
  return (
    <ResponsiveContainer width="100%" height="100%" debounce={50} initialDimension={FIRST_SIZE}>
      <BarChart data={[...steps]} margin={MARGIN} barCategoryGap="14%" accessibilityLayer={false}>
        <CartesianGrid vertical={false} stroke="var(--line)" />
        <XAxis
          dataKey="label"
          tick={TICK}
          tickLine={false}
          axisLine={{ stroke: 'var(--line-strong)' }}
          height={20}
          interval={0}
        />
        <YAxis {...VALUE_AXIS} allowDecimals={false} tickFormatter={formatValue} />
        {tooltip(formatValue)}
        <Bar dataKey="count" name={name} fill="var(--phase-wait)" isAnimationActive={false} maxBarSize={48} />
      </BarChart>
    </ResponsiveContainer>
  );
}
