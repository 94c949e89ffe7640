// Pure: a trace's tree → the rows of a grid, and where keys lead in it.
import type { TraceNode } from '../../../main/model/trace-node.ts';
import type { TreePlace } from '../../kit/grid-types.ts';

export interface TraceLine {
  /** The node's. */
  readonly id: string;
  readonly node: TraceNode;
  readonly place: TreePlace;
  /** Index of the line it hangs under; -1 for a root. */
  readonly parent: number;
}

export interface LineOptions {
  /** Nodes whose rows are hidden below them. */
  readonly folded: ReadonlySet<string>;
  /** Log lines have rows too, not only marks. */
  readonly logs: boolean;
}

interface Waiting {
  readonly node: TraceNode;
  readonly level: number;
  readonly parent: number;
  readonly position: number;
  readonly siblings: number;
}

/** The rows in order, parents before their children. Needs no stack, however deep the tree is. */
export function toTraceLines(roots: readonly TraceNode[], { folded, logs }: LineOptions): readonly TraceLine[] {
  const lines: TraceLine[] = [];
  const waiting: Waiting[] = [];
  const put = (nodes: readonly TraceNode[], level: number, parent: number) => {
    for (let i = nodes.length - 1; i >= 0; i -= 1) {
      const node = nodes[i];
      if (node) waiting.push({ node, level, parent, position: i + 1, siblings: nodes.length });
    }
  };
  put(shown(roots, logs), 1, -1);
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { node, level, parent, position, siblings } = next;
    const below = shown(node.children, logs);
    const place = { level, position, siblings };
    const open = !folded.has(node.id);
    lines.push({ id: node.id, node, parent, place: below.length === 0 ? place : { ...place, open } });
    if (open) put(below, level + 1, lines.length - 1);
  }
  return lines;
}

function shown(nodes: readonly TraceNode[], logs: boolean): readonly TraceNode[] {
  return logs ? nodes : nodes.filter(({ subject }) => subject.kind !== 'log');
}

export type TreeMove =
  { readonly to: 'fold' | 'unfold'; readonly id: string } | { readonly to: 'row'; readonly id: string } | undefined;

/** What Left and Right mean on a row (WAI-ARIA treegrid pattern); undefined for other keys. */
export function treeMove(key: string, lines: readonly TraceLine[], index: number): TreeMove {
  const line = lines[index];
  if (!line) return undefined;
  const { open } = line.place;
  if (key === 'ArrowRight') {
    if (open === false) return { to: 'unfold', id: line.id };
    const next = lines[index + 1];
    return open && next ? { to: 'row', id: next.id } : undefined;
  }
  if (key !== 'ArrowLeft') return undefined;
  if (open) return { to: 'fold', id: line.id };
  const parent = lines[line.parent];
  return parent && { to: 'row', id: parent.id };
}
