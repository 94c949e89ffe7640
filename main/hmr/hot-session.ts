// HMR: one connection between a page and its development server, from the moment it is known to be one: what a dialect writes to.
import type { HmrDialect, HmrError, HmrReason, HmrRecord, HmrType } from '../model/hmr.ts';
import type { HotMessage } from './dialect.ts';
import type { Draft, Ledger } from './ledger.ts';
import type { Page } from './page.ts';
import type { Update, Want } from './update.ts';
import type { Updates } from './updates.ts';

/** What a dialect knows of a record beyond its type. */
export type Facts = Partial<
  Pick<
    HmrRecord,
    | 'name'
    | 'files'
    | 'modules'
    | 'key'
    | 'error'
    | 'moreErrors'
    | 'warnings'
    | 'reason'
    | 'detail'
    | 'triggeredBy'
    | 'latency'
  >
>;

export interface HotSessionOptions {
  readonly dialect: HmrDialect;
  readonly socketExchangeId: string;
  readonly page: Page;
  readonly ledger: Ledger;
  readonly updates: Updates;
}

export class HotSession {
  readonly page: Page;
  readonly #options: HotSessionOptions;
  #isConnected = false;
  /** Errors that no later build has ended; the last is what the page shows. */
  #standing: Draft[] = [];
  #lastUpdate: Update | undefined;

  constructor(options: HotSessionOptions) {
    this.#options = options;
    this.page = options.page;
  }

  /** The page shows an error of a build that no later one has ended. */
  get isBroken(): boolean {
    return this.#standing.length > 0;
  }

  /** The update before. */
  get lastUpdate(): Update | undefined {
    return this.#lastUpdate;
  }

  add(message: Omit<HotMessage, 'json'>, type: HmrType, facts: Facts = {}): Draft {
    const { dialect, socketExchangeId, page, ledger } = this.#options;
    return ledger.create({
      at: message.at,
      dialect,
      type,
      files: [],
      modules: [],
      exchangeIds: [],
      socketExchangeId,
      ...(message.direction === 'out' && { direction: 'out' as const }),
      ...(message.frameId !== undefined && { frameId: message.frameId }),
      ...(message.eventId !== undefined && { eventId: message.eventId }),
      ...(page.key !== undefined && { pageKey: page.key }),
      ...facts,
    });
  }

  /** The server greeted; once a connection. */
  connect(message: HotMessage, key?: string): void {
    if (this.#isConnected) return;
    this.#isConnected = true;
    this.add(message, 'connected', key === undefined || key === '' ? {} : { key });
  }

  change(draft: Draft, facts: Facts & { readonly at?: number }): void {
    this.#options.ledger.change(draft, facts);
  }

  /** The same was said again. */
  repeat(draft: Draft): void {
    this.#options.ledger.change(draft, { repeats: (draft.repeats ?? 0) + 1 });
  }

  /** New modules were sent. It ends a standing error. */
  update(message: HotMessage, facts: Facts, want: Want, type: 'update' | 'built' = 'update'): Update {
    const draft = this.add(message, type, facts);
    // The want may still ask for the error when it is followed; it is recovered after.
    const update = this.#options.updates.open(draft, this.page, want);
    this.recover(draft);
    this.#lastUpdate = update;
    return update;
  }

  /** The page was told to load anew. It ends a standing error. */
  reload(message: HotMessage, reason: HmrReason, facts: Facts = {}): Draft {
    const draft = this.add(message, 'full-reload', { ...facts, reason });
    this.#options.updates.openReload(draft, this.page);
    this.recover(draft);
    return draft;
  }

  /** A build failed. The same word once more, of the same build, is a repeat of the error that stands. */
  fail(
    message: HotMessage,
    errors: readonly HmrError[],
    facts: Facts = {},
    build: 'another' | 'same' = 'another',
  ): Draft {
    const [error, ...more] = errors;
    const standing = this.#standing.at(-1);
    const isSameBuild = build === 'same' || standing?.key === facts.key;
    if (standing && isSameBuild && isSameError(standing.error, error)) {
      this.repeat(standing);
      return standing;
    }
    const draft = this.add(message, 'error', {
      ...facts,
      ...(error && { error }),
      ...(more.length > 0 && { moreErrors: more.slice(0, MAX_MORE_ERRORS) }),
      files: facts.files?.length ? facts.files : error?.file === undefined ? [] : [error.file],
    });
    this.#standing = [...this.#standing, draft].slice(-MAX_STANDING);
    return draft;
  }

  /** What stands of errors is over, ended by this record. */
  recover(draft: Draft): void {
    const last = this.#standing.at(-1);
    if (last === undefined) return;
    for (const each of this.#standing) this.#options.ledger.change(each, { recoveredBy: draft.id });
    this.#standing = [];
    this.#options.ledger.change(draft, { recovers: last.id });
  }

  /** The page said that it has applied the last update. */
  confirm(at: number): void {
    if (this.#lastUpdate) this.#options.updates.confirm(this.#lastUpdate, at);
  }

  /** The page said that it loads itself anew because of the last update. */
  reloadInstead(reason: HmrReason): void {
    if (this.#lastUpdate) this.#options.updates.reloadInstead(this.#lastUpdate, reason);
  }

  /** A module refused the last update. */
  refuse(reason: HmrReason, detail: string | undefined): void {
    if (this.#lastUpdate) this.#options.updates.refuse(this.#lastUpdate, reason, detail);
  }

  /** The connection ended. */
  close(at: number, detail: string | undefined): void {
    this.add({ at, direction: 'in' }, 'disconnected', detail === undefined ? {} : { detail });
    this.#options.updates.pageClosed(this.page);
  }
}

/** Further errors of one build that are kept. */
export const MAX_MORE_ERRORS = 50;
/** Errors in a row, none of them ended, that are told of their end. */
export const MAX_STANDING = 50;

function isSameError(one: HmrError | undefined, other: HmrError | undefined): boolean {
  return one?.message === other?.message && one?.file === other?.file && one?.line === other?.line;
}
