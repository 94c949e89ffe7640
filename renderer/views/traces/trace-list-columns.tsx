// View: the columns of the list of traces.
import type { TFunction } from 'i18next';
import type { TraceRow } from '../../../main/model/protocol.ts';
import { formatCount, formatDuration, formatTime } from '../../kit/format.ts';
import type { GridColumn } from '../../kit/grid-types.ts';
import { Mark } from '../../kit/mark.tsx';
import { useActionRecord } from '../../store/session-store.ts';
import { TRACE_DIGITS } from '../../store/view-store.ts';

/** Where there is little room the counts of requests and lines go first. */
export function traceListColumns(t: TFunction<'traces'>, narrow: boolean): readonly GridColumn<TraceRow>[] {
  const count = (id: 'requests' | 'spans' | 'logs', read: (row: TraceRow) => number): GridColumn<TraceRow> => ({
    id,
    label: t(`list.${id}`),
    width: 76,
    align: 'end',
    cell: (row) => <Count count={read(row)} />,
  });
  const columns: readonly (GridColumn<TraceRow> | false)[] = [
    { id: 'time', label: t('list.time'), width: 104, className: 'time', cell: (row) => formatTime(row.startedAt) },
    { id: 'name', label: t('list.name'), minWidth: 140, cell: (row) => <Name row={row} /> },
    {
      id: 'duration',
      label: t('list.duration'),
      width: 84,
      align: 'end',
      cell: (row) => formatDuration(row.durationMs),
    },
    !narrow && {
      id: 'services',
      label: t('list.services'),
      width: 210,
      cell: (row) => (
        <span className="mid" title={row.services.join(', ')}>
          {row.services.join(', ')}
        </span>
      ),
    },
    !narrow && count('requests', ({ exchanges }) => exchanges),
    count('spans', ({ spans }) => spans),
    !narrow && count('logs', ({ logs }) => logs),
    {
      id: 'errors',
      label: t('list.errors'),
      width: 64,
      align: 'end',
      cell: ({ errors }) =>
        errors === 0 ? null : (
          <>
            <Mark shape="square" tone="server" />
            {formatCount(errors)}
          </>
        ),
    },
    {
      id: 'trace',
      label: t('list.trace'),
      width: 88,
      cell: ({ traceId }) => <span className="mono dim">{traceId.slice(0, TRACE_DIGITS)}</span>,
    },
  ];
  return columns.filter((column) => column !== false);
}

function Count({ count }: { readonly count: number }) {
  return count === 0 ? null : <>{formatCount(count)}</>;
}

/** What a person did is named with how: `click button "Add"`. */
function Name({ row }: { readonly row: TraceRow }) {
  const action = useActionRecord(row.actionId)?.action;
  return (
    <span title={row.name}>
      {action !== undefined && <span className="dim">{action} </span>}
      {row.name}
    </span>
  );
}
