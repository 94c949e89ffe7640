// View: what happened around an error, in order of time, each a link to where it stands.
import { useTranslation } from 'react-i18next';
import type { ReactNode } from 'react';
import type { ErrorReport } from '../../../main/model/error-report.ts';
import { formatCount, formatDuration, formatOffset } from '../../kit/format.ts';
import { Mark, type MarkShape, type MarkTone } from '../../kit/mark.tsx';
import { statusLook } from '../../kit/status-mark.tsx';
import { rowFacts } from '../../store/row-facts.ts';
import { useHmrRecord } from '../../store/session-store.ts';
import { goTo, goToTrace, select } from '../../store/view-store.ts';
import { LEVEL_LOOKS } from '../logs/log-look.ts';
import { hmrLook } from '../hmr/hmr-look.ts';
import { subjectName } from '../hmr/hmr-subject.ts';
import { errorLook } from './error-look.ts';
import { toThread, type ThreadEntry } from './error-thread.ts';
import type { ErrorTrace } from './use-error-trace.ts';

export function ErrorAround({ report, trace }: { readonly report: ErrorReport; readonly trace: ErrorTrace }) {
  const { t } = useTranslation('errors');
  const hmr = useHmrRecord(report.hmrId);
  const { entries, left } = toThread(report, { ...trace, hmr });
  const { traceId } = report;
  return (
    <>
      <h3 className="cap">
        <span className="grow">{t('thread')}</span>
        {traceId !== undefined && trace.exchanges.length > 0 && (
          <button type="button" className="link" onClick={() => goToTrace(traceId)}>
            {t('thread.requests', { count: trace.exchanges.length, shown: formatCount(trace.exchanges.length) })}
          </button>
        )}
      </h3>
      <ul className="thread-list">
        {entries.map((entry) => (
          <Entry key={`${entry.kind} ${entry.id}`} entry={entry} from={report.at} />
        ))}
      </ul>
      {left > 0 && <p className="dim">{t('thread.left', { count: left, shown: formatCount(left) })}</p>}
      {entries.length === 1 && <p className="dim">{t(traceId === undefined ? 'thread.noTrace' : 'thread.alone')}</p>}
      {trace.fault !== undefined && <p className="dim">{t('thread.failed', { message: trace.fault })}</p>}
    </>
  );
}

function Entry({ entry, from }: { readonly entry: ThreadEntry; readonly from: number }) {
  const here = entry.kind === 'error' && entry.here;
  return (
    <li className={here ? 'here' : undefined}>
      <span>{formatOffset(Math.round((entry.at - from) * 10) / 10)}</span>
      <span>
        <Mark {...lookOf(entry)} />
      </span>
      <What entry={entry} />
      <Note entry={entry} />
    </li>
  );
}

function lookOf(entry: ThreadEntry): { readonly shape: MarkShape; readonly tone: MarkTone } {
  switch (entry.kind) {
    case 'hmr':
      return hmrLook(entry.record);
    case 'action':
      return { shape: 'ringed', tone: 'none' };
    case 'exchange':
      return statusLook(entry.record);
    case 'log':
      return LEVEL_LOOKS[entry.record.level];
    case 'error':
      return errorLook(entry.record);
  }
}

function Go({
  act,
  title,
  children,
}: {
  readonly act: () => void;
  readonly title?: string;
  readonly children: ReactNode;
}) {
  return (
    <button type="button" className="link cut" title={title} onClick={act}>
      {children}
    </button>
  );
}

function What({ entry }: { readonly entry: ThreadEntry }) {
  const { t } = useTranslation('errors');
  switch (entry.kind) {
    case 'hmr':
      return (
        <span>
          <Go act={() => goTo('hmr', entry.id)}>
            {t(`thread.${entry.record.type === 'full-reload' ? 'reload' : 'update'}`, {
              subject: subjectName(entry.record) ?? t('change'),
            })}
          </Go>
        </span>
      );
    case 'action':
      return (
        <span title={entry.record.selector}>
          <span className="dim">{entry.record.action}</span> {entry.record.label}
        </span>
      );
    case 'exchange': {
      const { path, search } = rowFacts(entry.record).url;
      return (
        <span>
          <Go act={() => goTo('traffic', entry.id)} title={entry.record.url}>
            {entry.record.method} {path}
            {search}
          </Go>
        </span>
      );
    }
    case 'log':
      return (
        <span title={entry.record.message}>
          <span className="dim">{entry.record.source.replace(/^process:/, '')}</span> {entry.record.message}
        </span>
      );
    case 'error':
      return (
        <span title={entry.record.message}>
          {entry.here ? (
            <span className="med">{entry.record.name}</span>
          ) : (
            <Go act={() => select('errors', entry.id)}>
              {entry.record.name}: {entry.record.message}
            </Go>
          )}
        </span>
      );
  }
}

function Note({ entry }: { readonly entry: ThreadEntry }) {
  switch (entry.kind) {
    case 'hmr':
      return <span className="dim">{formatDuration(entry.record.durationMs)}</span>;
    case 'action':
      return <span />;
    case 'exchange':
      return <span className="dim">{entry.record.status ?? formatDuration(entry.record.timings.total)}</span>;
    case 'log':
      return <span className="dim">{entry.record.level.toUpperCase()}</span>;
    case 'error':
      return <span className="dim">{entry.record.count > 1 ? `×${formatCount(entry.record.count)}` : ''}</span>;
  }
}
