// View: the trace of an exchange: the same tree as in Traces, at the exchange's own row.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ExchangeRow } from '../../../main/model/exchange.ts';
import type { TraceTree } from '../../../main/model/trace-node.ts';
import { formatCount } from '../../kit/format.ts';
import { useMedia } from '../../kit/media.ts';
import { Splitter } from '../../kit/splitter.tsx';
import { setDetail } from '../../store/view-store.ts';
import { SpanHelp } from '../traces/span-help.tsx';
import { TraceFacts } from '../traces/trace-facts.tsx';
import { TraceFoot } from '../traces/trace-foot.tsx';
import { TraceGrid } from '../traces/trace-grid.tsx';
import { ViewerLink } from '../traces/trace-head.tsx';
import { TraceLogs } from '../traces/trace-logs.tsx';
import { findNode } from '../traces/trace-pane.tsx';
import { useTrace } from '../traces/use-trace.ts';
import { TraceChip } from './trace-chip.tsx';
import { useLate } from './use-answer.ts';

/** The Trace tab. */
export function TraceTab({ row }: { readonly row: ExchangeRow }) {
  const { t } = useTranslation('traces');
  const traceId = row.trace?.traceId;
  const answer = useTrace(traceId);
  const late = useLate(answer.busy && !answer.tree);
  if (traceId === undefined) return <NoSpans text={t('tab.noTrace')} />;
  const { tree, rows, error } = answer;
  if (!tree || !rows) {
    const said = error !== undefined ? t('failed', { message: error }) : late ? t('loading') : '';
    return (
      <p className="calm" role="status">
        {said}
      </p>
    );
  }
  return <FoundTrace key={row.id} row={row} traceId={traceId} tree={tree} logs={rows.logs} cut={answer.cut} />;
}

function NoSpans({ text }: { readonly text: string }) {
  return (
    <div className="padded scroll tab-none">
      <p className="say">{text}</p>
      <SpanHelp />
    </div>
  );
}

interface FoundProps {
  readonly row: ExchangeRow;
  readonly traceId: string;
  readonly tree: TraceTree;
  readonly logs: Parameters<typeof TraceLogs>[0]['logs'];
  readonly cut: boolean;
}

function FoundTrace({ row, traceId, tree, logs, cut }: FoundProps) {
  const { t } = useTranslation('traces');
  const own = `exchange ${row.id}`;
  const [selected, setSelected] = useState<string | null>(own);
  const node = selected === null ? undefined : findNode(tree, selected);
  const wide = useMedia('(min-width: 1360px)');
  const facts = node && node.id !== own;
  return (
    <div className="ttab">
      <div className="tpane-rest">
        <Splitter
          orientation="horizontal"
          label={t('splitter.facts')}
          first={
            <TraceGrid
              tree={tree}
              selectedId={node?.id ?? null}
              onSelect={setSelected}
              onOpen={() => document.querySelector<HTMLElement>('[data-trace-facts]')?.focus()}
              onEscape={() => (facts ? setSelected(own) : setDetail(false))}
              markedId={own}
              logs={selected?.startsWith('log ') === true}
              foot={<TraceFoot tree={tree} cut={cut} />}
            />
          }
          second={
            facts ? (
              <TraceFacts node={node} tree={tree} />
            ) : wide && logs.length > 0 ? (
              <TraceLogs logs={logs} traceId={traceId} onSelect={setSelected} />
            ) : undefined
          }
          secondSize="38%"
          secondMin={200}
          firstMin={320}
        />
      </div>
      <div className="ttab-foot row">
        <TraceChip traceId={traceId} row={own} whole />
        <span className="dim cut grow">{tree.spans > 0 && sentence(t, row, tree)}</span>
        <ViewerLink traceId={traceId} spanId={row.trace?.spanId ?? ''} tree={tree} />
      </div>
      {tree.spans === 0 && <NoSpans text={t('tab.noSpans')} />}
    </div>
  );
}

/** `7 spans from 5 services; id added by the proxy; nothing lost on the way`. */
function sentence(
  t: ReturnType<typeof useTranslation<'traces'>>['t'],
  { trace }: ExchangeRow,
  tree: TraceTree,
): string {
  const services = tree.services.length;
  const lost = tree.lost + tree.missing;
  return t('tab.sentence', {
    spans: t('sum.spans', { count: tree.spans, shown: formatCount(tree.spans) }),
    services: t('sum.services', { count: services, shown: formatCount(services) }),
    origin:
      trace?.source === 'generated' ? t('tab.added') : t('tab.from', { field: trace?.field ?? trace?.source ?? '' }),
    lost: lost === 0 ? t('tab.whole') : lostText(t, tree),
  });
}

function lostText(t: ReturnType<typeof useTranslation<'traces'>>['t'], { missing, lost }: TraceTree): string {
  const parts = [
    ...(missing > 0 ? [t('missing.count', { count: missing, shown: formatCount(missing) }).replace(/[.。]$/, '')] : []),
    ...(lost > 0 ? [t('tab.lost', { count: lost, shown: formatCount(lost) })] : []),
  ];
  return parts.join(t('sum.comma'));
}
