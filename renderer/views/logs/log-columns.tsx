// View: the columns of the logs table.
import type { TFunction } from 'i18next';
import type { LogRecord } from '../../../main/model/log.ts';
import { AnsiText } from '../../kit/ansi/ansi-text.tsx';
import { formatCount, formatTime } from '../../kit/format.ts';
import type { GridColumn } from '../../kit/grid-types.ts';
import { Icon } from '../../kit/icon.tsx';
import { Mark } from '../../kit/mark.tsx';
import { fieldSummary } from '../../store/field-summary.ts';
import type { LogRow } from '../../store/log-rows.ts';
import { logSourceName } from '../../store/log-source.ts';
import { keepLogTrace } from '../../store/view-store.ts';
import { TraceChip } from '../detail/trace-chip.tsx';
import { colouredText, cutLine, ROW_LINES, toLogLines } from './log-lines.ts';
import { LEVEL_LOOKS, sourceColour } from './log-look.ts';

type T = TFunction<'logs'>;

/** Which rows show all their lines, and how to change that. */
export interface OpenRows {
  readonly open: ReadonlySet<string>;
  readonly toggle: (id: string) => void;
}

/** All columns. The trace goes where there is little room. */
export function logColumns(t: T, rows: OpenRows, narrow: boolean): readonly GridColumn<LogRow>[] {
  const columns: GridColumn<LogRow>[] = [
    {
      id: 'time',
      label: t('column.time'),
      width: 112,
      className: 'time',
      cell: ({ record }) => (record ? formatTime(record.at) : <i className="standin" />),
    },
    {
      id: 'level',
      label: t('column.level'),
      width: 76,
      cell: ({ record }) => record && <Level record={record} t={t} />,
    },
    {
      id: 'source',
      label: t('column.source'),
      width: 116,
      className: 'mid',
      cell: ({ record }) => record && <Source source={record.source} />,
    },
    {
      id: 'message',
      label: t('column.message'),
      minWidth: 200,
      className: 'mono logmsg',
      cell: ({ record }) =>
        record ? <Message record={record} rows={rows} t={t} /> : <i className="standin wide" aria-hidden="true" />,
    },
  ];
  if (!narrow)
    columns.push({
      id: 'trace',
      label: t('column.trace'),
      width: 108,
      align: 'end',
      cell: ({ record }) =>
        record?.traceId !== undefined && <TraceChip traceId={record.traceId} onPick={keepLogTrace} />,
    });
  return columns;
}

function Level({ record, t }: { readonly record: LogRecord; readonly t: T }) {
  const { shape, tone } = LEVEL_LOOKS[record.level];
  return (
    <span className="st">
      <Mark shape={shape} tone={tone} />
      <span className={tone === 'dim' ? 'dim' : `t-${tone}`}>{t(`level.${record.level}`)}</span>
    </span>
  );
}

/** A source's bar and name. */
export function Source({ source }: { readonly source: string }) {
  return (
    <span title={source}>
      <i className="srcbar" style={{ background: sourceColour(source) }} />
      {logSourceName(source)}
    </span>
  );
}

function Message({ record, rows, t }: { readonly record: LogRecord; readonly rows: OpenRows; readonly t: T }) {
  const { first, rest } = toLogLines(record);
  const line = cutLine(first);
  const fields = fieldSummary(record);
  const shown = (
    <>
      <AnsiText text={colouredText(record) ?? line} part={line} />
      {fields !== '' && <span className="logmore">{fields}</span>}
    </>
  );
  if (rest.length === 0) return shown;
  const open = rows.open.has(record.id);
  const hidden = rest.length - ROW_LINES;
  return (
    <>
      <span className="logline">
        <span className="cut">{shown}</span>
        <button
          type="button"
          className="morelines"
          aria-expanded={open}
          tabIndex={-1}
          onClick={(event) => {
            event.stopPropagation();
            rows.toggle(record.id);
          }}
        >
          <Icon name={open ? 'down' : 'right'} small />
          {t('moreLines', { count: rest.length, shown: formatCount(rest.length) })}
        </button>
      </span>
      {open && (
        <span className="loglines">
          {rest.slice(0, ROW_LINES).map((line, index) => (
            <span key={index}>{cutLine(line) || ' '}</span>
          ))}
          {hidden > 0 && (
            <span className="dim">{t('linesInDetail', { count: hidden, shown: formatCount(hidden) })}</span>
          )}
        </span>
      )}
    </>
  );
}
