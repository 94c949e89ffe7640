// View: a trace as a tree with bars on one axis; only the rows in sight exist, so 5,000 spans are no strain.
import { useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { TraceTree } from '../../../main/model/trace-node.ts';
import { VirtualGrid } from '../../kit/virtual-grid.tsx';
import { traceColumns } from './trace-columns.tsx';
import { toTraceLines, treeMove, type TraceLine } from './trace-lines.ts';
import './traces.css';

export interface TraceGridProps {
  readonly tree: TraceTree;
  readonly selectedId: string | null;
  readonly onSelect: (id: string | null) => void;
  /** Enter or a double click. */
  readonly onOpen?: (id: string) => void;
  /** Escape. */
  readonly onEscape: () => void;
  /** Rows that stand out: the exchange whose detail this is in. */
  readonly markedId?: string;
  /** Log lines have rows too. */
  readonly logs: boolean;
  readonly foot?: ReactNode;
  readonly empty?: ReactNode;
}

/** Pixels of the name's column at first. */
const NAME_WIDTH = 320;

/** Fills its parent. Mount it anew (by key) for another trace. */
export function TraceGrid(props: TraceGridProps) {
  const { t } = useTranslation('traces');
  const { tree, selectedId, onSelect, markedId, logs } = props;
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const [nameWidth, setNameWidth] = useState(NAME_WIDTH);
  const lines = useMemo(() => toTraceLines(tree.roots, { folded, logs }), [tree, folded, logs]);
  const places = useMemo(() => new Map(lines.map(({ id }, index) => [id, index])), [lines]);
  const columns = useMemo(() => {
    const onFold = (id: string) => setFolded((before) => toggled(before, id));
    return traceColumns(t, { tree, onFold, nameWidth });
  }, [t, tree, nameWidth]);
  const indexOf = (id: string) => places.get(id) ?? -1;
  const onKey = (key: string) => {
    const move = treeMove(key, lines, selectedId === null ? -1 : indexOf(selectedId));
    if (!move) return false;
    if (move.to === 'row') onSelect(move.id);
    else setFolded(toggled(folded, move.id));
    return true;
  };
  return (
    <VirtualGrid<TraceLine>
      label={t('tree')}
      columns={columns}
      count={lines.length}
      version={lines.length}
      rowAt={(index) => lines[index]}
      indexOf={indexOf}
      rowId={({ id }) => id}
      rowClass={({ node, id }) =>
        [node.failed ? 'err' : '', id === markedId ? 'rel' : ''].join(' ').trim() || undefined
      }
      tree={({ place }) => place}
      onKey={onKey}
      selectedId={selectedId}
      onSelect={onSelect}
      {...(props.onOpen ? { onOpen: props.onOpen } : {})}
      onEscape={props.onEscape}
      widths={{ name: nameWidth }}
      onResize={(_column, width) => setNameWidth(width)}
      initialScroll={null}
      foot={props.foot}
      empty={props.empty}
    />
  );
}

function toggled(folded: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(folded);
  if (!next.delete(id)) next.add(id);
  return next;
}
