// Source maps: fetches the external maps of scripts and stylesheets when they were just served, as nobody asks for them while a browser's tools are closed. Runs on the maps' thread.
import type { Clock } from '../base/clock.ts';
import { parseUrl } from '../base/url.ts';
import type { Exchange } from '../model/exchange.ts';
import type { KeptMap, KeptMapContent } from '../model/kept-map.ts';
import { isDataUrl } from './data-url.ts';
import { scriptHash, type KeptMaps } from './kept-maps.ts';
import { isLoopbackHost, type FetchText } from './loopback-fetch.ts';
import { findMapComment, findMapHeader } from './map-reference.ts';
import type { ServedIndex } from './served-index.ts';

/** Maps fetched at a time. */
export const KEEP_CONCURRENCY = 2;
/** Exchanges that wait to be looked into; what comes beyond is not kept. */
export const KEEP_QUEUE_LIMIT = 5_000;
/** The largest map that is kept, in bytes. */
export const KEPT_MAP_BYTES = 32 * 1024 * 1024;
/** All maps of a session, in bytes. */
export const KEPT_MAPS_BYTES = 256 * 1024 * 1024;
/** Silence after which a map is given up, in milliseconds: a server may be at work on the next build. */
export const KEEP_TIMEOUT_MS = 20_000;
/** Maps remembered as tried; the oldest are forgotten, and the file tells of those that are kept. */
export const TRIED_LIMIT = 20_000;
/** How often a map that can't be had is asked for, with as many servings of its script. */
const TRIES = 2;

export interface MapKeeperParts {
  readonly served: Pick<ServedIndex, 'read'>;
  readonly kept: KeptMaps;
  readonly fetch: FetchText;
  /** Puts a map into the session; `bytes` may be taken away. */
  readonly keep: (record: KeptMap, bytes: Uint8Array) => void;
  readonly clock: Clock;
  /** The proxy's own origin. */
  readonly ownOrigin?: string;
}

/** What is asked for a script. */
interface Wanted {
  readonly url: string;
  readonly script: string;
  /** The same map as the upstream knows it. */
  readonly address: string;
  readonly upstream: string;
}

export class MapKeeper {
  readonly #parts: MapKeeperParts;
  readonly #queue: string[] = [];
  /** Of exchanges that wait or are under way: what to call when they are settled. */
  readonly #open = new Map<string, (() => void)[]>();
  readonly #tried = new Map<string, number>();
  readonly #fetching = new Map<string, Promise<void>>();
  #running = 0;
  #usedBytes: number | undefined;

  constructor(parts: MapKeeperParts) {
    this.#parts = parts;
  }

  /** Looks into these exchanges, in their order, as soon as there is time. */
  add(exchangeIds: readonly string[]): void {
    for (const id of exchangeIds) {
      if (this.#queue.length >= KEEP_QUEUE_LIMIT || this.#open.has(id)) continue;
      this.#open.set(id, []);
      this.#queue.push(id);
    }
    this.#go();
  }

  /** Resolves when the map of that exchange is kept or is known not to be; at once where it does not wait for any. */
  settled(exchangeId: string): Promise<void> {
    const waiting = this.#open.get(exchangeId);
    return waiting ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve();
  }

  #go(): void {
    while (this.#running < KEEP_CONCURRENCY) {
      const id = this.#queue.shift();
      if (id === undefined) return;
      this.#running += 1;
      // A session that can't be read now has no script to look into: questions say why.
      void this.#look(id)
        .catch(() => undefined)
        .then(() => this.#settle(id));
    }
  }

  #settle(id: string): void {
    this.#running -= 1;
    const waiting = this.#open.get(id) ?? [];
    this.#open.delete(id);
    for (const resolve of waiting) resolve();
    this.#go();
  }

  async #look(id: string): Promise<void> {
    const served = await this.#parts.served.read(id);
    if ('code' in served) return;
    const wanted = toWanted(served.exchange, served.text, this.#parts.ownOrigin);
    if (!wanted) return;
    const key = `${wanted.script} ${wanted.url}`;
    // A page that was loaded twice has the same script twice.
    for (let other = this.#fetching.get(key); other; other = this.#fetching.get(key)) await other;
    if (!this.#mayTry(key)) return;
    const fetching = this.#keep(wanted).finally(() => this.#fetching.delete(key));
    this.#fetching.set(key, fetching);
    await fetching;
  }

  #mayTry(key: string): boolean {
    const tries = this.#tried.get(key) ?? 0;
    if (tries >= TRIES) return false;
    this.#tried.delete(key);
    this.#tried.set(key, tries + 1);
    if (this.#tried.size > TRIED_LIMIT) this.#tried.delete([...this.#tried.keys()][0] ?? '');
    return true;
  }

  async #keep(wanted: Wanted): Promise<void> {
    const { kept, clock } = this.#parts;
    const known = await kept.find(wanted.url, wanted.script);
    if (known && !known.fault) return;
    const map = await this.#fetch(wanted, clock());
    this.#usedBytes = (this.#usedBytes ?? 0) + map.bytes.byteLength;
    kept.hold(map);
    const { bytes, ...record } = map;
    // A copy, as its buffer goes to another thread.
    this.#parts.keep(record, new Uint8Array(bytes));
  }

  async #fetch({ url, script, address, upstream }: Wanted, at: number): Promise<KeptMapContent> {
    this.#usedBytes ??= await this.#parts.kept.usedBytes();
    const limitBytes = Math.min(KEPT_MAP_BYTES, KEPT_MAPS_BYTES - this.#usedBytes);
    const empty = { url, script, at, bytes: new Uint8Array(0) };
    if (limitBytes <= 0) return { ...empty, fault: FULL };
    const fetched = await this.#parts.fetch(address, { upstream, limitBytes, timeoutMs: KEEP_TIMEOUT_MS });
    if ('code' in fetched) return { ...empty, fault: fetched };
    const contentType = fetched.headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1];
    return {
      ...{ url, script, at, bytes: Buffer.from(fetched.text) },
      ...(contentType === undefined ? {} : { contentType }),
    };
  }
}

const FULL = {
  code: 'map-budget',
  message: `The session holds ${KEPT_MAPS_BYTES / 2 ** 20} MiB of maps already; begin a new one.`,
};

/** The external map that a script names; undefined where it names none, has it in itself, or names one that is not asked for. */
function toWanted(exchange: Exchange, text: string, ownOrigin: string | undefined): Wanted | undefined {
  const reference =
    findMapHeader([...exchange.upstreamResponseHeaders, ...exchange.responseHeaders]) ?? findMapComment(text);
  const server = exchange.upstreamUrl === undefined ? undefined : parseUrl(exchange.upstreamUrl);
  if (reference === undefined || isDataUrl(reference) || !server) return undefined;
  const url = parseUrl(reference, exchange.url);
  const address = parseUrl(reference, server.href);
  if (!url || !address) return undefined;
  // Named by the address that the browser has for it: the upstream knows it by its own.
  const atUpstream =
    address.origin === ownOrigin ? parseUrl(address.pathname + address.search, server.origin) : address;
  if (!atUpstream || !isAskedFor(atUpstream, server)) return undefined;
  return { url: url.href, script: scriptHash(text), address: atUpstream.href, upstream: server.origin };
}

/** A page of another machine can't make this one ask its own servers. */
function isAskedFor(address: URL, upstream: URL): boolean {
  return address.origin === upstream.origin || (isLoopbackHost(upstream.hostname) && isLoopbackHost(address.hostname));
}
