// View: the columns of the list of HMR records.
import type { TFunction } from 'i18next';
import type { HmrRecord } from '../../../main/model/hmr.ts';
import { formatCount, formatDuration, formatTime, NONE } from '../../kit/format.ts';
import type { GridColumn } from '../../kit/grid-types.ts';
import { Mark } from '../../kit/mark.tsx';
import { hmrLook, hmrState } from './hmr-look.ts';
import { hmrSubject } from './hmr-subject.ts';
import { LatencyBar } from './latency-bar.tsx';
import { axisTicks } from './latency-parts.ts';

type T = TFunction<'hmr'>;

/** All columns; `narrow` leaves out those that the detail tells as well. */
export function hmrColumns(t: T, axisMs: number, narrow: boolean): readonly GridColumn<HmrRecord>[] {
  const name = (id: string) => t(`column.${id}`);
  const columns: readonly (GridColumn<HmrRecord> | false)[] = [
    { id: 'time', label: name('time'), width: 112, className: 'time', cell: (record) => formatTime(record.at) },
    {
      id: 'type',
      label: name('type'),
      width: 116,
      cell: (record) => <TypeMark record={record} word={t(`type.${record.type}`)} />,
    },
    { id: 'file', label: name('file'), minWidth: 150, className: 'p', cell: (record) => subjectCell(record, t) },
    !narrow && {
      id: 'dialect',
      label: name('dialect'),
      width: 124,
      className: 'mid',
      cell: (record) => record.dialect,
    },
    {
      id: 'modules',
      label: name('modules'),
      width: 66,
      align: 'end',
      className: 'mid',
      cell: (record) => (record.modules.length === 0 ? NONE : formatCount(record.modules.length)),
    },
    { id: 'state', label: name('state'), width: 126, className: 'mid', cell: (record) => stateCell(record, t) },
    {
      id: 'duration',
      label: name('duration'),
      width: 82,
      align: 'end',
      cell: (record) => formatDuration(record.durationMs),
    },
    {
      id: 'latency',
      label: name('latency'),
      head: <LatencyHead label={name('latency')} axisMs={axisMs} />,
      width: narrow ? 240 : 340,
      className: 'wf',
      cell: (record) => <LatencyBar record={record} axisMs={axisMs} />,
    },
  ];
  return columns.filter((column) => column !== false);
}

/** A record's type as a mark and its word. */
export function TypeMark({ record, word }: { readonly record: HmrRecord; readonly word: string }) {
  const { shape, tone } = hmrLook(record);
  return (
    <span className="st">
      <Mark shape={shape} tone={tone} />
      <span className={tone === 'server' || tone === 'client' ? `t-${tone}` : undefined}>{word}</span>
    </span>
  );
}

function subjectCell(record: HmrRecord, t: T) {
  const subject = hmrSubject(record);
  if (!subject) return <span className="dim">{record.direction === 'out' ? t('fromPage') : NONE}</span>;
  return (
    <span title={subject.full}>
      {subject.folder}
      <b>{subject.name}</b>
      {subject.more > 0 && <span className="dim"> {t('more', { shown: formatCount(subject.more) })}</span>}
      {record.name !== undefined && subject.full !== record.name && <span className="dim"> {record.name}</span>}
      {record.direction === 'out' && <span className="dim"> {t('fromPage')}</span>}
    </span>
  );
}

function stateCell(record: HmrRecord, t: T) {
  const state = hmrState(record);
  const tone = state === 'standing' ? 't-server' : state === 'failed' ? 't-client' : undefined;
  return <span className={tone}>{t(`state.${state}`)}</span>;
}

function LatencyHead({ label, axisMs }: { readonly label: string; readonly axisMs: number }) {
  return (
    <span className="whead">
      <span className="unseen">{label}</span>
      {axisTicks(axisMs).map((tick) => (
        <span key={tick} style={{ left: `${(tick / axisMs) * 100}%` }} aria-hidden="true">
          {tick === 0 ? '0' : formatDuration(tick).replace(/\.0+(?= )|(\.\d*?)0+(?= )/, '$1')}
        </span>
      ))}
    </span>
  );
}
