// Pure: which service called which → places of boxes and lines, left to right.
import { graphlib, layout } from '@dagrejs/dagre';
import type { ServiceCall } from '../../../main/model/protocol.ts';

/** Pixels. */
export const NODE_WIDTH = 148;
export const NODE_HEIGHT = 46;
const LABEL_WIDTH = 116;
const LABEL_HEIGHT = 34;

/** Calls that are drawn at most, the most frequent; the table has them all. */
export const MAX_EDGES = 200;

export interface ServiceBox {
  readonly name: string;
  /** Of the centre, in pixels. */
  readonly x: number;
  readonly y: number;
  /** Calls that came in. */
  readonly count: number;
  readonly errors: number;
  /** What it is, as calls to it say: `db`, `messaging`, …; absent for services that call or speak HTTP. */
  readonly kind?: string;
}

export interface ServiceLine {
  readonly id: string;
  readonly call: ServiceCall;
  readonly points: readonly { readonly x: number; readonly y: number }[];
  /** Where its figures stand: the centre. */
  readonly x: number;
  readonly y: number;
}

export interface ServicePlan {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly ServiceBox[];
  readonly lines: readonly ServiceLine[];
  /** Calls that were left out. */
  readonly left: number;
}

/** What names a call among all. */
export function callId({ from, to, kind }: ServiceCall): string {
  return JSON.stringify([from, to, kind]);
}

/** Takes rings and calls of oneself too. */
export function planServices(calls: readonly ServiceCall[]): ServicePlan {
  const drawn = [...calls].sort((a, b) => b.count - a.count).slice(0, MAX_EDGES);
  const graph = new graphlib.Graph({ multigraph: true });
  graph.setGraph({ rankdir: 'LR', nodesep: 26, ranksep: 40, edgesep: 12, marginx: 16, marginy: 16 });
  for (const name of serviceNames(drawn)) graph.setNode(name, { width: NODE_WIDTH, height: NODE_HEIGHT });
  for (const call of drawn)
    graph.setEdge(call.from, call.to, { width: LABEL_WIDTH, height: LABEL_HEIGHT, labelpos: 'c' }, callId(call));
  layout(graph);
  const { width = 0, height = 0 } = graph.graph() as { width?: number; height?: number };
  return {
    width: Number.isFinite(width) ? width : 0,
    height: Number.isFinite(height) ? height : 0,
    boxes: serviceNames(drawn).map((name) => ({
      name,
      ...pointOf(graph.node(name) as Point),
      ...incoming(name, drawn),
    })),
    lines: drawn.map((call) => {
      const edge = graph.edge({ v: call.from, w: call.to, name: callId(call) }) as Point & {
        points?: readonly Point[];
      };
      return { id: callId(call), call, ...pointOf(edge), points: (edge.points ?? []).map(pointOf) };
    }),
    left: calls.length - drawn.length,
  };
}

interface Point {
  readonly x: number;
  readonly y: number;
}

function pointOf({ x, y }: Point): Point {
  return { x, y };
}

/** Callers before what they call, so that the layout is the same each time. */
function serviceNames(calls: readonly ServiceCall[]): readonly string[] {
  const names = new Set(calls.flatMap(({ from, to }) => [from, to]));
  return [...names].sort((a, b) => Number(b === 'browser') - Number(a === 'browser') || (a < b ? -1 : 1));
}

function incoming(name: string, calls: readonly ServiceCall[]): Pick<ServiceBox, 'count' | 'errors' | 'kind'> {
  const own = calls.filter(({ to }) => to === name);
  const kind = own.find((call) => call.kind !== 'http')?.kind;
  return {
    count: own.reduce((sum, call) => sum + call.count, 0),
    errors: own.reduce((sum, call) => sum + call.errors, 0),
    ...(kind === undefined ? {} : { kind }),
  };
}

/** An SVG path through the points, rounded. */
export function toPath(points: readonly Point[]): string {
  const [first, ...rest] = points;
  if (!first) return '';
  const middle = rest.slice(0, -1).map((point, index) => {
    const next = rest[index + 1] ?? point;
    return `Q ${at(point)} ${at({ x: (point.x + next.x) / 2, y: (point.y + next.y) / 2 })}`;
  });
  const last = rest.at(-1);
  return [`M ${at(first)}`, ...middle, ...(last ? [`L ${at(last)}`] : [])].join(' ');
}

function at({ x, y }: Point): string {
  return `${Math.round(x)} ${Math.round(y)}`;
}
