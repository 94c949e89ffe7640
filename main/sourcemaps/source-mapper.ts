// Source maps: from a frame as thrown to the source that was written. Puts the parts together; runs on the maps' thread, or in the command line.
import { faultCode, faultMessage } from '../base/fault.ts';
import { parseUrl } from '../base/url.ts';
import type {
  LookupRequest,
  MapCheck,
  PositionAnswer,
  RawFrame,
  SourceFrame,
  SourceMapConfig,
  Unresolved,
} from '../model/source-frame.ts';
import type { KeptMaps } from './kept-maps.ts';
import { Locator, toLocalPath, type LocatedScript } from './locator.ts';
import type { LocatedMap } from './map-finder.ts';
import type { FetchText } from './loopback-fetch.ts';
import { MapCache } from './map-cache.ts';
import { checkMap } from './map-check.ts';
import { findVersionFault } from './map-version.ts';
import type { StackPosition } from './position.ts';
import { PositionMapper } from './position-mapper.ts';
import { ServedIndex, type ServedReader } from './served-index.ts';
import { SocketCode, type MessageReader } from './socket-code.ts';
import { toSourceMap, type SourceMap } from './source-map.ts';
import { createSourceFiles, type SourceFiles } from './source-files.ts';
import type { PathRule, SourceRoot } from './source-path.ts';
import { parseStack } from './stack.ts';

export interface SourceMapperOptions {
  /** The session whose answers are looked into; absent where there is none. */
  readonly reader?: ServedReader;
  /** Its messages, in which dev servers send code. */
  readonly messages?: MessageReader;
  /** Maps that were kept with it. */
  readonly kept?: KeptMaps;
  /** Waits for a map that is just being fetched for the script of an exchange. */
  readonly settled?: (exchangeId: string) => Promise<void>;
  readonly roots: readonly SourceRoot[];
  readonly paths: SourceMapConfig['paths'];
  readonly fetch: FetchText;
}

/** Maps of scripts found before, kept by exchange. */
export const LOCATED_LIMIT = 300;

export interface SourceMapper {
  /** One position by script URL or by map; of a stack the first frame of one's own, with all frames. */
  lookup(request: LookupRequest): Promise<LookupAnswer>;
  /** Every frame of a stack's text, in its order. `at` is the instant it was thrown. */
  mapStack(stack: string, at?: number): Promise<readonly SourceFrame[]>;
  mapFrames(frames: readonly RawFrame[], at?: number): Promise<readonly SourceFrame[]>;
  /** What was tried for a script's map, and what became of it. */
  check(url: string, at?: number): Promise<MapCheck>;
  /** The real path of a file that may be opened in an editor: one below a known root, symbolic links followed. */
  openable(path: string): Promise<{ readonly path: string } | Unresolved>;
}

export type LookupAnswer = PositionAnswer & { readonly frames?: readonly SourceFrame[] };

export function createSourceMapper(options: SourceMapperOptions): SourceMapper {
  return new Mapper(options);
}

/** Scripts and maps looked for while one question is answered, so that a stack asks for each once. */
type Asked = Map<string, Promise<LoadedMap | Unresolved>>;

/** The same by its key in the cache. */
type CachedLocation = Omit<LoadedMap, 'map'> & { readonly key: string };

/** A decoded map and what its sources are relative to. */
interface LoadedMap {
  readonly map: SourceMap;
  readonly mapUrl: string;
  readonly caveats: readonly Unresolved[];
}

class Mapper implements SourceMapper {
  readonly #cache = new MapCache();
  readonly #files: SourceFiles;
  readonly #locator: Locator;
  readonly #positions: PositionMapper;
  /** By exchange; what was served does not change. */
  readonly #located = new Map<string, CachedLocation | Unresolved>();

  constructor({ reader, messages, roots, paths, fetch, kept, settled }: SourceMapperOptions) {
    const parts = { files: createSourceFiles(roots), fetch, paths: { roots, rules: paths.flatMap(toRule) } };
    this.#files = parts.files;
    this.#locator = new Locator({
      ...parts,
      ...(reader === undefined ? {} : { served: new ServedIndex(reader) }),
      ...(messages === undefined ? {} : { messages: new SocketCode(messages) }),
      ...(kept === undefined ? {} : { kept }),
      ...(settled === undefined ? {} : { settled }),
    });
    this.#positions = new PositionMapper(parts);
  }

  async lookup(request: LookupRequest): Promise<LookupAnswer> {
    if ('stack' in request) return this.#lookupStack(request.stack, request.at);
    if ('map' in request) return this.#lookupMap(request);
    const { url, line, column, at } = request;
    return this.#position({ raw: url, url, line, ...(column === undefined ? {} : { column }) }, at, new Map());
  }

  mapStack(stack: string, at?: number): Promise<readonly SourceFrame[]> {
    return this.mapFrames(parseStack(stack).frames, at);
  }

  async mapFrames(frames: readonly RawFrame[], at?: number): Promise<readonly SourceFrame[]> {
    const asked: Asked = new Map();
    const mapped: SourceFrame[] = [];
    for (const frame of frames) {
      const answer = await this.#position(frame, at, asked);
      mapped.push(
        'unresolved' in answer ? { ...frame, unresolved: answer.unresolved } : { ...frame, original: answer },
      );
    }
    return mapped;
  }

  check(url: string, at?: number): Promise<MapCheck> {
    return checkMap({ locator: this.#locator, positions: this.#positions, cache: this.#cache }, url, at);
  }

  async openable(path: string): Promise<{ readonly path: string } | Unresolved> {
    const real = this.#files.find(path);
    if (real !== undefined) return { path: real };
    return {
      code: 'file-not-openable',
      message: `${path} is not there or in no folder that is known; add one to sourceMaps.roots in the configuration.`,
    };
  }

  /** Of a stack without any frame of one's own, the first that could be mapped. */
  async #lookupStack(stack: string, at: number | undefined): Promise<LookupAnswer> {
    const frames = await this.mapStack(stack, at);
    const mapped = frames.flatMap(({ original }) => original ?? []);
    const top = mapped.find(({ ignored }) => !ignored) ?? mapped[0];
    if (top) return { ...top, frames };
    const unresolved = frames.find((frame) => frame.unresolved)?.unresolved ?? NO_FRAMES;
    return { unresolved, frames };
  }

  async #lookupMap({ map, line, column }: Extract<LookupRequest, { readonly map: unknown }>): Promise<PositionAnswer> {
    const position = { line, column };
    try {
      if (typeof map !== 'string') return this.#positions.original(toSourceMap(map), '', position, []);
      if (/^\ufeff?\s*(?:\{|\)\]\})/.test(map))
        return this.#positions.original(this.#cache.get(map).map, '', position, []);
    } catch (fault) {
      return { unresolved: { code: faultCode(fault), message: faultMessage(fault) } };
    }
    return this.#in(this.#load(await this.#locator.mapAt(map)), position);
  }

  async #position(frame: RawFrame, at: number | undefined, asked: Asked): Promise<PositionAnswer> {
    const { url, line, column, origin } = frame;
    if (url === undefined || line === undefined || origin === 'wasm') return { unresolved: placeless(frame) };
    if (/^(?:node|internal|native):/.test(url)) return { unresolved: RUNTIME };
    if (/-extension:/.test(url))
      return { unresolved: { code: 'frame-extension', message: `${url} belongs to an extension of the browser.` } };
    const isFile = toLocalPath(url) !== undefined || !/^[a-z][a-z0-9+.-]+:/i.test(url);
    const located = await this.#ask(url, at, asked);
    if (isFile && 'code' in located) {
      const original = this.#positions.file(url, line, column);
      return (
        original ?? {
          unresolved: {
            code: 'file-missing',
            message: `${url} is in no folder that is known; add one to sourceMaps.roots in the configuration.`,
          },
        }
      );
    }
    const answer = this.#in(located, { line, column });
    if (origin !== 'eval' || 'unresolved' in answer) return answer;
    return { ...answer, caveats: [...(answer.caveats ?? []), EVALUATED] };
  }

  #ask(url: string, at: number | undefined, asked: Asked): Promise<LoadedMap | Unresolved> {
    const known = asked.get(url);
    if (known) return known;
    const found = this.#locate(url, at);
    asked.set(url, found);
    return found;
  }

  async #locate(url: string, at: number | undefined): Promise<LoadedMap | Unresolved> {
    const { protocol } = parseUrl(url) ?? {};
    if (protocol !== undefined && !/^(?:https?|file):$|^[a-z]:$/i.test(protocol)) {
      return this.#load(await this.#locator.evaluated(url, at));
    }
    const exchangeId = await this.#locator.exchangeOf(url, at);
    const known = exchangeId === undefined ? undefined : this.#recall(exchangeId);
    if (known) return known;
    const sent = exchangeId === undefined ? await this.#locator.sent(url, at) : undefined;
    if (sent) return this.#load(sent);
    const script = await this.#locator.script(url, at);
    return 'code' in script ? script : this.#mapOf(script);
  }

  async #mapOf(script: LocatedScript): Promise<LoadedMap | Unresolved> {
    const { exchangeId: id } = script;
    const located = await this.#locator.map(script);
    const loaded = this.#load(located);
    const checked = 'code' in located || 'code' in loaded ? loaded : withVersion(loaded, script.text, located.text);
    if (id !== undefined) this.#remember(id, checked);
    return checked;
  }

  #recall(exchangeId: string): LoadedMap | Unresolved | undefined {
    const known = this.#located.get(exchangeId);
    if (!known || 'code' in known) return known;
    const map = this.#cache.peek(known.key);
    return map && { ...known, map };
  }

  #remember(exchangeId: string, loaded: CachedLocation | Unresolved): void {
    // What is not there now may come: a server that is started again, a file that is built.
    if ('code' in loaded && loaded.code !== 'map-none') return;
    if (this.#located.size >= LOCATED_LIMIT) this.#located.delete([...this.#located.keys()][0] ?? '');
    const kept = 'code' in loaded ? loaded : { mapUrl: loaded.mapUrl, caveats: loaded.caveats, key: loaded.key };
    this.#located.set(exchangeId, kept);
  }

  #load(located: LocatedMap | Unresolved): (LoadedMap & CachedLocation) | Unresolved {
    if ('code' in located) return located;
    try {
      const { mapUrl, caveats, text } = located;
      return { ...this.#cache.get(text), mapUrl, caveats };
    } catch (fault) {
      return { code: faultCode(fault), message: faultMessage(fault) };
    }
  }

  #in(loaded: LoadedMap | Unresolved, position: StackPosition): PositionAnswer {
    if ('code' in loaded) return { unresolved: loaded };
    return this.#positions.original(loaded.map, loaded.mapUrl, position, loaded.caveats);
  }
}

/** A map of another build gives wrong answers: they are given with that said. */
function withVersion<T extends LoadedMap>(loaded: T, script: string, mapText: string): T {
  const stale = findVersionFault(script, mapText, loaded.map);
  return stale ? { ...loaded, caveats: [...loaded.caveats, stale] } : loaded;
}

const NO_FRAMES: Unresolved = { code: 'stack-unknown', message: 'The text holds no frame of a kind that is known.' };
const RUNTIME: Unresolved = { code: 'frame-native', message: 'The frame is code of the engine or runtime itself.' };
const EVALUATED: Unresolved = {
  code: 'frame-evaluated',
  message: 'The code was evaluated without a name; the place is where that was asked for.',
};

function placeless({ origin, raw }: RawFrame): Unresolved {
  if (origin === 'native') return RUNTIME;
  if (origin === 'wasm')
    return { code: 'frame-wasm', message: 'The frame is WebAssembly, which has no source map here.' };
  return { code: 'frame-without-place', message: `The frame "${raw.slice(0, 80)}" names no script and line.` };
}

/** Rules come checked from the configuration; a pattern that is none is left out. */
function toRule({ from, to }: SourceMapConfig['paths'][number]): PathRule[] {
  try {
    return [{ from: new RegExp(from), to }];
  } catch {
    // Said where the configuration was read.
    return [];
  }
}
