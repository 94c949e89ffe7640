// View: all metrics by name, for choosing which get a chart and which stand in the overview.
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MetricSeries } from '../../../../main/model/metric.ts';
import { formatCount } from '../../../kit/format.ts';
import { CHART_LINES } from '../../../store/metric-choice.ts';
import { formatMetric, unitOf } from '../../../store/metric-units.ts';
import { setPreferences, useView } from '../../../store/view-store.ts';
import { Check, Query } from '../../detail/controls.tsx';

/** Names listed at a time; the filter finds the others. */
export const LISTED_NAMES = 100;
/** Charts that a person may choose. */
export const CHOSEN_CHARTS = 12;

/** A name with what its series say. */
export interface MetricName {
  readonly name: string;
  readonly series: number;
  readonly type: string;
  readonly help: string;
  /** The last value, where there is one series alone. */
  readonly value: string;
}

/** The names that hold the text, without case. */
export function toMetricNames(series: readonly MetricSeries[], filter: string): readonly MetricName[] {
  const byName = new Map<string, MetricSeries[]>();
  for (const one of series) {
    const held = byName.get(one.name);
    if (held) held.push(one);
    else byName.set(one.name, [one]);
  }
  const text = filter.trim().toLowerCase();
  return [...byName]
    .filter(([name, [first]]) => name.toLowerCase().includes(text) || (first?.help ?? '').toLowerCase().includes(text))
    .sort(([left], [right]) => left.localeCompare(right))
    .flatMap(([name, found]) => {
      const [first] = found;
      if (!first) return [];
      const value = found.length === 1 ? formatMetric(first.lastValue, unitOf(first)) : '';
      return [{ name, series: found.length, type: first.type, help: first.help ?? '', value }];
    });
}

/** The list with a name taken out, or put at its end, `limit` at most. */
export function toggled(names: readonly string[], name: string, on: boolean, limit: number): readonly string[] {
  const others = names.filter((held) => held !== name);
  return on ? [...others, name].slice(-limit) : others;
}

export function SeriesPicker({ series }: { readonly series: readonly MetricSeries[] }) {
  const { t } = useTranslation('metrics');
  const [open, setOpen] = useState(false);
  const [filter, setFilter] = useState('');
  const names = useMemo(() => (open ? toMetricNames(series, filter) : []), [open, series, filter]);
  return (
    <div className="picker">
      <button type="button" className="chip" aria-expanded={open} onClick={() => setOpen(!open)}>
        {t('all', { shown: formatCount(series.length) })}
      </button>
      {open && (
        <>
          <Query value={filter} onChange={setFilter} label={t('filter')} />
          <NameTable names={names.slice(0, LISTED_NAMES)} />
          {names.length > LISTED_NAMES && (
            <p className="dim">{t('more', { shown: formatCount(names.length - LISTED_NAMES) })}</p>
          )}
        </>
      )}
    </div>
  );
}

function NameTable({ names }: { readonly names: readonly MetricName[] }) {
  const { t } = useTranslation('metrics');
  const charts = useView((state) => state.chartMetrics);
  const lane = useView((state) => state.laneMetrics);
  if (names.length === 0) return <p className="dim">{t('noMatch')}</p>;
  return (
    <div className="figures names" tabIndex={0} role="region" aria-label={t('names')}>
      <table>
        <thead>
          <tr>
            {['name', 'type', 'series', 'last', 'chart', 'strip'].map((column) => (
              <th key={column} scope="col">
                {t(`column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {names.map(({ name, type, series, value, help }) => (
            <tr key={name}>
              <th scope="row" title={help} className="mono">
                {name}
              </th>
              <td>{type}</td>
              <td>{formatCount(series)}</td>
              <td>{value}</td>
              <td>
                <Check
                  checked={charts.includes(name)}
                  onChange={(on) => setPreferences({ chartMetrics: toggled(charts, name, on, CHOSEN_CHARTS) })}
                >
                  <span className="unseen">{t('chartOf', { name })}</span>
                </Check>
              </td>
              <td>
                <Check
                  checked={lane.includes(name)}
                  onChange={(on) => setPreferences({ laneMetrics: toggled(lane, name, on, CHART_LINES) })}
                >
                  <span className="unseen">{t('stripOf', { name })}</span>
                </Check>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
