// Model: what belongs to a trace → one tree: page, action, requests, back-end spans, logs and errors, on one clock. Pure.
import type { TraceRows } from './protocol.ts';
import { inOrder, type TraceDraft } from './trace-draft.ts';
import { findGaps } from './trace-gaps.ts';
import type { TraceTree } from './trace-node.ts';
import { plantTrace } from './trace-parents.ts';
import { alignClocks, SKEW_TOLERANCE_MS } from './trace-skew.ts';

/** Grows the tree of a trace. Takes whatever senders tell: rings of parents, missing ones, spans that come twice. */
export function growTrace(rows: TraceRows): TraceTree {
  const roots = [...plantTrace(rows)];
  const skews = alignClocks(inOrder(roots));
  const drafts = inOrder(roots);
  const upwards = [...drafts].reverse();
  for (const draft of upwards) settle(draft);
  roots.sort(byTime);
  for (const draft of drafts) judge(draft);
  const ordered = inOrder(roots);
  const from = roots[0]?.from ?? 0;
  return {
    roots,
    from,
    to: ordered.reduce((latest, draft) => Math.max(latest, draft.to), from),
    services: [...new Set(ordered.filter(hasService).map(({ service }) => service))],
    skews,
    ...counts(ordered),
  };
}

/** What a row takes from those below it, which are settled: their order, its times where it has none, trouble. */
function settle(draft: TraceDraft): void {
  const { children } = draft;
  children.sort(byTime);
  const untimed = draft.clock === undefined;
  if (untimed) draft.from = children[0]?.from ?? 0;
  draft.reach = children.reduce(
    (latest, { reach, subject }) => (subject.kind === 'log' ? latest : Math.max(latest, reach)),
    untimed ? draft.from : draft.to,
  );
  if (untimed) draft.to = draft.reach;
  draft.failedBelow = children.some((child) => child.failed || child.failedBelow);
  draft.gaps = findGaps(draft);
}

function byTime(a: TraceDraft, b: TraceDraft): number {
  return a.from - b.from || b.to - a.to || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

/** How a span stands to what called it. */
function judge(draft: TraceDraft): void {
  const { parent, subject, notes } = draft;
  if (subject.kind !== 'span' || !parent || parent.running) return;
  if (parent.subject.kind !== 'span' && parent.subject.kind !== 'exchange') return;
  if (draft.to - draft.from > parent.to - parent.from + SKEW_TOLERANCE_MS) notes.push('longer');
  else if (draft.from < parent.from - SKEW_TOLERANCE_MS || draft.to > parent.to + SKEW_TOLERANCE_MS)
    notes.push('outside');
}

function hasService({ subject }: TraceDraft): boolean {
  return subject.kind === 'span' || subject.kind === 'exchange';
}

type Counts = Pick<TraceTree, 'exchanges' | 'spans' | 'logs' | 'failures' | 'missing' | 'lost'>;

function counts(drafts: readonly TraceDraft[]): Counts {
  const sums = { exchanges: 0, spans: 0, logs: 0, failures: 0, missing: 0, lost: 0 };
  for (const { subject, failed } of drafts) {
    if (subject.kind === 'exchange') sums.exchanges += 1;
    if (subject.kind === 'log') sums.logs += 1;
    if (subject.kind === 'missing') sums.missing += 1;
    if (subject.kind === 'span') {
      sums.spans += 1;
      sums.lost += subject.record.lost;
    }
    if (failed && subject.kind !== 'log') sums.failures += 1;
  }
  return sums;
}
