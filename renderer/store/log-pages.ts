// Renderer store: the log records that a filter lets through, however many: where pages of them begin, and the pages in sight. Asks, never blocks.
import type { LogRecord } from '../../main/model/log.ts';
import type { LogFilter, LogIndex, Page } from '../../main/model/protocol.ts';
import { idNumber } from './id-order.ts';
import { foldedPages, grow, isBefore, isWhole, pageOf, PAGE_ROWS, start, type BuiltIndex } from './log-index.ts';
import { isStandIn, placeIn, STAND_IN, toRows, type LogRow } from './log-rows.ts';

/** Pages held; those furthest from what is in sight go first. */
export const MAX_PAGES = 50;

/** Pages asked for at once. */
export const MAX_ASKED = 2;

/** How long a changed filter waits for the next letter, in milliseconds. */
export const SETTLE_MS = 120;

/** How often records that were told of, but are not stored yet, are asked for again, in milliseconds. */
export const BEHIND_MS = 200;

/** How often they are asked for without finding any, before they count as lost. */
export const MAX_BEHIND = 20;

/** How often pages in sight are asked for again while their records may still find their requests, in milliseconds. */
export const REFRESH_MS = 1_000;

/** Rows at the end that are there before a followed list grows. */
const TAIL_ROWS = 120;

/** What the session is asked, and how time passes. */
export interface LogAsking {
  index(filter: LogFilter, page: { every: number; afterId?: string; skip?: number }): Promise<LogIndex>;
  rows(page: { afterId?: string; limit: number }, filter: LogFilter): Promise<Page<LogRecord>>;
  /** Runs later; returns what takes it back. */
  later(run: () => void, delayMs: number): () => void;
  /** Milliseconds on any clock that only goes on. */
  now(): number;
}

/** What is wanted of the list. */
export interface LogDemand {
  /** Names the filter: another key is another list. */
  readonly key: string;
  readonly filter: LogFilter;
  /** The newest record's id, as totals tell; undefined while there are none. */
  readonly lastId: string | undefined;
  /** Grows when records that are held may have changed: found their request. */
  readonly changed: number;
  /** Grows when the list is to be made anew: such a change may have others match. */
  readonly again: number;
  /** The end is in sight and stays there. */
  readonly follow: boolean;
  /** What following ended at: later records are new to the reader. null while it goes on. */
  readonly seenThrough: string | null;
}

/** The list as it stands; replaced on every change. */
export interface LogList {
  readonly key: string;
  readonly state: 'loading' | 'ready' | 'failed';
  /** Why it could not be asked for. */
  readonly error?: string;
  /** A newer filter or newer records are being asked for. */
  readonly busy: boolean;
  /** Rows listed. */
  readonly count: number;
  /** Rows that came since following ended. */
  readonly fresh: number;
  /** Older records that match and are left out of the list. */
  readonly folded: number;
  readonly version: number;
}

const NONE: LogList = { key: '', state: 'loading', busy: false, count: 0, fresh: 0, folded: 0, version: 0 };

export class LogPages {
  readonly #ask: LogAsking;
  readonly #listeners = new Set<() => void>();
  readonly #asked = new Set<number>();
  #pages = new Map<number, readonly LogRow[]>();
  #list = NONE;
  #demand: LogDemand | undefined;
  #built: BuiltIndex | undefined;
  #indexing = false;
  #settled = true;
  #takeBack: (() => void) | undefined;
  #behind = 0;
  /** Absolute numbers of the pages in sight. */
  #sight: { readonly first: number; readonly last: number } | undefined;
  #wantedId: string | undefined;
  #picked: { readonly at: number; readonly found: (id: string) => void } | undefined;
  /** Records that match and the reader has seen or could see. */
  #seen: number | undefined;
  #refreshedAt = -Infinity;
  #refreshing = false;
  #changed = 0;
  /** Tells the answers about one session from those about the next. */
  #run = 0;

  constructor(ask: LogAsking) {
    this.#ask = ask;
  }

  readonly getState = (): LogList => this.#list;

  readonly subscribe = (changed: () => void): (() => void) => {
    this.#listeners.add(changed);
    return () => this.#listeners.delete(changed);
  };

  /** Says what is wanted now. What is shown stays until the answer is there. */
  demand(demand: LogDemand): void {
    const before = this.#demand;
    this.#demand = demand;
    const same = before?.key === demand.key;
    if (before && !same && this.#built) this.#settle();
    if (before?.lastId !== demand.lastId || !same) this.#behind = 0;
    if (demand.seenThrough === null) this.#seen = undefined;
    else if (before?.seenThrough !== demand.seenThrough || !same) this.#seen = this.#built?.total;
    this.#count();
    if (demand.changed !== this.#changed) this.#refresh(demand.changed);
    this.#pump();
  }

  /** Says which rows are in sight. */
  sight(first: number, last: number): void {
    const { folded = 0 } = this.#built ?? {};
    this.#sight = {
      first: folded + Math.max(0, Math.floor(first / PAGE_ROWS)),
      last: folded + Math.max(0, Math.floor(last / PAGE_ROWS)),
    };
    this.#pumpPages();
  }

  /** Has `indexOf` know where a record stands, once its page is there. */
  locate(id: string | undefined): void {
    this.#wantedId = id;
    this.#pumpPages();
  }

  /** Tells the id of a stand-in's record once it is there; the last one that was asked for. */
  pick(standIn: string, found: (id: string) => void): void {
    this.#picked = { at: Number(standIn.slice(STAND_IN.length)), found };
    this.#tellPicked();
    this.#pumpPages();
  }

  /** A record that is held. */
  record(id: string | null): LogRecord | undefined {
    const built = this.#built;
    if (!built || id === null || isStandIn(id)) return undefined;
    const rows = this.#pages.get(pageOf(built, id)) ?? [];
    return rows[placeIn(rows, id)]?.record;
  }

  /** Asks again after a fault. */
  retry(): void {
    if (this.#list.state === 'failed') this.#put({ state: this.#built ? 'ready' : 'loading', error: undefined });
    this.#pump();
  }

  /** Forgets all: another session. */
  reset(): void {
    this.#run += 1;
    this.#built = undefined;
    this.#pages = new Map();
    this.#demand = undefined;
    this.#list = { ...NONE, version: this.#list.version + 1 };
    this.#tell();
  }

  /** A record, or a stand-in while its page is on its way. */
  rowAt(index: number): LogRow | undefined {
    const built = this.#built;
    if (!built || index < 0 || index >= this.#list.count) return undefined;
    const at = index + built.folded * PAGE_ROWS;
    return this.#pages.get(Math.floor(at / PAGE_ROWS))?.[at % PAGE_ROWS] ?? { id: STAND_IN + String(at) };
  }

  /** Where a record stands; -1 where it is filtered out, or its page is not there. */
  indexOf(id: string): number {
    const built = this.#built;
    if (!built || isStandIn(id)) return -1;
    const page = pageOf(built, id);
    const at = placeIn(this.#pages.get(page) ?? [], id);
    return at < 0 || page < built.folded ? -1 : (page - built.folded) * PAGE_ROWS + at;
  }

  /** Whether it is known that the list does not hold a record. */
  isOut(id: string): boolean {
    const built = this.#built;
    return built !== undefined && this.#pages.has(pageOf(built, id)) && this.indexOf(id) < 0;
  }

  #settle(): void {
    this.#takeBack?.();
    this.#settled = false;
    this.#takeBack = this.#ask.later(() => {
      this.#settled = true;
      this.#pump();
    }, SETTLE_MS);
  }

  #pump(): void {
    const demand = this.#demand;
    if (!demand || this.#indexing || !this.#settled || this.#list.state === 'failed') return;
    if (this.#built?.key !== demand.key || this.#built.again !== demand.again) void this.#build(demand, undefined);
    else if (isBefore(this.#built.lastId, demand.lastId) && this.#behind < MAX_BEHIND)
      void this.#build(demand, this.#built);
    else this.#put({ busy: false });
  }

  /** Asks where pages begin: from the start, or from where a list ends so far. */
  async #build(demand: LogDemand, before: BuiltIndex | undefined): Promise<void> {
    const run = this.#run;
    this.#indexing = true;
    this.#put({ busy: true });
    try {
      const found = await this.#ask.index(demand.filter, {
        every: PAGE_ROWS,
        ...(before?.lastId === undefined ? {} : { afterId: before.lastId, skip: before.total % PAGE_ROWS }),
      });
      const next = before ? grow(before, found) : start(demand, found);
      const pages = before ? this.#pages : new Map<number, readonly LogRow[]>();
      await this.#fill(next, pages, this.#shownNext(next, demand));
      if (run === this.#run) this.#take(next, pages, demand, (found.lastId ?? '0') === (before?.lastId ?? '0'));
    } catch (fault) {
      if (run === this.#run) this.#fail(fault);
    } finally {
      this.#indexing = false;
      this.#pump();
      this.#pumpPages();
    }
  }

  /** The first page that is shown next: the end where it is followed, else what is in sight. */
  #shownNext(
    next: BuiltIndex,
    { follow }: Pick<LogDemand, 'follow'>,
  ): { readonly first: number; readonly last: number } {
    const last = Math.max(0, next.anchors.length - 1);
    if (follow) return { first: Math.floor(Math.max(0, next.total - TAIL_ROWS) / PAGE_ROWS), last };
    const { first: from = 0, last: to = 0 } = this.#sight ?? {};
    const sight = { first: Math.min(from, last), last: Math.min(to, last) };
    return sight.last - sight.first > 2 ? { first: sight.first, last: sight.first + 2 } : sight;
  }

  async #fill(
    built: BuiltIndex,
    pages: Map<number, readonly LogRow[]>,
    { first, last }: { readonly first: number; readonly last: number },
  ): Promise<void> {
    for (let page = first; page <= last; page += 1) {
      if (isWhole(built, page, pages.get(page))) continue;
      pages.set(page, await this.#fetch(built, page, pages.get(page)));
    }
  }

  #take(next: BuiltIndex, pages: Map<number, readonly LogRow[]>, demand: LogDemand, nothing: boolean): void {
    this.#built = { ...next, folded: foldedPages(next) };
    this.#pages = pages;
    if (isBefore(next.lastId, demand.lastId)) {
      this.#behind = nothing ? this.#behind + 1 : 0;
      if (nothing) this.#wait();
    }
    if (this.#list.key !== next.key && this.#seen !== undefined) this.#seen = next.total;
    this.#put({ key: next.key, state: 'ready', error: undefined });
    this.#count();
  }

  #count(): void {
    const { total = 0, folded = 0 } = this.#built ?? {};
    this.#put({
      count: total - folded * PAGE_ROWS,
      fresh: this.#seen === undefined ? 0 : Math.max(0, total - this.#seen),
      folded: folded * PAGE_ROWS,
    });
  }

  /** Told of, but not stored yet: asks again a little later. */
  #wait(): void {
    this.#settled = false;
    this.#takeBack?.();
    this.#takeBack = this.#ask.later(() => {
      this.#settled = true;
      this.#pump();
    }, BEHIND_MS);
  }

  #refresh(changed: number): void {
    this.#changed = changed;
    if (this.#refreshing) return;
    this.#refreshing = true;
    const wait = Math.max(0, this.#refreshedAt + REFRESH_MS - this.#ask.now());
    this.#ask.later(() => this.#refreshNow(), wait);
  }

  #refreshNow(): void {
    this.#refreshing = false;
    this.#refreshedAt = this.#ask.now();
    const built = this.#built;
    if (!built) return;
    const sight = this.#sight ?? this.#shownNext(built, { follow: true });
    for (let page = sight.first; page <= Math.min(sight.last, sight.first + 1); page += 1) {
      const held = this.#pages.get(page);
      if (!held || this.#asked.has(page)) continue;
      this.#request(built, page, undefined, held);
    }
  }

  #pumpPages(): void {
    const built = this.#built;
    if (!built || this.#list.state === 'failed') return;
    for (const page of this.#wanted(built)) {
      if (this.#asked.size >= MAX_ASKED) return;
      const held = this.#pages.get(page);
      if (!this.#asked.has(page) && !isWhole(built, page, held)) this.#request(built, page, held);
    }
  }

  /** Pages that are to be there: those in sight first, then their neighbours, then the wanted record's. */
  #wanted(built: BuiltIndex): readonly number[] {
    const pages: number[] = [];
    if (this.#sight) {
      const { first, last } = this.#sight;
      for (let page = first; page <= last; page += 1) pages.push(page);
      pages.push(last + 1, first - 1);
    }
    if (this.#wantedId !== undefined) pages.unshift(pageOf(built, this.#wantedId));
    if (this.#picked) pages.unshift(Math.floor(this.#picked.at / PAGE_ROWS));
    return pages.filter((page) => page >= built.folded && page < built.anchors.length);
  }

  /** Asks for a page, or the rest of it; `known` are rows to keep where they are the same. */
  #request(built: BuiltIndex, page: number, held: readonly LogRow[] | undefined, known: readonly LogRow[] = []): void {
    this.#asked.add(page);
    void this.#fetch(built, page, held, known).then(
      (rows) => {
        this.#asked.delete(page);
        if (this.#built?.key !== built.key || this.#built.anchors[page] !== built.anchors[page])
          return this.#pumpPages();
        this.#pages.set(page, rows);
        this.#evict();
        this.#put({});
        this.#tellPicked();
        this.#pumpPages();
      },
      (fault: unknown) => {
        this.#asked.delete(page);
        if (this.#built?.key === built.key) this.#fail(fault);
      },
    );
  }

  /** A page's records; of one that is there in part only the rest is asked for. */
  async #fetch(
    built: BuiltIndex,
    page: number,
    held: readonly LogRow[] = [],
    known: readonly LogRow[] = [],
  ): Promise<readonly LogRow[]> {
    const anchor = built.anchors[page];
    const last = held.at(-1)?.id;
    const afterId = last ?? (anchor === undefined ? undefined : String(idNumber(anchor) - 1));
    const { rows } = await this.#ask.rows(
      { ...(afterId === undefined ? {} : { afterId }), limit: PAGE_ROWS - held.length },
      built.filter,
    );
    return [...held, ...toRows(rows, known)];
  }

  #tellPicked(): void {
    const { at, found } = this.#picked ?? {};
    const row = at === undefined ? undefined : this.#pages.get(Math.floor(at / PAGE_ROWS))?.[at % PAGE_ROWS];
    if (!row) return;
    this.#picked = undefined;
    found?.(row.id);
  }

  #evict(): void {
    const middle = this.#sight ? (this.#sight.first + this.#sight.last) / 2 : Infinity;
    const wanted = this.#wantedId === undefined || !this.#built ? -1 : pageOf(this.#built, this.#wantedId);
    while (this.#pages.size > MAX_PAGES) {
      let furthest = -1;
      for (const page of this.#pages.keys())
        if (page !== wanted && (furthest < 0 || Math.abs(page - middle) > Math.abs(furthest - middle))) furthest = page;
      this.#pages.delete(furthest);
    }
  }

  #fail(fault: unknown): void {
    this.#put({ state: 'failed', busy: false, error: fault instanceof Error ? fault.message : String(fault) });
  }

  #put(change: { [K in keyof LogList]?: LogList[K] | undefined }): void {
    const keys = Object.keys(change) as (keyof LogList)[];
    if (keys.length > 0 && keys.every((key) => this.#list[key] === change[key])) return;
    const { error, ...rest } = { ...this.#list, ...change } as LogList;
    this.#list = { ...rest, ...(error === undefined ? {} : { error }), version: this.#list.version + 1 };
    this.#tell();
  }

  #tell(): void {
    for (const changed of this.#listeners) changed();
  }
}
