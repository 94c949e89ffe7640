// Source maps: finds the map of a script: its header, its comment, in itself, among what was served, on disk, or at a server on this machine.
import { fileURLToPath } from 'node:url';
import { faultCode, faultMessage } from '../base/fault.ts';
import { parseUrl } from '../base/url.ts';
import type { Unresolved } from '../model/source-frame.ts';
import { isDataUrl, readDataUrl } from './data-url.ts';
import { findNamedMap } from './eval-source.ts';
import { MapFinder, short, type LocatedMap, type MapFinderParts, type Trail } from './map-finder.ts';
import { findMapComment, findMapHeader } from './map-reference.ts';

/** A script's text and where it is from. */
export interface LocatedScript {
  readonly url: string;
  readonly text: string;
  /** What came before it in the session; absent for files and what was fetched just now. */
  readonly exchangeId?: string;
  /** Where the proxy had it from. */
  readonly upstreamUrl?: string;
  readonly servedAt?: number;
  readonly headers: readonly (readonly [string, string])[];
  readonly caveats: readonly Unresolved[];
}

/** Scripts searched for evaluated code of one name. */
export const EVAL_SEARCH_LIMIT = 200;
/** Text of such scripts that is kept at hand, in characters; the oldest goes first. */
export const EVAL_HELD_CHARACTERS = 48 * 1024 * 1024;

/** A script that may hold evaluated code. */
interface Holder {
  readonly text: string;
  readonly servedAt: number;
}

const NO_TRAIL: Trail = () => undefined;

export class Locator {
  readonly #parts: MapFinderParts;
  readonly #finder: MapFinder;
  readonly #holders = new Map<string, Holder>();
  #heldCharacters = 0;

  constructor(parts: MapFinderParts) {
    this.#parts = parts;
    this.#finder = new MapFinder(parts);
  }

  /** The script as it was served nearest to an instant, or as it is now. */
  async script(url: string, at?: number, trail: Trail = NO_TRAIL): Promise<LocatedScript | Unresolved> {
    const local = this.#localScript(url);
    if (local) return local;
    const served = await this.#parts.served?.find(url, at);
    if (served && 'exchange' in served) {
      const { exchange, text } = served;
      trail({ step: 'script', ok: true, detail: `${url} as served in exchange ${exchange.id}` });
      return {
        ...{ url, text, exchangeId: exchange.id, servedAt: exchange.startedAt, caveats: [] },
        ...(exchange.upstreamUrl === undefined ? {} : { upstreamUrl: exchange.upstreamUrl }),
        headers: [...exchange.upstreamResponseHeaders, ...exchange.responseHeaders],
      };
    }
    const fetched = await this.#parts.fetch(url);
    const failed = served ?? fetched;
    if ('code' in fetched) {
      const why = 'code' in failed ? failed : fetched;
      trail({ step: 'script', ok: false, detail: why.message, code: why.code });
      return why;
    }
    trail({ step: 'script', ok: true, detail: `${url} as it is now` });
    return { url, ...fetched, caveats: [NOT_THEN] };
  }

  /** The exchange that the script of that instant came in, without looking into it. */
  async exchangeOf(url: string, at?: number): Promise<string | undefined> {
    return toLocalPath(url) === undefined ? this.#parts.served?.identify(url, at) : undefined;
  }

  /** The map a script names. */
  async map(script: LocatedScript, trail: Trail = NO_TRAIL): Promise<LocatedMap | Unresolved> {
    const header = findMapHeader(script.headers);
    trail({
      step: 'header',
      ok: header !== undefined,
      detail: header === undefined ? 'no SourceMap field' : `SourceMap: ${short(header)}`,
    });
    const comment = header ?? findMapComment(script.text);
    if (header === undefined) {
      trail({
        step: 'comment',
        ok: comment !== undefined,
        detail: comment === undefined ? 'no sourceMappingURL at its end' : `sourceMappingURL=${short(comment)}`,
      });
    }
    if (comment === undefined) {
      return {
        code: 'map-none',
        message: `${script.url} names no source map; turn source maps on in the tool that builds it.`,
      };
    }
    const located = await this.#referenced(comment, script, trail);
    const failed = 'code' in located;
    trail({
      step: 'map',
      ok: !failed,
      detail: failed ? located.message : `found ${short(located.mapUrl)}`,
      ...(failed ? { code: located.code } : {}),
    });
    return failed ? located : { ...located, caveats: [...script.caveats, ...located.caveats] };
  }

  /** The map of code that was evaluated under a name (`webpack-internal:`), from the scripts that hold it as a string. */
  async evaluated(url: string, at?: number): Promise<LocatedMap | Unresolved> {
    const ids = (await this.#parts.served?.scripts(at)) ?? [];
    for (const id of ids.slice(0, EVAL_SEARCH_LIMIT)) {
      const script = await this.#holder(id);
      const found = script && findNamedMap(script.text, url);
      if (!found) continue;
      if (found.mapUrl === undefined) {
        return {
          code: 'eval-without-map',
          message: `${url} was evaluated without a source map; build with devtool "eval-source-map" or "source-map".`,
        };
      }
      return this.#referenced(found.mapUrl, { url, ...script, headers: [], caveats: [] });
    }
    return {
      code: 'eval-not-found',
      message: `No script that was recorded holds ${url}; reload the page while recording.`,
    };
  }

  /** A script that may hold evaluated code. The last ones are at hand, as each frame of a stack asks for the same. */
  async #holder(id: string): Promise<Holder | undefined> {
    const known = this.#holders.get(id);
    if (known) return known;
    const script = await this.#parts.served?.read(id);
    if (!script || 'code' in script) return undefined;
    const holder = { text: script.text, servedAt: script.exchange.startedAt };
    this.#holders.set(id, holder);
    this.#heldCharacters += holder.text.length;
    for (const [oldest, { text }] of this.#holders) {
      if (this.#heldCharacters <= EVAL_HELD_CHARACTERS) break;
      this.#holders.delete(oldest);
      this.#heldCharacters -= text.length;
    }
    return holder;
  }

  /** The map of code that came inside a message of a dev server; undefined where none did under that name. */
  async sent(url: string, at?: number): Promise<LocatedMap | Unresolved | undefined> {
    const found = await this.#parts.messages?.find(url, at);
    if (!found) return undefined;
    if (found.map === undefined) {
      return { code: 'eval-without-map', message: `${url} was sent in a message without a source map.` };
    }
    return 'url' in found.map
      ? inline(found.map.url, url)
      : { mapUrl: url, text: found.map.text, from: 'inline', caveats: [] };
  }

  /** The map of a URL or path that is one itself. */
  async mapAt(mapUrl: string, at?: number): Promise<LocatedMap | Unresolved> {
    if (isDataUrl(mapUrl)) return inline(mapUrl, '');
    const script = await this.script(mapUrl, at);
    if ('code' in script) return script;
    const { text, caveats, headers } = script;
    return { mapUrl, text, caveats, headers, from: script.exchangeId === undefined ? 'fetched' : 'recorded' };
  }

  #localScript(url: string): LocatedScript | undefined {
    const path = toLocalPath(url);
    if (path === undefined) return undefined;
    const text = this.#parts.files.readText(path);
    return text === undefined ? undefined : { url: path, text, headers: [], caveats: [] };
  }

  async #referenced(
    reference: string,
    script: LocatedScript,
    trail: Trail = NO_TRAIL,
  ): Promise<LocatedMap | Unresolved> {
    if (isDataUrl(reference)) return inline(reference, script.url);
    const mapUrl = resolveReference(reference, script.url);
    if (mapUrl === undefined) {
      return {
        code: 'map-unreachable',
        message: `The map's address ${short(reference)} can't be resolved against ${script.url}.`,
      };
    }
    const upstreamUrl = script.upstreamUrl === undefined ? undefined : resolveReference(reference, script.upstreamUrl);
    const address = { mapUrl, ...(upstreamUrl === undefined ? {} : { upstreamUrl }) };
    return this.#finder.find(address, { ...script, isLocal: toLocalPath(script.url) !== undefined }, trail);
  }
}

const NOT_THEN: Unresolved = {
  code: 'script-not-then',
  message: 'The script was not recorded; it is taken as it is now and may have changed since.',
};
function inline(url: string, base: string): LocatedMap | Unresolved {
  try {
    return { mapUrl: base, text: readDataUrl(url), from: 'inline', caveats: [] };
  } catch (fault) {
    return { code: faultCode(fault), message: faultMessage(fault) };
  }
}

function resolveReference(reference: string, base: string): string | undefined {
  const local = toLocalPath(base);
  if (local !== undefined && !/^[a-z][a-z0-9+.-]+:/i.test(reference)) {
    return `${local.slice(0, Math.max(local.lastIndexOf('/'), local.lastIndexOf('\\')) + 1)}${reference}`;
  }
  return parseUrl(reference, base)?.href;
}

/** The path of a `file:` URL or of what is a path already. */
export function toLocalPath(url: string): string | undefined {
  if (/^(?:\/|[a-z]:[\\/])/i.test(url)) return url;
  if (!/^file:/i.test(url)) return undefined;
  try {
    return fileURLToPath(url);
  } catch {
    // A file on another machine.
    return undefined;
  }
}
