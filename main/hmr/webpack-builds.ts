// HMR: builds as webpack's family tells of them: begun, then a hash and how it went. What is said twice is counted once.
import type { HmrError } from '../model/hmr.ts';
import type { HotMessage } from './dialect.ts';
import type { HotSession } from './hot-session.ts';
import type { Draft } from './ledger.ts';
import { toModule } from './module-kind.ts';
import { SKEW_MS } from './page.ts';
import type { HotRequest, Want } from './update.ts';

/** How a build went. */
export interface Outcome {
  readonly hash: string;
  readonly errors: readonly HmrError[];
  readonly warnings: readonly string[];
}

/** Builds that failed in a row whose hashes are remembered: the page catches up one by one. */
const MAX_MISSED = 50;

export class WebpackBuilds {
  readonly #session: HotSession;
  readonly #bundle: string;
  #building: Draft | undefined;
  #last: string | undefined;

  constructor(session: HotSession, bundle = '') {
    this.#session = session;
    this.#bundle = bundle;
  }

  /** The hash of the build that the page has. */
  get pageHash(): string | undefined {
    return this.#session.page.builds.get(this.#bundle)?.hash;
  }

  started(message: HotMessage, file?: string): void {
    const files = file === undefined ? [] : [file];
    if (this.#building === undefined) this.#building = this.#session.add(message, 'building', { files });
    else if (files.length > 0) this.#session.change(this.#building, { files });
  }

  /** A build ended, or the server says on connecting how the last one did. */
  finished(message: HotMessage, outcome: Outcome): void {
    const building = this.#building;
    this.#building = undefined;
    const isFirst = this.#last === undefined;
    const isRepeat = building === undefined && outcome.hash === this.#last;
    this.#last = outcome.hash;
    if (isRepeat) return;
    const { builds } = this.#session.page;
    const has = builds.get(this.#bundle) ?? { hash: outcome.hash, missed: [] };
    builds.set(this.#bundle, has);
    if (isFirst) {
      this.#session.connect(message, outcome.hash);
      if (has.hash === outcome.hash && outcome.errors.length === 0) return;
    }
    const facts = {
      key: outcome.hash,
      files: building?.files ?? [],
      ...(outcome.warnings.length > 0 && { warnings: outcome.warnings }),
      ...(building && { latency: { buildMs: message.at - building.at } }),
    };
    if (outcome.errors.length > 0) {
      this.#session.fail(message, outcome.errors, facts);
      if (outcome.hash === has.hash) return;
      builds.set(this.#bundle, { ...has, missed: [...has.missed, outcome.hash].slice(-MAX_MISSED) });
    } else if (outcome.hash === has.hash) {
      this.#session.recover(this.#session.add(message, 'built', { ...facts, reason: 'nothing-changed' }));
    } else {
      builds.set(this.#bundle, { hash: outcome.hash, missed: [] });
      this.#session.update(message, facts, wantHotUpdate([has.hash, ...has.missed], message.at));
    }
  }
}

/**
 * Hot updates are named after the hash that the page has, one after the other up to the newest. The names themselves can be
 * configured, so a request is told by that hash as a whole word of its path. Style sheets of their own are fetched anew with
 * the instant as their query, so those since `since` (milliseconds since the Unix epoch) belong to it too.
 */
export function wantHotUpdate(hashes: readonly string[], since = Infinity): Want {
  const words = hashes.map((hash) => ({ hash, word: new RegExp(`(^|[./_-])${hash}([./_-]|$)`, 'i') }));
  const isStyle = (request: HotRequest): boolean => isFreshStyle(request, since);
  return {
    // What failed in between may be left out by the page.
    pieces: hashes.slice(0, 1),
    match: (request) =>
      words.find(({ word }) => word.test(request.url.pathname))?.hash ??
      (isStyle(request) ? request.url.pathname : undefined),
    moduleOf: (request) => (isStyle(request) ? toModule(request.url.pathname, 'css') : undefined),
    reloadReason: ({ requests, failed }) =>
      failed > 0 ? 'hot-update-missing' : requests > 0 ? 'not-accepted' : undefined,
  };
}

/** `/static/css/index.css?1795272528840`; Next.js: `/_next/static/css/app/layout.css?v=1795273282507` */
function isFreshStyle({ kind, url, at }: HotRequest, since: number): boolean {
  const instant = /^\?(?:v=)?(\d{13})$/.exec(url.search)?.[1];
  if (kind !== 'stylesheet' || instant === undefined) return false;
  return Number(instant) >= Math.floor(since) && Number(instant) <= at + SKEW_MS;
}
