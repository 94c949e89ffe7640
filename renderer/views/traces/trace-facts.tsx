// View: the selected row of a trace in full.
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { SpanRecord } from '../../../main/model/span.ts';
import type { TraceNode, TraceTree } from '../../../main/model/trace-node.ts';
import { formatCount, formatDuration, formatOffset, formatTime } from '../../kit/format.ts';
import { goTo, goToTraceLogs, openTrace, TRACE_DIGITS } from '../../store/view-store.ts';
import { nodeDuration, nodeName } from './trace-look.ts';

/** Characters of one value that are shown. */
const VALUE_LIMIT = 2_000;

export function TraceFacts({ node, tree }: { readonly node: TraceNode; readonly tree: TraceTree }) {
  const { t } = useTranslation('traces');
  const { text } = nodeName(node);
  return (
    <div className="tfacts" role="region" tabIndex={0} aria-label={t('facts')} data-trace-facts="">
      <h3 className="cap">
        <span className="grow">{t(`kind.${node.subject.kind}`)}</span>
        <Home node={node} />
      </h3>
      <p className="say tfact-name">{text}</p>
      <dl className="kv">
        <Fact name={t('fact.service')} value={node.service} />
        <Fact
          name={t('fact.start')}
          value={`${formatTime(node.from)} (${formatOffset(round(node.from - tree.from))})`}
        />
        <Fact name={t('fact.duration')} value={durationText(node)} />
        <Fact name={t('fact.own')} value={ownTime(node, 'own')} />
        <Fact name={t('fact.between')} value={ownTime(node, 'between')} />
        <Own node={node} />
      </dl>
      <Notes node={node} />
      {node.subject.kind === 'span' && <SpanFacts span={node.subject.record} from={node.from} shiftMs={node.shiftMs} />}
      {node.subject.kind === 'log' && <Values title={t('fact.fields')} values={node.subject.record.fields} />}
    </div>
  );
}

function durationText(node: TraceNode): string | undefined {
  const duration = nodeDuration(node);
  return duration === undefined ? undefined : formatDuration(duration);
}

function ownTime({ gaps }: TraceNode, wanted: 'own' | 'between'): string | undefined {
  const sum = gaps.reduce((total, { kind, from, to }) => total + (kind === wanted ? to - from : 0), 0);
  return sum > 0 ? formatDuration(sum) : undefined;
}

function round(ms: number): number {
  return Math.round(ms * 10) / 10;
}

/** The way to where a row is at home. */
function Home({ node: { subject } }: { readonly node: TraceNode }) {
  const { t } = useTranslation('traces');
  switch (subject.kind) {
    case 'exchange':
      return <Go act={() => goTo('traffic', subject.record.id)}>{t('open.exchange')}</Go>;
    case 'error':
      return <Go act={() => goTo('errors', subject.record.id)}>{t('open.error')}</Go>;
    case 'log': {
      const { traceId } = subject.record;
      return traceId === undefined ? null : <Go act={() => goToTraceLogs(traceId)}>{t('open.logs')}</Go>;
    }
    default:
      return null;
  }
}

function Go({ act, children }: { readonly act: () => void; readonly children: ReactNode }) {
  return (
    <button type="button" className="link" onClick={act}>
      {children}
    </button>
  );
}

/** What only a row of its kind has. */
function Own({ node: { subject } }: { readonly node: TraceNode }) {
  const { t } = useTranslation('traces');
  switch (subject.kind) {
    case 'page':
      return <Fact name={t('fact.page')} value={subject.url} />;
    case 'action':
      return (
        <>
          <Fact name={t('fact.page')} value={subject.record.pageUrl} />
          <Fact name={t('fact.selector')} value={subject.record.selector} />
        </>
      );
    case 'exchange':
      return (
        <>
          <Fact name={t('fact.status')} value={statusText(subject.record)} />
          <Fact name={t('fact.url')} value={subject.record.upstreamUrl ?? subject.record.url} />
          <Fact name={t('fact.spanId')} value={subject.record.trace?.spanId} />
        </>
      );
    case 'span':
      return (
        <>
          <Fact name={t('fact.kind')} value={subject.record.kind} />
          <Fact
            name={t('fact.status')}
            value={[subject.record.status, subject.record.statusMessage].filter(Boolean).join(': ')}
          />
          <Fact name={t('fact.spanId')} value={subject.record.spanId} />
          <Fact name={t('fact.parent')} value={subject.record.parentSpanId} />
          <Fact name={t('fact.scope')} value={subject.record.scope} />
        </>
      );
    case 'log':
      return (
        <>
          <Fact name={t('fact.level')} value={subject.record.level} />
          <Fact name={t('fact.source')} value={subject.record.source} />
          <Fact name={t('fact.spanId')} value={subject.record.spanId} />
          <Fact name={t('fact.more')} value={subject.record.more} />
        </>
      );
    case 'error':
      return <Fact name={t('fact.source')} value={subject.record.source} />;
    case 'missing':
      return <Fact name={t('fact.spanId')} value={subject.spanId} />;
  }
}

function statusText({ status, error }: { readonly status?: number; readonly error?: { readonly message: string } }) {
  return status === undefined ? error?.message : String(status);
}

/** What is odd about a row. */
function Notes({ node }: { readonly node: TraceNode }) {
  const { t } = useTranslation('traces');
  const { notes, shiftMs, subject, service } = node;
  const said = [
    ...(subject.kind === 'missing' ? [t('missing.why')] : []),
    ...(shiftMs === 0 ? [] : [skewText(t, service, shiftMs)]),
    ...notes.map((note) => t(`note.${note}`)),
    ...(subject.kind === 'span' && subject.record.lost > 0
      ? [t('note.lost', { count: subject.record.lost, shown: formatCount(subject.record.lost) })]
      : []),
  ];
  return said.map((sentence) => (
    <p key={sentence} className="mid tnote">
      {sentence}
    </p>
  ));
}

/** How far whose clock was off. */
export function skewText(
  t: ReturnType<typeof useTranslation<'traces'>>['t'],
  service: string,
  offsetMs: number,
): string {
  return t(offsetMs < 0 ? 'skew.ahead' : 'skew.behind', { service, time: formatDuration(Math.abs(offsetMs)) });
}

function SpanFacts({
  span,
  from,
  shiftMs,
}: {
  readonly span: SpanRecord;
  readonly from: number;
  readonly shiftMs: number;
}) {
  const { t } = useTranslation('traces');
  return (
    <>
      <Values title={t('fact.attributes')} values={span.attributes} />
      {span.events.length > 0 && <h4 className="cap gap-above">{t('fact.events')}</h4>}
      {span.events.map((event, index) => (
        <div key={index} className="tevent">
          <p>
            <span className="dim">{formatOffset(round(event.at + shiftMs - from))}</span> {event.name}
          </p>
          <Pairs values={event.attributes} />
        </div>
      ))}
      {span.links.length > 0 && <h4 className="cap gap-above">{t('fact.links')}</h4>}
      {span.links.map((link) => (
        <div key={`${link.traceId} ${link.spanId}`} className="tevent">
          <Go act={() => openTrace(link.traceId, `span ${link.spanId}`)}>
            {t('open.trace', { id: link.traceId.slice(0, TRACE_DIGITS) })}
          </Go>
          <Pairs values={link.attributes} />
        </div>
      ))}
      <Values title={t('fact.resource')} values={span.resource} />
    </>
  );
}

function Values({ title, values }: { readonly title: string; readonly values: Readonly<Record<string, unknown>> }) {
  if (Object.keys(values).length === 0) return null;
  return (
    <>
      <h4 className="cap gap-above">{title}</h4>
      <Pairs values={values} />
    </>
  );
}

function Pairs({ values }: { readonly values: Readonly<Record<string, unknown>> }) {
  return (
    <dl className="kv mono">
      {Object.entries(values).map(([name, value]) => (
        <Fact key={name} name={name} value={valueText(value)} />
      ))}
    </dl>
  );
}

function valueText(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
  return text.length > VALUE_LIMIT ? `${text.slice(0, VALUE_LIMIT)}…` : text;
}

function Fact({ name, value }: { readonly name: string; readonly value: string | undefined }) {
  if (value === undefined || value === '') return null;
  return (
    <div className="fact">
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
