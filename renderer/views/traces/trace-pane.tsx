// View: one trace: its tree, and beside it the selected row in full or the log lines.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TraceNode, TraceTree } from '../../../main/model/trace-node.ts';
import { useMedia } from '../../kit/media.ts';
import { Splitter } from '../../kit/splitter.tsx';
import { select, setTraceRow, useView } from '../../store/view-store.ts';
import { useLate } from '../detail/use-answer.ts';
import { TraceFacts } from './trace-facts.tsx';
import { TraceFoot } from './trace-foot.tsx';
import { TraceGrid } from './trace-grid.tsx';
import { TraceHead } from './trace-head.tsx';
import { TraceLogs } from './trace-logs.tsx';
import { nodeName } from './trace-look.ts';
import { useTrace, type TraceAnswer } from './use-trace.ts';

/** Log lines have rows at first in a trace with no more than this many. */
const FEW_LINES = 100;

/** Fills its parent. Mount it anew (by key) for another trace. */
export function TracePane({ traceId, name }: { readonly traceId: string; readonly name: string | undefined }) {
  const answer = useTrace(traceId);
  const { tree } = answer;
  const row = useView((state) => state.traceRow);
  const [choice, setChoice] = useState<boolean>();
  const logs = choice ?? (tree !== undefined && (tree.logs <= FEW_LINES || row?.startsWith('log ') === true));
  const node = tree && row !== null ? findNode(tree, row) : undefined;
  const spanId = node?.subject.kind === 'span' ? node.subject.record.spanId : '';
  const close = () => {
    setTraceRow(null);
    select('traces', null);
  };
  const shown = name ?? (tree?.roots[0] ? nodeName(tree.roots[0]).text : '');
  return (
    <section className="tpane" data-region="detail">
      <TraceHead
        traceId={traceId}
        name={shown}
        tree={tree}
        spanId={spanId}
        logs={logs}
        onLogs={setChoice}
        onClose={close}
      />
      <TraceBody traceId={traceId} answer={answer} node={node} logs={logs} onClose={close} />
    </section>
  );
}

interface BodyProps {
  readonly traceId: string;
  readonly answer: TraceAnswer;
  readonly node: TraceNode | undefined;
  readonly logs: boolean;
  readonly onClose: () => void;
}

function TraceBody({ traceId, answer, node, logs, onClose }: BodyProps) {
  const { t } = useTranslation('traces');
  const { tree, rows, error } = answer;
  const late = useLate(answer.busy && !tree);
  const small = useMedia('(max-width: 1099px)');
  if (!tree || !rows) {
    const said = error !== undefined ? t('failed', { message: error }) : late ? t('loading') : '';
    return (
      <p className="calm" role="status">
        {said}
      </p>
    );
  }
  if (tree.roots.length === 0) return <p className="calm">{t('gone')}</p>;
  const aside = node ? (
    <TraceFacts node={node} tree={tree} />
  ) : (
    <TraceLogs logs={rows.logs} traceId={traceId} onSelect={setTraceRow} />
  );
  return (
    <Splitter
      orientation="horizontal"
      label={t('splitter.facts')}
      first={
        <TraceGrid
          tree={tree}
          selectedId={node?.id ?? null}
          onSelect={setTraceRow}
          onOpen={() => document.querySelector<HTMLElement>('[data-trace-facts]')?.focus()}
          onEscape={() => (node ? setTraceRow(null) : onClose())}
          logs={logs}
          foot={<TraceFoot tree={tree} cut={answer.cut} />}
        />
      }
      second={small && !node ? undefined : aside}
      secondSize={small ? 280 : 340}
      secondMin={220}
      firstMin={360}
    />
  );
}

/** The node with that id. */
export function findNode({ roots }: TraceTree, id: string): TraceNode | undefined {
  const waiting = [...roots];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if (node.id === id) return node;
    waiting.push(...node.children);
  }
  return undefined;
}
