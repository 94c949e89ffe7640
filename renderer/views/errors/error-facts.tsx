// View: where an error happened, the request it belongs to, and each time it was told of.
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ErrorReport } from '../../../main/model/error-report.ts';
import { formatCount, formatDuration, formatTime } from '../../kit/format.ts';
import { Mark } from '../../kit/mark.tsx';
import { StatusMark } from '../../kit/status-mark.tsx';
import { selectErrorIndex, type ErrorGroup } from '../../store/error-index.ts';
import { pagePath } from '../../store/page-records.ts';
import { rowFacts, splitUrl } from '../../store/row-facts.ts';
import { useExchangeRow, usePage, useSession } from '../../store/session-store.ts';
import { goTo, select, setPageScope } from '../../store/view-store.ts';
import { errorLook } from './error-look.ts';
import { processName } from './error-sentence.ts';
import { browserName } from './browser-name.ts';

/** Reports of a group listed; the latest. */
const MAX_OCCURRENCES = 50;

export function ErrorFacts({ report }: { readonly report: ErrorReport }) {
  const { t } = useTranslation('errors');
  return (
    <>
      <FailingRequest id={report.exchangeId} />
      <AlsoSeen report={report} />
      <h3 className="cap gap-above">{t('where')}</h3>
      <dl className="kv">
        <PageFact report={report} />
        {report.component !== undefined && <Fact name={t('fact.component')}>{report.component}</Fact>}
        {report.info !== undefined && <Fact name={t('fact.info')}>{report.info}</Fact>}
        {report.action !== undefined && <Fact name={t('fact.action')}>{report.action}</Fact>}
        {report.process !== undefined && <Fact name={t('fact.process')}>{processName(report)}</Fact>}
        {report.userAgent !== undefined && (
          <Fact name={t('fact.browser')}>
            <span title={report.userAgent}>{browserName(report.userAgent)}</span>
          </Fact>
        )}
      </dl>
    </>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd className="cut">{children}</dd>
    </>
  );
}

function PageFact({ report }: { readonly report: ErrorReport }) {
  const { t } = useTranslation('errors');
  const page = usePage(report.pageId);
  if (report.pageUrl === undefined && !page) return null;
  const { path, search } = splitUrl(report.pageUrl ?? page?.url ?? '');
  return (
    <Fact name={t('fact.page')}>
      {page ? (
        <button
          type="button"
          className="link cut"
          title={t('fact.pageScope', { path: pagePath(page) })}
          onClick={() => setPageScope(page.id)}
        >
          {path + search}
        </button>
      ) : (
        path + search
      )}
    </Fact>
  );
}

function FailingRequest({ id }: { readonly id: string | undefined }) {
  const { t } = useTranslation('errors');
  const row = useExchangeRow(id);
  if (id === undefined) return null;
  return (
    <>
      <h3 className="cap gap-above">{t('request')}</h3>
      <ul className="err-list">
        <li>
          {row && <StatusMark status={row.status} state={row.state} word={String(row.status ?? '')} />}
          <button type="button" className="link cut" title={row?.url} onClick={() => goTo('traffic', id)}>
            {row ? `${row.method} ${rowFacts(row).url.path}` : `#${id}`}
          </button>
          <span className="grow" />
          {row && <span className="dim">{formatDuration(row.timings.total)}</span>}
        </li>
      </ul>
    </>
  );
}

/** Errors of the same trace in other groups. */
function AlsoSeen({ report }: { readonly report: ErrorReport }) {
  const { t } = useTranslation('errors');
  const same = useSession((state) =>
    report.traceId === undefined ? undefined : selectErrorIndex(state).byTrace.get(report.traceId),
  );
  // One of each group: the latest.
  const others = [...new Map((same ?? []).map((other) => [other.group, other])).values()].filter(
    (other) => other.group !== report.group,
  );
  if (others.length === 0) return null;
  return (
    <>
      <h3 className="cap gap-above">{t('also')}</h3>
      <ErrorLines errors={others} />
    </>
  );
}

/** Errors as lines, each a link to the Errors view. */
export function ErrorLines({ errors }: { readonly errors: readonly ErrorReport[] }) {
  const { t } = useTranslation('errors');
  return (
    <ul className="err-list">
      {errors.slice(-MAX_OCCURRENCES).map((report) => (
        <li key={report.id}>
          <Mark {...errorLook(report)} />
          <button type="button" className="link cut" title={report.message} onClick={() => goTo('errors', report.id)}>
            {report.name}: {report.message}
          </button>
          <span className="grow" />
          <span className="dim">
            {report.count > 1 && `${t('times', { count: report.count, shown: formatCount(report.count) })}, `}
            {formatTime(report.at)}
          </span>
        </li>
      ))}
    </ul>
  );
}

export function Occurrences({ report, group }: { readonly report: ErrorReport; readonly group: ErrorGroup }) {
  const { t } = useTranslation('errors');
  if (group.reports.length < 2) return null;
  return (
    <>
      <h3 className="cap gap-above">
        {t('occurrencesTitle', { count: group.reports.length, shown: formatCount(group.reports.length) })}
      </h3>
      <table className="fields err-times">
        <thead>
          <tr>
            <th scope="col">{t('times.at')}</th>
            <th scope="col">{t('times.count')}</th>
            <th scope="col">{t('fact.page')}</th>
            <th scope="col">{t('fact.action')}</th>
          </tr>
        </thead>
        <tbody>
          {group.reports
            .slice(-MAX_OCCURRENCES)
            .reverse()
            .map((one) => (
              <tr key={one.id} className={one.id === report.id ? 'on' : undefined}>
                <td>
                  <button
                    type="button"
                    className="link"
                    aria-current={one.id === report.id}
                    onClick={() => select('errors', one.id)}
                  >
                    {formatTime(one.at)}
                  </button>
                </td>
                <td>{formatCount(one.count)}</td>
                <td>{one.pageUrl === undefined ? '' : splitUrl(one.pageUrl).path}</td>
                <td>{one.action ?? ''}</td>
              </tr>
            ))}
        </tbody>
      </table>
    </>
  );
}
