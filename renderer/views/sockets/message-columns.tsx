// View: the columns of the frame inspector's grid; a folded run of heartbeats is one row.
import type { TFunction } from 'i18next';
import { formatCount, formatDuration, formatSize, formatTime } from '../../kit/format.ts';
import type { GridColumn } from '../../kit/grid-types.ts';
import { Icon } from '../../kit/icon.tsx';
import { Mark } from '../../kit/mark.tsx';
import type { BeatGroup } from './message-list.ts';
import { dataOf, directionOf, isFrame, labelOf, type MessageRow } from './message-row.ts';

/** A line of the grid. */
export type MessageLine =
  | { readonly type: 'row'; readonly id: string; readonly row: MessageRow }
  | {
      readonly type: 'group';
      readonly id: string;
      readonly at: number;
      readonly group: BeatGroup;
      readonly open: boolean;
    };

/** How many heartbeats were folded and how fast they were answered, in words. */
export function groupText(group: BeatGroup, t: TFunction): string {
  const count = { count: group.count, formatted: formatCount(group.count) };
  const { fastestMs, slowestMs } = group;
  const folded = t('beats.folded', count);
  if (fastestMs === undefined || slowestMs === undefined) return `${folded}${t('beats.comma')}${t('beats.noAnswer')}`;
  const times =
    formatDuration(fastestMs) === formatDuration(slowestMs)
      ? t('beats.answeredIn', { time: formatDuration(slowestMs) })
      : t('beats.answeredWithin', { from: formatDuration(fastestMs), to: formatDuration(slowestMs) });
  const missing =
    group.unanswered > 0 ? `${t('beats.comma')}${t('beats.unanswered', { count: group.unanswered })}` : '';
  return `${folded}${t('beats.comma')}${times}${missing}`;
}

/** The columns for frames, or for events. */
export function messageColumns(kind: 'websocket' | 'eventsource', t: TFunction): readonly GridColumn<MessageLine>[] {
  const label = kind === 'websocket' ? t('column.opcode') : t('column.event');
  const columns: GridColumn<MessageLine>[] = [
    {
      id: 'time',
      label: t('column.time'),
      width: 112,
      className: 'time',
      cell: (line) =>
        line.type === 'row' ? (
          formatTime(line.row.at)
        ) : (
          <>
            <Icon name={line.open ? 'down' : 'right'} small /> {formatTime(line.at)}
          </>
        ),
    },
    {
      id: 'direction',
      label: '',
      head: <span className="hidden-text">{t('column.direction')}</span>,
      width: 30,
      cell: (line) => (line.type === 'row' ? <DirectionMark row={line.row} t={t} /> : null),
    },
    {
      id: 'label',
      label,
      width: kind === 'websocket' ? 84 : 128,
      className: 'mid',
      cell: (line) => (line.type === 'row' ? labelOf(line.row) : t('beats.label')),
    },
    {
      id: 'data',
      label: t('column.data'),
      minWidth: 120,
      cell: (line) =>
        line.type === 'row' ? (
          <span className="mono mid">
            {dataOf(line.row)}
            {line.row.truncated && <span className="tag client">{t('message.cut')}</span>}
          </span>
        ) : (
          <span className="dim">{groupText(line.group, t)}</span>
        ),
    },
    {
      id: 'size',
      label: t('column.size'),
      width: 72,
      align: 'end',
      cell: (line) => (line.type === 'row' ? formatSize(line.row.sizeBytes) : ''),
    },
  ];
  return kind === 'websocket'
    ? [...columns, wireColumn(t)]
    : [...columns.slice(0, 4), idColumn(t), ...columns.slice(4)];
}

function wireColumn(t: TFunction): GridColumn<MessageLine> {
  return {
    id: 'wire',
    label: t('column.wire'),
    width: 72,
    align: 'end',
    className: 'dim',
    cell: (line) => (line.type === 'row' && isFrame(line.row) ? formatSize(line.row.wireBytes) : ''),
  };
}

function idColumn(t: TFunction): GridColumn<MessageLine> {
  return {
    id: 'lastId',
    label: t('column.id'),
    width: 72,
    align: 'end',
    className: 'dim',
    cell: (line) => (line.type === 'row' && !isFrame(line.row) ? line.row.lastEventId : ''),
  };
}

/** Up to the server in one colour, down to the browser in another; the arrow says it without colour. */
export function DirectionMark({ row, t }: { readonly row: MessageRow; readonly t: TFunction }) {
  const direction = directionOf(row);
  return (
    <span className={isFrame(row) ? `way ${direction}` : 'way stream'}>
      <Mark shape={direction} label={t(`direction.${direction}`)} />
    </span>
  );
}
