// HMR: Next.js 14 and 16, webpack and Turbopack. One edit is told of in several messages; they are folded into one update.
import type { HmrError, HmrModule } from '../model/hmr.ts';
import type { Dialect, DialectReader, HotMessage, Signs, Verdict } from './dialect.ts';
import type { Facts, HotSession } from './hot-session.ts';
import { asList, asText, asTexts, isHash, type JsonObject } from './json-value.ts';
import type { Draft } from './ledger.ts';
import { readTurbopackUpdate } from './turbopack.ts';
import type { HotRequest, Update, Want } from './update.ts';
import { wantHotUpdate } from './webpack-builds.ts';
import { parseWebpackError } from './webpack-error.ts';

const PATH = /\/_next\/(webpack-hmr|hmr)\/?$/;
const FIRST = new Set(['sync', 'turbopack-connected', 'isrManifest', 'building', 'built', 'devPagesManifestUpdate']);
const RELOADS = new Set(['reloadPage', 'removedPage', 'middlewareChanges']);
/** Told besides, and nothing of a change in modules. */
const QUIET = new Set(['isrManifest', 'clientChanges', 'serverOnlyChanges', 'devPagesManifestUpdate']);
/** What the page says about itself all the time. */
const QUIET_EVENTS = new Set([
  'ping',
  'client-success',
  'client-error',
  'span-end',
  'browser-logs',
  'server-component-reload-page',
]);
/** How soon a build without a word of its beginning is gone on with, in milliseconds. */
const CONTINUED_MS = 1_000;

export const NEXT: Dialect = {
  name: 'next',
  judge({ subprotocol, path, fromServer }: Signs): Verdict {
    if (subprotocol !== undefined || !PATH.test(path)) return 'no';
    const [first] = fromServer;
    if (first === undefined) return 'later';
    return FIRST.has(nameOf(first)) ? 'yes' : 'no';
  },
  follow: (session) => new NextReader(session),
};

/** Version 14 says `action`, 16 `type`; the browser says `event` or `type`. */
function nameOf(json: JsonObject): string {
  return asText(json['type']) ?? asText(json['action']) ?? asText(json['event']) ?? 'untyped';
}

/** An update that further messages may still be about. */
interface Current {
  readonly update: Update;
  readonly pieces: Set<string>;
  readonly hashes: Set<string>;
  /** `built` has come. */
  isBuilt: boolean;
  /** It began with `building`; otherwise the build may go on, or never be told to end. */
  readonly announced: boolean;
  lastAt: number;
}

class NextReader implements DialectReader {
  readonly #session: HotSession;
  #building: Draft | undefined;
  #current: Current | undefined;
  #hash: string | undefined;
  #isTurbopack = false;
  #addedPages: readonly string[] = [];
  /** Hashes that the page never took because the builds after them failed. */
  #missed: readonly string[] = [];

  constructor(session: HotSession) {
    this.#session = session;
  }

  accept(message: HotMessage): void {
    const name = nameOf(message.json);
    if (message.direction === 'out') this.#heard(message, name);
    else if (name === 'sync') this.#sync(message);
    else if (name === 'building') this.#started(message);
    else if (name === 'built') this.#built(message);
    else if (name === 'turbopack-message') this.#turbopack(message);
    else if (name === 'serverComponentChanges') this.#changed(message, { pieces: ['rsc'] });
    else if (name === 'addedPage') this.#addedPages = [...this.#addedPages, ...asTexts(message.json['data'])];
    else if (RELOADS.has(name)) this.#session.reload(message, name === 'removedPage' ? 'page-list' : 'explicit');
    else if (name === 'turbopack-connected') this.#isTurbopack = true;
    else if (!QUIET.has(name)) this.#session.add(message, 'custom', { name });
  }

  /** The page's own words: that an update is in place is one of them. */
  #heard(message: HotMessage, name: string): void {
    if (name === 'client-hmr-latency') {
      this.#session.confirm(message.at);
      const modules = asTexts(message.json['updatedModules']).slice(0, MAX_MODULES).map(toNamedModule);
      const draft = this.#session.lastUpdate?.draft;
      if (draft && draft.modules.length === 0 && modules.length > 0)
        this.#session.change(draft, { modules, files: filesOf(modules) });
    } else if (name === 'client-full-reload' && this.#session.lastUpdate) {
      this.#session.reloadInstead(message.json['hadRuntimeError'] === true ? 'threw' : 'not-accepted');
      this.#current = undefined;
    } else if (!QUIET_EVENTS.has(name) && name !== 'turbopack-subscribe') {
      this.#session.add(message, 'custom', { name });
    }
  }

  #sync(message: HotMessage): void {
    const hash = asText(message.json['hash']) ?? '';
    this.#session.connect(message, hash);
    if (isHash(hash)) this.#hash = hash;
    const errors = errorsOf(message.json);
    if (errors.length > 0) this.#session.fail(message, errors, { key: hash });
  }

  #started(message: HotMessage): void {
    this.#building ??= this.#session.add(message, 'building');
    const current = this.#current;
    if (current === undefined) return;
    if (current.announced || this.#isTaken(current) || isOld(current, message)) this.#current = undefined;
    else {
      current.isBuilt = false;
      current.update.isHeld = true;
    }
  }

  /** Built, and taken by the page, which has said so: what Turbopack builds now is another edit. webpack builds on for the page. */
  #isTaken({ isBuilt, update }: Current): boolean {
    return this.#isTurbopack && isBuilt && update.confirmedAt !== undefined;
  }

  #built(message: HotMessage): void {
    const building = this.#building;
    this.#building = undefined;
    const hash = asText(message.json['hash']) ?? '';
    const before = this.#hash;
    if (isHash(hash)) this.#hash = hash;
    const addedPages = this.#addedPages;
    this.#addedPages = [];
    const errors = errorsOf(message.json);
    const facts: Facts = {
      key: hash,
      ...(building && { latency: { buildMs: message.at - building.at } }),
    };
    if (errors.length > 0) {
      // The compilers of server and page both say it, without a word that another build began.
      this.#session.fail(message, errors, facts, building === undefined ? 'same' : 'another');
      if (this.#current) endBuild(this.#current, message.at);
      // What comes after is another edit, however soon.
      this.#current = undefined;
      if (isHash(hash) && before !== undefined) this.#missed = [...this.#missed, before].slice(-MAX_MISSED);
      return;
    }
    // After a failed build the compiler of the server may first say again what the page has.
    const isNew = isHash(hash) && before !== undefined && hash !== before && !this.#missed.includes(hash);
    if (isNew && addedPages.length > 0) this.#compiledOnDemand(message, before, addedPages, facts);
    else if (isNew) this.#changed(message, { hashes: [...this.#missed, before], facts }, building !== undefined);
    else if (this.#current === undefined && building) {
      this.#session.recover(this.#session.add(message, 'built', { ...facts, reason: 'nothing-changed' }));
    }
    if (this.#current && !this.#current.isBuilt) endBuild(this.#current, message.at);
    this.#missed = [];
  }

  #turbopack(message: HotMessage): void {
    const { modules, styles } = readTurbopackUpdate(message.json);
    this.#changed(message, { pieces: styles, facts: { modules: modules.slice(0, MAX_MODULES) } });
  }

  /** Part of an edit: of the one under way, or of a new one. */
  #changed(
    message: HotMessage,
    part: { pieces?: readonly string[]; hashes?: readonly string[]; facts?: Facts },
    announced = this.#building !== undefined,
  ): void {
    const { pieces = [], hashes = [], facts = {} } = part;
    const before = this.#current;
    const isOver =
      before === undefined || before.isBuilt || (!before.announced && !announced && isOld(before, message));
    if (isOver) {
      const current = { pieces: new Set(pieces), hashes: new Set(hashes), since: message.at };
      const update = this.#session.update(message, { ...facts, files: filesOf(facts.modules) }, toWant(current));
      this.#current = { ...current, update, announced, isBuilt: false, lastAt: message.at };
      return;
    }
    const { update } = before;
    before.lastAt = message.at;
    for (const piece of pieces) before.pieces.add(piece);
    for (const hash of hashes) before.hashes.add(hash);
    const modules = [...update.draft.modules, ...(facts.modules ?? [])];
    const known = new Map<string, HmrModule>(modules.map((module) => [module.path, module]));
    const all = [...known.values()].slice(0, MAX_MODULES);
    this.#session.change(update.draft, { ...facts, modules: all, files: filesOf(all) });
  }

  #compiledOnDemand(message: HotMessage, before: string, pages: readonly string[], facts: Facts): void {
    const want = wantHotUpdate([before]);
    this.#current = undefined;
    const details = { ...facts, reason: 'on-demand', detail: pages.join(', ') } as const;
    this.#session.update(message, details, want, 'built');
  }
}

/** Modules of one update that are kept. */
const MAX_MODULES = 1_000;
/** Hashes of builds the page has not taken yet. */
const MAX_MISSED = 50;

function errorsOf(json: JsonObject): readonly HmrError[] {
  return asList(json['errors']).flatMap((error) => parseWebpackError(error) ?? []);
}

function endBuild(current: Current, at: number): void {
  current.isBuilt = true;
  current.lastAt = at;
  current.update.isHeld = false;
  current.update.builtAt = at;
}

function isOld({ lastAt }: Current, { at }: HotMessage): boolean {
  return at - lastAt > CONTINUED_MS;
}

/** Files of the project behind module names: `[project]/app/a.jsx [app-client] (ecmascript)`, `(layer)/./app/a.jsx`. */
function filesOf(modules: readonly HmrModule[] = []): readonly string[] {
  const files = modules.flatMap(({ path }) => {
    const file = /^\[project\]\/(.+?)(?: [[(]|$)/.exec(path)?.[1] ?? /^(?:\([\w-]+\)\/)?(\.\/[^?!]+)$/.exec(path)?.[1];
    return file === undefined || file.includes('node_modules/') ? [] : [file];
  });
  return [...new Set(files)];
}

/** `(app-pages-browser)/./app/counter.jsx`, `[project]/app/counter.jsx [app-client]`. */
function toNamedModule(path: string): HmrModule {
  const kind = /\.(css|scss|sass|less)\b/.test(path) ? 'css' : 'js';
  return { path, acceptedPath: path, kind };
}

/** Server components are fetched as the page itself, marked as a refresh; the rest by hash or by the chunk's own address. */
function toWant({
  pieces,
  hashes,
  since,
}: {
  readonly pieces: ReadonlySet<string>;
  readonly hashes: ReadonlySet<string>;
  readonly since: number;
}): Want {
  const hot = (): Want => wantHotUpdate([...hashes], since);
  return {
    get pieces() {
      return [...pieces, ...hot().pieces];
    },
    match: (request) => {
      if (pieces.has('rsc') && isRefresh(request)) return 'rsc';
      const path = request.url.pathname;
      const style = [...pieces].find((piece) => piece !== 'rsc' && path.endsWith(piece));
      return style ?? hot().match(request);
    },
    reloadReason: (fetched) => hot().reloadReason(fetched),
  };
}

/** Version 16 marks it; 14 asks for a refetch in the state of its router. */
function isRefresh({ header }: HotRequest): boolean {
  if (header('rsc') !== '1') return false;
  return header('next-hmr-refresh') === '1' || (header('next-router-state-tree') ?? '').includes('refetch');
}
