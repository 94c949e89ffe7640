// View: the columns of the list of errors: what it is, and when and how often.
import type { TFunction } from 'i18next';
import { formatClock, formatCount } from '../../kit/format.ts';
import type { GridColumn } from '../../kit/grid-types.ts';
import { Mark } from '../../kit/mark.tsx';
import type { ErrorGroup } from '../../store/error-index.ts';
import { splitUrl } from '../../store/row-facts.ts';
import { errorLook, groupFace, groupSources } from './error-look.ts';
import { framePlace, topFrameIndex } from './frame-rows.ts';

type T = TFunction<'errors'>;

export function errorColumns(t: T, isNew: (group: ErrorGroup) => boolean): readonly GridColumn<ErrorGroup>[] {
  return [
    {
      id: 'error',
      label: t('column.error'),
      minWidth: 160,
      className: 'what',
      cell: (group) => <What group={group} fresh={isNew(group)} t={t} />,
    },
    { id: 'seen', label: t('column.seen'), width: 104, align: 'end', cell: (group) => <Seen group={group} t={t} /> },
  ];
}

function What({ group, fresh, t }: { readonly group: ErrorGroup; readonly fresh: boolean; readonly t: T }) {
  const report = groupFace(group);
  const frame = report.stack[topFrameIndex(report.stack)];
  const place = frame && framePlace(frame);
  const page = report.pageUrl === undefined ? undefined : splitUrl(report.pageUrl).path;
  return (
    <>
      <span className="row">
        <Mark {...errorLook(report)} />
        <b className="cut">{report.name}</b>
        <span className="dim cut">{groupSources(group).join(', ')}</span>
        {fresh && (
          <span className="tag info" title={t('freshHint')}>
            {t('fresh')}
          </span>
        )}
      </span>
      <span className="cut message" title={report.message}>
        {report.message}
      </span>
      <span className="cut dim where">
        {place && (
          <span className="mono" title={place.whole}>
            {place.file}
            {place.position}
          </span>
        )}
        {[report.component, page].filter(Boolean).map((part) => (
          <span key={part}>{part}</span>
        ))}
      </span>
    </>
  );
}

function Seen({ group, t }: { readonly group: ErrorGroup; readonly t: T }) {
  return (
    <>
      <span className="dim" title={t('lastSeen')}>
        {formatClock(group.lastAt)}
      </span>
      <span className="dim" title={t('firstSeen')}>
        {group.count > 1 ? t('since', { time: formatClock(group.firstAt) }) : ''}
      </span>
      <span>
        <span className="tag">{t('times', { count: group.count, shown: formatCount(group.count) })}</span>
      </span>
    </>
  );
}
