// Model: clocks of other hosts set to the proxy's, by what must be so: what is called begins and ends within what called it.
import type { TraceDraft } from './trace-draft.ts';
import { OWN_CLOCK } from './trace-draft.ts';
import type { TraceSkew } from './trace-node.ts';

/** By how much a row may stick out before its clock is thought wrong, in milliseconds: clocks are read to the millisecond. */
export const SKEW_TOLERANCE_MS = 1;

/** Offsets of a clock with which one call fits, both ends included. */
interface Fit {
  readonly least: number;
  readonly most: number;
}

interface Call {
  readonly caller: TraceDraft;
  readonly called: TraceDraft;
}

/**
 * Moves rows whose clock is wrong, all of one clock by the same time, and tells which. A clock is set in the order of the tree, by
 * all calls from clocks that are set. `drafts` have parents before their children.
 */
export function alignClocks(drafts: readonly TraceDraft[]): readonly TraceSkew[] {
  const calls = callsByClock(drafts);
  const offsets = new Map<string, number>([[OWN_CLOCK, 0]]);
  for (const draft of drafts) {
    const { clock } = draft;
    if (clock === undefined || offsets.has(clock)) continue;
    const fits = (calls.get(clock) ?? []).flatMap((call) => {
      const base = offsets.get(call.caller.clock ?? OWN_CLOCK);
      return base === undefined ? [] : [toFit(call, base)];
    });
    offsets.set(clock, bestOffset(fits));
  }
  return move(drafts, offsets);
}

/** Calls from one clock to another, by the latter. */
function callsByClock(drafts: readonly TraceDraft[]): ReadonlyMap<string, Call[]> {
  const calls = new Map<string, Call[]>();
  for (const called of drafts) {
    if (called.subject.kind !== 'span' || called.clock === undefined) continue;
    const caller = timedParent(called);
    if (!caller || caller.clock === called.clock) continue;
    const held = calls.get(called.clock);
    if (held) held.push({ caller, called });
    else calls.set(called.clock, [{ caller, called }]);
  }
  return calls;
}

/** The nearest row above with times of its own. */
function timedParent(draft: TraceDraft): TraceDraft | undefined {
  let at = draft.parent;
  while (at && at.clock === undefined) at = at.parent;
  return at;
}

/** What the caller allows. What goes on by itself, or lasts longer than its caller, is only held to its start. */
function toFit({ caller, called }: Call, base: number): Fit {
  const least = caller.from + base - called.from;
  const latest = caller.to + base;
  if (isOpenEnded(caller, called)) return { least, most: Infinity };
  const ends = called.to - called.from <= caller.to - caller.from;
  return { least, most: latest - (ends ? called.to : called.from) };
}

function isOpenEnded(caller: TraceDraft, { subject }: TraceDraft): boolean {
  if (caller.running || caller.subject.kind === 'action') return true;
  if (subject.kind === 'span' && subject.record.kind === 'consumer') return true;
  return caller.subject.kind === 'span' && caller.subject.record.kind === 'producer';
}

/** The middle of what most calls allow; 0 where no other offset would do better. */
export function bestOffset(fits: readonly Fit[]): number {
  const asSent = fits.filter(
    ({ least, most }) => least - SKEW_TOLERANCE_MS <= 0 && most + SKEW_TOLERANCE_MS >= 0,
  ).length;
  const best = mostAllowed(fits);
  if (!best || asSent >= best.calls) return 0;
  return best.most === Infinity ? best.least : (best.least + best.most) / 2;
}

/** The first range of offsets that the most calls allow. */
function mostAllowed(fits: readonly Fit[]): (Fit & { readonly calls: number }) | undefined {
  const edges = fits
    .flatMap(({ least, most }) => [
      { at: least, opens: true },
      { at: most, opens: false },
    ])
    .sort((a, b) => (a.at === b.at ? Number(b.opens) - Number(a.opens) : a.at < b.at ? -1 : 1));
  let open = 0;
  let best: { least: number; most: number; calls: number } | undefined;
  for (const [index, edge] of edges.entries()) {
    open += edge.opens ? 1 : -1;
    const next = edges[index + 1];
    if (edge.opens && next && open > (best?.calls ?? 0)) best = { least: edge.at, most: next.at, calls: open };
  }
  return best;
}

function move(drafts: readonly TraceDraft[], offsets: ReadonlyMap<string, number>): readonly TraceSkew[] {
  const told = new Map<string, number>();
  for (const draft of drafts) {
    const offsetMs = offsets.get(draft.clock ?? OWN_CLOCK) ?? 0;
    if (offsetMs === 0) continue;
    draft.from += offsetMs;
    draft.to += offsetMs;
    draft.shiftMs = offsetMs;
    if (draft.subject.kind === 'span') told.set(draft.subject.record.service, offsetMs);
  }
  return [...told].map(([service, offsetMs]) => ({ service, offsetMs }));
}
