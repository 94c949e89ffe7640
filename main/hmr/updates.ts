// HMR: joins updates to the requests they cause, and decides what became of each: applied, loaded anew, or neither.
import { HMR_GIVE_UP_MS, type HmrModule, type HmrReason } from '../model/hmr.ts';
import type { Draft, Ledger } from './ledger.ts';
import { isSame, type DocumentRequest, type Page, type Pages } from './page.ts';
import { SETTLE_MS, Update, type HotRequest, type Want } from './update.ts';

/** Updates and reloads whose outcome is open; the oldest is given up for a new one. */
export const MAX_OPEN_UPDATES = 256;
/** How long an update waits for requests that are under way, in milliseconds. */
export const MAX_FETCH_MS = 60_000;

interface Reload {
  readonly draft: Draft;
  readonly page: Page;
  /** The document's request, once it was made. */
  requestId?: string;
}

/** An exchange was caused by a record. */
export type OnCaused = (exchangeId: string, hmrId: string) => void;

export class Updates {
  readonly #ledger: Ledger;
  readonly #pages: Pages;
  readonly #caused: OnCaused;
  #updates: Update[] = [];
  #reloads: Reload[] = [];

  constructor(ledger: Ledger, pages: Pages, caused: OnCaused) {
    this.#ledger = ledger;
    this.#pages = pages;
    this.#caused = caused;
  }

  /** Begins to follow an update. */
  open(draft: Draft, page: Page, want: Want): Update {
    const update = new Update(draft, page, want);
    this.#updates.push(update);
    if (this.#updates.length > MAX_OPEN_UPDATES) this.#giveUp(this.#updates[0], 'not-fetched');
    const request = this.#reasonNow(update) === undefined ? undefined : this.#pages.claimRecent(page, draft.at);
    if (request) this.#turnIntoReload(update, request);
    return update;
  }

  /** Begins to wait for the document that a page was told to load. */
  openReload(draft: Draft, page: Page): void {
    const reload: Reload = { draft, page };
    this.#reloads.push(reload);
    if (this.#reloads.length > MAX_OPEN_UPDATES) this.#reloads.shift();
    const request = this.#pages.claimRecent(page, draft.at);
    if (request) this.#attach(reload, request);
  }

  /** The page said that it has applied it. */
  confirm(update: Update, at: number): void {
    const isOpen = this.#updates.includes(update);
    // Said again it is news only when something was fetched in between.
    if (update.confirmedAt !== undefined && (!isOpen || update.confirmedAt >= update.lastAt)) return;
    if (update.draft.type === 'full-reload' || (!isOpen && update.draft.appliedAt === undefined)) return;
    update.confirmedAt = at;
    if (update.fetched.complete) this.#apply(update);
  }

  /** The accepting module refused it. */
  refuse(update: Update, reason: HmrReason, detail: string | undefined): void {
    this.#giveUp(update, reason, detail);
  }

  /** The page said that it loads itself anew, an update that it had told of as applied included. */
  reloadInstead(update: Update, reason: HmrReason): void {
    const { draft, page } = update;
    if (page.left || draft.type === 'full-reload') return;
    this.#forget(update);
    this.#ledger.withdraw(draft, ['appliedAt', 'applied', 'durationMs']);
    this.#ledger.change(draft, { type: 'full-reload', reason });
    this.openReload(draft, page);
  }

  requestOpened(request: HotRequest): void {
    const found = this.#updates
      .map((update) => ({ update, piece: update.page.left ? undefined : update.want.match(request) }))
      .filter((each): each is { update: Update; piece: string } => each.piece !== undefined);
    const needed = found.filter(({ update, piece }) => update.want.pieces.includes(piece));
    // Of several pages with the same update, the first that has not asked for this yet; what none needs is of the latest.
    const chosen = needed.find(({ update, piece }) => !update.has(piece)) ?? needed.at(-1) ?? found.at(-1);
    if (!chosen?.update.open(request, chosen.piece)) return;
    const { draft, want } = chosen.update;
    this.#join(draft, request.id);
    const module = want.moduleOf?.(request);
    if (module) this.#addModules(draft, [module]);
  }

  /** A hot-update script came, and replaces these modules. */
  modulesRead(requestId: string, modules: readonly HmrModule[]): void {
    const draft = this.#updates.find((update) => update.isFetching(requestId))?.draft;
    if (draft === undefined || modules.length === 0) return;
    this.#addModules(draft, modules);
    if (draft.files.length === 0) this.#ledger.change(draft, { files: modules.map(({ path }) => path) });
  }

  requestEnded(id: string, at: number, failed: boolean): void {
    for (const update of this.#updates) {
      if (!update.end(id, at, failed)) continue;
      if (update.confirmedAt !== undefined && update.fetched.complete) this.#apply(update);
      return;
    }
    const reload = this.#reloads.find(({ requestId }) => requestId === id);
    if (reload === undefined) return;
    this.#reloads = this.#reloads.filter((each) => each !== reload);
    const { at: since } = reload.draft;
    this.#ledger.change(reload.draft, { reloadedAt: at, durationMs: Math.max(0, at - since) });
  }

  /** A document was asked for: by a page that was told to, by one whose update ended so, or by a person. */
  documentRequested(request: DocumentRequest): void {
    const reload = this.#reloads.find(
      ({ page, draft, requestId }) =>
        requestId === undefined && isSame(page, request) && request.at - draft.at <= HMR_GIVE_UP_MS,
    );
    if (reload) {
      this.#attach(reload, request);
      return;
    }
    const update = this.#updates.find(
      (each) =>
        isSame(each.page, request) &&
        !each.page.left &&
        request.at - each.lastAt <= SETTLE_MS &&
        this.#reasonNow(each) !== undefined,
    );
    if (update) this.#turnIntoReload(update, request);
  }

  /** The page's connection closed: what it fetched is taken as applied, the rest will not be known. */
  pageClosed(page: Page): void {
    for (const update of [...this.#updates]) {
      if (update.page === page) this.#conclude(update, 'page-left');
    }
  }

  /** Decides what can be decided at this instant. */
  settle(at: number): void {
    for (const update of [...this.#updates]) if (at >= deadlineOf(update)) this.#conclude(update, 'not-fetched');
    this.#reloads = this.#reloads.filter((reload) => at - reload.draft.at < MAX_FETCH_MS);
  }

  /** When the next decision is due without further signs; undefined where none is open. */
  get dueAt(): number | undefined {
    return this.#updates.length === 0 ? undefined : Math.min(...this.#updates.map(deadlineOf));
  }

  /** Recording ends. */
  finish(): void {
    for (const update of [...this.#updates]) this.#conclude(update, 'recording-ended');
    this.#reloads = [];
  }

  #conclude(update: Update, otherwise: HmrReason): void {
    this.#forget(update);
    const { complete, failed } = update.fetched;
    if (complete) this.#apply(update);
    else this.#ledger.change(update.draft, { reason: failed > 0 ? 'fetch-failed' : otherwise });
  }

  #apply(update: Update): void {
    const { draft, confirmedAt, firstFetchAt } = update;
    const fetchedAt = update.lastAt;
    const appliedAt = Math.max(fetchedAt, confirmedAt ?? 0);
    const latency = {
      ...draft.latency,
      ...(firstFetchAt !== undefined && {
        messageToFetchMs: Math.max(0, firstFetchAt - draft.at),
        fetchMs: Math.max(0, fetchedAt - firstFetchAt),
      }),
      ...(confirmedAt !== undefined && { applyMs: appliedAt - fetchedAt }),
    };
    this.#ledger.change(draft, {
      appliedAt,
      applied: confirmedAt === undefined ? 'inferred' : 'confirmed',
      durationMs: appliedAt - draft.at,
      ...(Object.keys(latency).length > 0 && { latency }),
    });
  }

  #giveUp(update: Update | undefined, reason: HmrReason, detail?: string): void {
    if (update === undefined || !this.#updates.includes(update)) return;
    this.#forget(update);
    this.#ledger.change(update.draft, { reason, ...(detail !== undefined && { detail }) });
  }

  #reasonNow(update: Update): HmrReason | undefined {
    return update.confirmedAt === undefined ? update.want.reloadReason(update.fetched) : undefined;
  }

  #turnIntoReload(update: Update, request: DocumentRequest): void {
    const reason = this.#reasonNow(update);
    this.#forget(update);
    this.#ledger.change(update.draft, { type: 'full-reload', ...(reason !== undefined && { reason }) });
    const reload: Reload = { draft: update.draft, page: update.page };
    this.#reloads.push(reload);
    this.#attach(reload, request);
  }

  #attach(reload: Reload, request: DocumentRequest): void {
    reload.requestId = request.id;
    reload.page.left = true;
    this.#pages.claim(request);
    this.#join(reload.draft, request.id);
    // What the page had not finished is over with it.
    this.pageClosed(reload.page);
  }

  #addModules(draft: Draft, modules: readonly HmrModule[]): void {
    const all = new Map([...draft.modules, ...modules].map((module) => [module.path, module]));
    this.#ledger.change(draft, { modules: [...all.values()] });
  }

  #join(draft: Draft, exchangeId: string): void {
    this.#ledger.change(draft, { exchangeIds: [...draft.exchangeIds, exchangeId] });
    this.#caused(exchangeId, draft.id);
  }

  #forget(update: Update): void {
    this.#updates = this.#updates.filter((each) => each !== update);
  }
}

/** When an update is decided at the latest with what is known of it now. */
function deadlineOf(update: Update): number {
  const { complete, failed } = update.fetched;
  if (update.pending || update.isHeld) return update.draft.at + MAX_FETCH_MS;
  return Math.max(update.lastAt, update.builtAt) + (complete || failed > 0 ? SETTLE_MS : HMR_GIVE_UP_MS);
}
