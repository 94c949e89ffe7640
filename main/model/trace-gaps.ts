// Model: the time of a row that nothing below it covers, and what that time was.
import type { TraceDraft } from './trace-draft.ts';
import type { TraceGap } from './trace-node.ts';

/** Shortest time that is told of, in milliseconds. */
export const SHORTEST_GAP_MS = 0.01;

interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** The gaps of a row whose children are in order of time. None where nothing below it lasts. */
export function findGaps(draft: TraceDraft): readonly TraceGap[] {
  const covering = draft.children.filter(({ subject }) => subject.kind !== 'log' && subject.kind !== 'error');
  if (covering.length === 0 || draft.clock === undefined || draft.subject.kind === 'action') return [];
  const first = Math.min(...ends(covering, 'from'));
  const last = Math.max(...ends(covering, 'to'));
  const calls = isCaller(draft);
  const bounds = calls ? callTime(draft) : draft;
  return uncovered(bounds, covering).map(({ from, to }) => ({
    kind: calls && (to <= first || from >= last) ? 'between' : 'own',
    from,
    to,
  }));
}

function ends(drafts: readonly TraceDraft[], end: 'from' | 'to'): readonly number[] {
  return drafts.map((draft) => draft[end]);
}

/** It waited for what is below it, elsewhere. */
function isCaller({ subject }: TraceDraft): boolean {
  return subject.kind === 'exchange' || (subject.kind === 'span' && subject.record.kind === 'client');
}

/** When a call was under way: of an exchange its wait, as the phases before and after have names of their own. */
function callTime({ subject, from, to }: TraceDraft): Stretch {
  if (subject.kind !== 'exchange') return { from, to };
  const { blocked, dns, connect, tls, send, wait } = subject.record.timings;
  const sent = [blocked, dns, connect, tls, send].reduce((sum, phase) => sum + Math.max(0, phase), from);
  return { from: sent, to: Math.min(to, sent + Math.max(0, wait)) };
}

/** What is left of a stretch without those that lie over it. */
export function uncovered({ from, to }: Stretch, over: readonly Stretch[]): readonly Stretch[] {
  const left: Stretch[] = [];
  let at = from;
  for (const one of [...over].sort((a, b) => a.from - b.from)) {
    if (one.from >= to) break;
    if (one.from - at >= SHORTEST_GAP_MS) left.push({ from: at, to: one.from });
    at = Math.max(at, one.to);
  }
  if (to - at >= SHORTEST_GAP_MS) left.push({ from: at, to });
  return left;
}
