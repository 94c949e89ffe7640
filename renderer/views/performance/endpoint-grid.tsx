// View: endpoints by their figures, with a bar to p50, a tick at p95 and a line to the largest.
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TFunction } from 'i18next';
import { formatCount, formatDuration } from '../../kit/format.ts';
import type { GridColumn, GridSort } from '../../kit/grid-types.ts';
import { VirtualGrid } from '../../kit/virtual-grid.tsx';
import { endpointRows, type EndpointRow } from './chart-series.ts';
import type { StatsReading } from './use-traffic-stats.ts';

const FIRST_SORT: GridSort = { column: 'p95', direction: 'descending' };

/** Fills what room is left. */
export function EndpointGrid({ stats, reading }: StatsReading) {
  const { t } = useTranslation('performance');
  const [sort, setSort] = useState(FIRST_SORT);
  const [selected, setSelected] = useState<string | null>(null);
  const rows = endpointRows(stats, sort);
  const axisMs = Math.max(1, ...rows.map((row) => row.largestMs));
  const columns = useMemo(() => endpointColumns(t, axisMs), [t, axisMs]);
  return (
    <VirtualGrid<EndpointRow>
      label={t('endpoints.title')}
      columns={columns}
      count={rows.length}
      version={reading}
      rowAt={(index) => rows[index]}
      indexOf={(id) => rows.findIndex((row) => row.id === id)}
      rowId={(row) => row.id}
      selectedId={selected}
      onSelect={setSelected}
      onEscape={() => setSelected(null)}
      sort={sort}
      onSort={(next) => setSort(next ?? FIRST_SORT)}
      empty={<p className="empty">{t('endpoints.empty')}</p>}
    />
  );
}

function endpointColumns(t: TFunction, axisMs: number): readonly GridColumn<EndpointRow>[] {
  const figure = (id: 'count' | 'p50' | 'p95', format: (value: number) => string): GridColumn<EndpointRow> => ({
    id,
    label: t(`column.${id}`),
    width: 84,
    align: 'end',
    sortable: true,
    cell: (row) => format(row[id]),
  });
  return [
    { id: 'method', label: t('column.method'), width: 84, sortable: true, className: 'mid', cell: (row) => row.method },
    {
      id: 'endpoint',
      label: t('column.endpoint'),
      minWidth: 160,
      sortable: true,
      cell: (row) => <span title={row.endpoint}>{row.endpoint === '…' ? t('chart.rest') : row.endpoint}</span>,
    },
    figure('count', formatCount),
    figure('p50', formatDuration),
    figure('p95', formatDuration),
    {
      id: 'errors',
      label: t('column.errors'),
      width: 76,
      align: 'end',
      sortable: true,
      cell: (row) => <span className={row.errors > 0 ? 't-server med' : 'dim'}>{formatCount(row.errors)}</span>,
    },
    {
      id: 'bar',
      label: t('column.bar'),
      head: (
        <span className="barhead">
          <span className="cut">{t('column.bar')}</span>
          <span>{formatDuration(axisMs)}</span>
        </span>
      ),
      minWidth: 180,
      className: 'wf',
      cell: (row) => <EndpointBar row={row} axisMs={axisMs} />,
    },
  ];
}

function EndpointBar({ row, axisMs }: { readonly row: EndpointRow; readonly axisMs: number }) {
  const at = (value: number) => `${Math.min(99.5, (value / axisMs) * 100)}%`;
  return (
    <span className="endbar" aria-hidden="true">
      <i className="reach" style={{ width: at(row.largestMs) }} />
      <i className="half" style={{ width: at(row.p50) }} />
      <i className="tick" style={{ left: at(row.p95) }} />
    </span>
  );
}
