// HMR: one update or reload whose outcome is open: what it must fetch, what it has fetched, and what follows from that.
import type { HmrModule, HmrReason } from '../model/hmr.ts';
import type { Draft } from './ledger.ts';
import type { Page } from './page.ts';

/** A request that may have been caused by an update. */
export interface HotRequest {
  readonly id: string;
  readonly at: number;
  readonly url: URL;
  readonly kind: string;
  /** A request field's value by its lower-case name. */
  readonly header: (name: string) => string | undefined;
}

/** What an update makes the page fetch, told by timestamp, hash or name; never by time alone. */
export interface Want {
  /** Without these it isn't applied; empty where the page needs no request. */
  readonly pieces: readonly string[];
  /** The piece that a request fetches, any other text where it belongs to the update besides; undefined where it doesn't. */
  readonly match: (request: HotRequest) => string | undefined;
  /** The module that a request is for, where nothing else names it. */
  readonly moduleOf?: (request: HotRequest) => HmrModule | undefined;
  /** Why the page was loaded anew when its document was asked for now; undefined where the update can't be why. */
  readonly reloadReason: (fetched: Fetched) => HmrReason | undefined;
}

/** What was fetched so far. */
export interface Fetched {
  readonly requests: number;
  readonly failed: number;
  readonly complete: boolean;
}

interface Fetch {
  readonly piece: string;
  readonly at: number;
  endedAt?: number;
  failed?: boolean;
}

/** How long after its last request an update must stand without a reload to be taken as applied, in milliseconds. */
export const SETTLE_MS = 1_000;
/** Requests of one update that are noted. */
export const MAX_FETCHES = 500;

export class Update {
  readonly draft: Draft;
  readonly page: Page;
  readonly want: Want;
  confirmedAt: number | undefined;
  /** Its build goes on: nothing is decided before it ends. */
  isHeld = false;
  /** When its build ended last; further requests may follow. */
  builtAt = 0;
  readonly #fetches = new Map<string, Fetch>();

  constructor(draft: Draft, page: Page, want: Want) {
    this.draft = draft;
    this.page = page;
    this.want = want;
  }

  /** The instant of its last sign: the message, or a request's beginning or end. */
  get lastAt(): number {
    return Math.max(this.draft.at, ...[...this.#fetches.values()].map(({ at, endedAt }) => endedAt ?? at));
  }

  get firstFetchAt(): number | undefined {
    return this.#fetches.size === 0 ? undefined : Math.min(...[...this.#fetches.values()].map(({ at }) => at));
  }

  get pending(): boolean {
    return [...this.#fetches.values()].some(({ endedAt }) => endedAt === undefined);
  }

  get fetched(): Fetched {
    const all = [...this.#fetches.values()];
    const failed = all.filter((fetch) => fetch.failed).length;
    const have = new Set(all.filter((fetch) => fetch.endedAt !== undefined).map(({ piece }) => piece));
    const complete = failed === 0 && !this.pending && this.want.pieces.every((piece) => have.has(piece));
    return { requests: all.length, failed, complete };
  }

  has(piece: string): boolean {
    return [...this.#fetches.values()].some((fetch) => fetch.piece === piece);
  }

  isFetching(requestId: string): boolean {
    return this.#fetches.has(requestId);
  }

  open(request: HotRequest, piece: string): boolean {
    if (this.#fetches.size >= MAX_FETCHES) return false;
    this.#fetches.set(request.id, { piece, at: request.at });
    return true;
  }

  end(requestId: string, at: number, failed: boolean): boolean {
    const fetch = this.#fetches.get(requestId);
    if (fetch === undefined) return false;
    fetch.endedAt = at;
    fetch.failed = failed;
    return true;
  }
}
