// Renderer view: the columns of the traffic table.
import type { TFunction } from 'i18next';
import type { ReactNode } from 'react';
import type { ExchangeRow } from '../../../main/model/exchange.ts';
import {
  formatClock,
  formatCount,
  formatDuration,
  formatOffset,
  formatSize,
  formatTime,
  NONE,
} from '../../kit/format.ts';
import type { GridColumn } from '../../kit/grid-types.ts';
import { Mark, type MarkTone } from '../../kit/mark.tsx';
import { StatusMark } from '../../kit/status-mark.tsx';
import { toPercent, toRelativeTicks } from '../../store/axis.ts';
import { selectErrorIndex } from '../../store/error-index.ts';
import { rowBytes, rowFacts } from '../../store/row-facts.ts';
import { isRunning } from '../../store/session-state.ts';
import { useSession } from '../../store/session-store.ts';
import type { Span } from '../../store/strip.ts';
import { laneColour } from './kind-look.ts';
import { WaterfallCell } from './waterfall-cell.tsx';

/** Columns a person may hide, in order. Status, Path and Total never go. */
export const OPTIONAL_COLUMNS = ['method', 'kind', 'protocol', 'route', 'size', 'joined', 'waterfall'] as const;

/** Ticks named on the waterfall's head, at most. */
const HEAD_TICKS = 5;

type T = TFunction<'traffic'>;

/** All columns; `span` is the waterfall's window. */
export function trafficColumns(t: T, span: Span | null): readonly GridColumn<ExchangeRow>[] {
  const name = (id: string) => t(`column.${id}`);
  return [
    {
      id: 'time',
      label: name('time'),
      width: 112,
      sortable: true,
      className: 'time',
      cell: (row) => formatTime(row.startedAt),
    },
    { id: 'status', label: name('status'), width: 80, sortable: true, cell: (row) => statusCell(row, t) },
    { id: 'method', label: name('method'), width: 76, sortable: true, className: 'mid', cell: (row) => row.method },
    { id: 'path', label: name('path'), minWidth: 150, sortable: true, className: 'p', cell: pathCell },
    { id: 'kind', label: name('kind'), width: 92, sortable: true, className: 'mid', cell: (row) => kindCell(row, t) },
    {
      id: 'protocol',
      label: name('protocol'),
      width: 76,
      sortable: true,
      className: 'mid',
      cell: (row) => row.httpVersion,
    },
    {
      id: 'route',
      label: name('route'),
      width: 76,
      sortable: true,
      className: 'mid',
      cell: (row) => row.route ?? NONE,
    },
    {
      id: 'size',
      label: name('size'),
      width: 84,
      align: 'end',
      sortable: true,
      className: 'mid',
      cell: (row) => sizeCell(row, t),
    },
    { id: 'total', label: name('total'), width: 76, align: 'end', sortable: true, cell: (row) => totalCell(row, t) },
    { id: 'joined', label: name('joined'), width: 96, cell: (row) => <Joined row={row} t={t} /> },
    {
      id: 'waterfall',
      label: name('waterfall'),
      head: <WaterfallHead label={name('waterfall')} span={span} />,
      width: 340,
      minWidth: 160,
      className: 'wf',
      cell: (row) => <WaterfallCell row={row} span={span} />,
    },
  ];
}

/** The word beside a status mark: the number, or how far the request is. */
export function statusWord(row: ExchangeRow, t: T): string {
  if (row.state === 'open') return row.status === undefined ? t('state.open') : String(row.status);
  if (row.status !== undefined) return String(row.status);
  return row.state === 'pending' ? t('state.pending') : t('state.failed');
}

function statusCell(row: ExchangeRow, t: T): ReactNode {
  return <StatusMark status={row.status} state={row.state} word={statusWord(row, t)} />;
}

function pathCell(row: ExchangeRow): ReactNode {
  const { url, upstreamHost, remote } = rowFacts(row);
  const cut = url.path.lastIndexOf('/', url.path.length - 2) + 1;
  return (
    <span title={row.upstreamUrl ?? row.url}>
      {remote && upstreamHost}
      {url.path.slice(0, cut)}
      <b>{url.path.slice(cut)}</b>
      {url.search}
    </span>
  );
}

function kindCell(row: ExchangeRow, t: T): ReactNode {
  return (
    <>
      <i className="leg tiny" style={{ background: laneColour(row.kind) }} />
      {t(`kind.${row.kind}`)}
    </>
  );
}

function sizeCell(row: ExchangeRow, t: T): ReactNode {
  if (row.status === undefined || (rowBytes(row) === 0 && hasNoBody(row))) return NONE;
  const cut = row.responseBody.truncated || row.requestBody.truncated;
  return (
    <>
      {cut && <Mark shape="triangle" tone="client" label={t('cut')} />}
      {formatSize(rowBytes(row))}
    </>
  );
}

/** Whether an answer can have no content (RFC 9110 section 6.4.1). */
function hasNoBody({ method, status = 0 }: ExchangeRow): boolean {
  return method === 'HEAD' || status < 200 || status === 204 || status === 205 || status === 304;
}

function totalCell(row: ExchangeRow, t: T): ReactNode {
  if (row.state === 'open') return t('state.open');
  return isRunning(row) ? `${formatDuration(row.timings.total)} …` : formatDuration(row.timings.total);
}

/** Marks of what belongs to the request: errors that name it, its log lines, its spans, the hot update that asked for it, frames or events it received. */
function Joined({ row, t }: { readonly row: ExchangeRow; readonly t: T }) {
  // Errors come after the request, so the cell reads them itself.
  const errors = useSession((state) => selectErrorIndex(state).byExchange.get(row.id)?.length ?? 0);
  const { logs = 0, spans = 0 } = row.joined ?? {};
  if (errors + logs + spans + row.messagesIn === 0 && row.hmrUpdateId === undefined) return null;
  return (
    <span className="joins">
      {errors > 0 && (
        <span>
          <Mark shape="square" tone="server" label={t('joined.errors')} />
          {formatCount(errors)}
        </span>
      )}
      {logs > 0 && (
        <span>
          <Mark shape="lines" {...logLook(row.joined, t)} />
          {formatCount(logs)}
        </span>
      )}
      {spans > 0 && (
        <span>
          <Mark
            shape="spans"
            tone={(row.joined?.failedSpans ?? 0) > 0 ? 'server' : 'none'}
            label={t((row.joined?.failedSpans ?? 0) > 0 ? 'joined.spansFail' : 'joined.spans')}
          />
          {formatCount(spans)}
        </span>
      )}
      {row.hmrUpdateId !== undefined && <Mark shape="diamond" tone="hmr" label={t('joined.hmr')} />}
      {row.messagesIn > 0 && (
        <span>
          <Mark shape="in" label={t('joined.messages')} />
          {formatCount(row.messagesIn)}
        </span>
      )}
    </span>
  );
}

function logLook(joined: ExchangeRow['joined'], t: T): { readonly tone: MarkTone; readonly label: string } {
  if ((joined?.failures ?? 0) > 0) return { tone: 'server', label: t('joined.logsFail') };
  if ((joined?.warnings ?? 0) > 0) return { tone: 'client', label: t('joined.logsWarn') };
  return { tone: 'none', label: t('joined.logs') };
}

/** `+1 s` rather than `+1.00 s`: ticks stand on round distances. */
function tickName(offset: number): string {
  return formatOffset(offset).replace(/\.0+(?= )|(\.\d*?)0+(?= )/, '$1');
}

function WaterfallHead({ label, span }: { readonly label: string; readonly span: Span | null }) {
  if (!span)
    return (
      <span className="whead">
        <span>{label}</span>
      </span>
    );
  return (
    <span className="whead">
      <span className="unseen">{label}</span>
      {toRelativeTicks(span, HEAD_TICKS).map((at, index) => (
        <span key={at} style={{ left: `${toPercent(at, span)}%` }} aria-hidden="true">
          {index === 0 ? formatClock(at) : tickName(at - span.from)}
        </span>
      ))}
    </span>
  );
}
