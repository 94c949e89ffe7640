// Model: what hangs under what in a trace: by span ids first, by what else is known where nobody sent the parent.
import type { ExchangeRow } from './exchange.ts';
import type { SpanRecord } from './span.ts';
import type { TraceRows } from './protocol.ts';
import {
  actionDraft,
  errorDraft,
  exchangeDraft,
  logDraft,
  missingDraft,
  pageDraft,
  spanDraft,
  type TraceDraft,
} from './trace-draft.ts';

/** The rows of a trace by what others know them by. */
class Index {
  readonly spans = new Map<string, TraceDraft>();
  readonly exchanges = new Map<string, TraceDraft>();
  readonly actions = new Map<string, TraceDraft>();
  readonly pages = new Map<string, TraceDraft>();
  readonly missing = new Map<string, TraceDraft>();
  /** By the span id that upstreams were told. */
  readonly told = new Map<string, TraceDraft[]>();
  /** Exchanges that passed their sender's span id on as it was, by that id. */
  readonly passed = new Map<string, TraceDraft[]>();
  readonly actionSpans = new Map<string, TraceDraft>();

  constructor({ actions, exchanges, spans }: TraceRows) {
    for (const record of actions) {
      const made = actionDraft(record);
      this.actions.set(record.id, made);
      this.actionSpans.set(record.spanId, made);
    }
    for (const record of exchanges) this.#addExchange(record);
    // One that is sent twice is one: the last word counts.
    const latest = new Map(spans.map((record) => [record.spanId, record]));
    for (const record of [...latest.values()].sort(byStart)) this.spans.set(record.spanId, spanDraft(record));
  }

  #addExchange(record: ExchangeRow): void {
    const made = exchangeDraft(record);
    this.exchanges.set(record.id, made);
    const { spanId, parentSpanId } = record.trace ?? {};
    if (spanId !== undefined) append(this.told, spanId, made);
    if (parentSpanId !== undefined && (spanId === undefined || spanId === parentSpanId))
      append(this.passed, parentSpanId, made);
  }

  page(pageId: string, url?: string): TraceDraft {
    return cached(this.pages, pageId, () => pageDraft(pageId, url));
  }

  /** The exchange a span was done for, where it is in this trace. */
  host(exchangeId: string | undefined): TraceDraft | undefined {
    return exchangeId === undefined ? undefined : this.exchanges.get(exchangeId);
  }

  /** Whatever has that span id. */
  bySpanId(spanId: string | undefined, host: TraceDraft | undefined): TraceDraft | undefined {
    if (spanId === undefined) return undefined;
    return this.spans.get(spanId) ?? choose(this.told.get(spanId), host) ?? this.actionSpans.get(spanId);
  }
}

/** So that a tree does not depend on the order in which its spans came. */
function byStart(a: SpanRecord, b: SpanRecord): number {
  return a.startedAt - b.startedAt || (a.spanId < b.spanId ? -1 : 1);
}

/** The roots of a trace, with all else below them; times are as they were sent. */
export function plantTrace(rows: TraceRows): readonly TraceDraft[] {
  const index = new Index(rows);
  for (const { record, made } of records(index.actions, rows.actions))
    made.parent = index.page(record.pageId, record.pageUrl);
  for (const { record, made } of records(index.exchanges, rows.exchanges))
    made.parent = exchangeParent(record, made, index);
  for (const made of index.spans.values())
    if (made.subject.kind === 'span') made.parent = spanParent(made.subject.record, made, index);
  const grown = [...index.actions.values(), ...index.exchanges.values(), ...index.spans.values()];
  cutCycles(grown, index);
  const leaves = [...errorLeaves(rows, index), ...logLeaves(rows, index)];
  return hang([...index.pages.values(), ...index.missing.values(), ...grown, ...leaves]);
}

function records<T extends { readonly id: string }>(
  drafts: ReadonlyMap<string, TraceDraft>,
  list: readonly T[],
): readonly { readonly record: T; readonly made: TraceDraft }[] {
  return list.flatMap((record) => {
    const made = drafts.get(record.id);
    return made ? [{ record, made }] : [];
  });
}

function exchangeParent(record: ExchangeRow, made: TraceDraft, index: Index): TraceDraft | undefined {
  const named = record.trace?.parentSpanId;
  const parent = index.bySpanId(named, undefined);
  if (parent && parent !== made) return parent;
  const action = index.actions.get(record.initiator?.actionId ?? '') ?? onlyOne(index.actions);
  if (action) return action;
  return record.pageId === undefined ? undefined : index.page(record.pageId);
}

function spanParent(record: SpanRecord, made: TraceDraft, index: Index): TraceDraft | undefined {
  const { parentSpanId, spanId, kind } = record;
  const host = index.host(record.exchangeId);
  // B3 lets both sides of a call share one id: the server's side hangs under the exchange that told it.
  const serves = kind === 'server';
  const shared = serves ? choose(index.told.get(spanId), host) : undefined;
  if (shared) return shared;
  if (parentSpanId === undefined) return host;
  const passed = serves ? choose(index.passed.get(parentSpanId), host) : undefined;
  const parent = passed ?? index.bySpanId(parentSpanId, host);
  if (parent && parent !== made) return parent;
  if (parent === made) {
    made.notes.push('cycle');
    return host;
  }
  const under = choose(index.passed.get(parentSpanId), host) ?? host ?? onlyOne(index.exchanges);
  const absent = cached(index.missing, `${parentSpanId} ${under?.id}`, () =>
    missingDraft(parentSpanId, under?.id ?? ''),
  );
  absent.parent = under;
  return absent;
}

function errorLeaves({ errors }: TraceRows, index: Index): readonly TraceDraft[] {
  return errors.map((record) => {
    const made = errorDraft(record);
    made.parent =
      index.host(record.exchangeId) ?? index.actions.get(record.actionId ?? '') ?? index.pages.get(record.pageId ?? '');
    return made;
  });
}

function logLeaves({ logs }: TraceRows, index: Index): readonly TraceDraft[] {
  return logs.map((record) => {
    const made = logDraft(record);
    const host = index.host(record.exchangeId);
    made.parent = index.bySpanId(record.spanId, host) ?? host ?? index.pages.get(record.pageId ?? '');
    // A program stamps its lines by the same clock as its spans.
    if (made.parent?.subject.kind === 'span') made.clock = made.parent.clock;
    return made;
  });
}

/** Takes the earliest row of each ring of parents out of it. */
function cutCycles(drafts: readonly TraceDraft[], index: Index): void {
  const done = new Set<TraceDraft>();
  for (const start of drafts) {
    const path = new Set<TraceDraft>();
    let at: TraceDraft | undefined = start;
    while (at && !done.has(at) && !path.has(at)) {
      path.add(at);
      at = at.parent;
    }
    if (at && path.has(at)) cut(ringFrom(at), index);
    for (const passed of path) done.add(passed);
  }
}

function ringFrom(start: TraceDraft): readonly TraceDraft[] {
  const ring = [start];
  for (let at = start.parent; at && at !== start; at = at.parent) ring.push(at);
  return ring;
}

/** What was only guessed gives way first: what a missing parent hangs under, then the exchange of a span without a parent. */
function cut(ring: readonly TraceDraft[], index: Index): void {
  const guessed =
    ring.find(({ subject }) => subject.kind === 'missing') ??
    ring.find(({ subject }) => subject.kind === 'span' && subject.record.parentSpanId === undefined);
  if (guessed) {
    guessed.parent = undefined;
    return;
  }
  const first = ring.reduce((a, b) => (b.from < a.from ? b : a));
  const { subject } = first;
  const host = subject.kind === 'span' ? index.host(subject.record.exchangeId) : undefined;
  first.parent = host && !descends(host, first) ? host : undefined;
  first.notes.push('cycle');
}

function descends(draft: TraceDraft, from: TraceDraft): boolean {
  const seen = new Set<TraceDraft>();
  for (let at: TraceDraft | undefined = draft; at && !seen.has(at); at = at.parent) {
    if (at === from) return true;
    seen.add(at);
  }
  return false;
}

function hang(drafts: readonly TraceDraft[]): readonly TraceDraft[] {
  for (const made of drafts) made.parent?.children.push(made);
  return drafts.filter(({ parent }) => parent === undefined);
}

function choose(candidates: readonly TraceDraft[] | undefined, host: TraceDraft | undefined): TraceDraft | undefined {
  return candidates?.find((one) => one === host) ?? candidates?.[0];
}

function onlyOne(drafts: ReadonlyMap<string, TraceDraft>): TraceDraft | undefined {
  return drafts.size === 1 ? [...drafts.values()][0] : undefined;
}

function append(map: Map<string, TraceDraft[]>, key: string, value: TraceDraft): void {
  const held = map.get(key);
  if (held) held.push(value);
  else map.set(key, [value]);
}

function cached(map: Map<string, TraceDraft>, key: string, make: () => TraceDraft): TraceDraft {
  const held = map.get(key);
  if (held) return held;
  const made = make();
  map.set(key, made);
  return made;
}
