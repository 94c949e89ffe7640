// View: one error of a group in full: what happened in a sentence, where, the stack, and everything that belongs to it.
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { ErrorReport } from '../../../main/model/error-report.ts';
import { Button, IconButton } from '../../kit/button.tsx';
import { Mark } from '../../kit/mark.tsx';
import { lastEdit, selectErrorIndex, type ErrorGroup } from '../../store/error-index.ts';
import { useErrorReport, useHmrRecord, useSession } from '../../store/session-store.ts';
import { select } from '../../store/view-store.ts';
import { toSlots } from '../detail/sentence-text.tsx';
import { TraceChip } from '../detail/trace-chip.tsx';
import { copyIssue } from './copy-issue.ts';
import { ErrorAround } from './error-around.tsx';
import { ErrorFacts, Occurrences } from './error-facts.tsx';
import { errorLook } from './error-look.ts';
import { toErrorSentences } from './error-sentence.ts';
import { FrameList, openFrame } from './frame-list.tsx';
import { topFrameIndex } from './frame-rows.ts';
import { useErrorTrace } from './use-error-trace.ts';

/** Fills its parent. */
export function ErrorDetail({ id }: { readonly id: string }) {
  const { t } = useTranslation('errors');
  const report = useErrorReport(id);
  const group = useSession((state) => (report ? selectErrorIndex(state).groupOf.get(report.group) : undefined));
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') select('errors', null);
  };
  return (
    <section className="errpane" aria-label={t('detail')} tabIndex={0} onKeyDown={onKeyDown}>
      {report && group ? (
        <Found report={report} group={group} />
      ) : (
        <p className="calm" role="status">
          {t('detail.missing')}
        </p>
      )}
    </section>
  );
}

interface FoundProps {
  readonly report: ErrorReport;
  readonly group: ErrorGroup;
}

function Found({ report, group }: FoundProps) {
  const { t } = useTranslation('errors');
  const trace = useErrorTrace(report, group);
  return (
    <>
      <Head report={report} group={group} onCopy={() => void copyIssue(group, report, trace)} />
      <div className="errcols">
        <div className="padded">
          <FrameList key={`${report.id} ${report.stack.length} ${report.mapped}`} stack={report.stack} />
          <Components report={report} />
          <Occurrences report={report} group={group} />
        </div>
        <div className="padded" tabIndex={0} role="region" aria-label={t('thread')}>
          <ErrorAround report={report} trace={trace} />
          <ErrorFacts report={report} />
        </div>
      </div>
    </>
  );
}

function Head({ report, group, onCopy }: FoundProps & { readonly onCopy: () => void }) {
  const { t } = useTranslation('errors');
  const { shape, tone } = errorLook(report);
  const top = report.stack[topFrameIndex(report.stack)];
  const path = top?.original?.path;
  const about = [
    report.component === undefined ? undefined : t('inComponent', { component: report.component }),
    report.info,
  ];
  return (
    <header className="errhead">
      <div className="row">
        <span className={`tag ${tone}`}>
          <Mark shape={shape} tone={tone} />
          {report.source}
        </span>
        <span className="mid cut grow">{about.filter(Boolean).join(', ')}</span>
        <Button look="ghost" icon="copy" aria-label={t('copy')} onClick={onCopy}>
          <span className="hide-tight">{t('copy')}</span>
        </Button>
        <Button
          look="primary"
          icon="code"
          disabled={path === undefined}
          title={path === undefined ? t(top?.original ? 'frame.noFile' : 'frame.noSource') : path}
          aria-label={`${t('openEditor')} E`}
          aria-keyshortcuts="E"
          onClick={() => top && openFrame(top)}
        >
          <span className="hide-tight">{t('openEditor')}</span> <kbd>E</kbd>
        </Button>
        <IconButton icon="close" label={t('detail.close')} shortcut="Esc" onClick={() => select('errors', null)} />
      </div>
      <h2 title={report.message}>
        {report.name}: {report.message}
      </h2>
      <div className="row wrap">
        <Sentences report={report} group={group} />
        {report.traceId !== undefined && <TraceChip traceId={report.traceId} row={`error ${report.id}`} />}
      </div>
    </header>
  );
}

function Sentences({ report, group }: FoundProps) {
  const { t } = useTranslation('errors');
  const hmr = useHmrRecord(report.hmrId);
  const fresh = useSession((state) => group.firstAt >= (lastEdit(state.hmr)?.at ?? Infinity));
  return (
    <p className="mid">
      {toErrorSentences(group, report, { hmr, fresh }, t('change')).map(({ key, values }) => (
        <span key={key}>{t(`sentence.${key}`, toSlots(values))} </span>
      ))}
    </p>
  );
}

/** The components around it, the outermost first, and the names of its properties. */
function Components({ report }: { readonly report: ErrorReport }) {
  const { t } = useTranslation('errors');
  const { componentStack = [], props = [] } = report;
  if (componentStack.length === 0 && props.length === 0) return null;
  return (
    <>
      <h3 className="cap gap-above">{t('components')}</h3>
      {componentStack.length > 0 && (
        <p className="mono path">
          {[...componentStack].reverse().map((name, index) => (
            <span key={index}>
              {index > 0 && <span className="dim"> › </span>}
              {index === componentStack.length - 1 ? <b>{name}</b> : name}
            </span>
          ))}
        </p>
      )}
      {props.length > 0 && (
        <p className="mid">
          {t('props')} <span className="mono">{props.join(', ')}</span>
        </p>
      )}
    </>
  );
}
