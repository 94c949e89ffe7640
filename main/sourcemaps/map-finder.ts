// Source maps: an external map's content: as it was served, as it was kept, as it lies on disk, as a server on this machine gives it now.
import type { MapOrigin, MapStep, Unresolved } from '../model/source-frame.ts';
import { scriptHash, type KeptMaps } from './kept-maps.ts';
import type { FetchText } from './loopback-fetch.ts';
import type { ServedIndex, Served } from './served-index.ts';
import type { SocketCode } from './socket-code.ts';
import type { SourceFiles } from './source-files.ts';
import { toSourcePaths, type PathContext } from './source-path.ts';

/** A map's text. `mapUrl` is what its sources are relative to. */
export interface LocatedMap {
  readonly mapUrl: string;
  readonly text: string;
  readonly from: MapOrigin;
  /** Of the answer it came in; absent where it came in none. */
  readonly headers?: readonly (readonly [string, string])[];
  readonly caveats: readonly Unresolved[];
}

/** The script that names it. */
export interface NamingScript {
  readonly url: string;
  readonly text: string;
  readonly exchangeId?: string;
  readonly servedAt?: number;
  readonly isLocal: boolean;
}

/** A map's addresses. */
export interface MapAddress {
  /** As the browser would ask for it. */
  readonly mapUrl: string;
  /** At the server that the script came from. */
  readonly upstreamUrl?: string;
}

export interface MapFinderParts {
  /** Absent where there is no session. */
  readonly served?: ServedIndex;
  readonly kept?: KeptMaps;
  /** Code that came in messages. */
  readonly messages?: SocketCode;
  /** Waits for a map that is just being fetched for the script of an exchange. */
  readonly settled?: (exchangeId: string) => Promise<void>;
  readonly files: SourceFiles;
  readonly fetch: FetchText;
  readonly paths: PathContext;
}

export type Trail = (step: MapStep) => void;

type Found = LocatedMap | Unresolved;

export class MapFinder {
  readonly #parts: MapFinderParts;

  constructor(parts: MapFinderParts) {
    this.#parts = parts;
  }

  /** The places in turn; where none has it, the reason that says most. */
  async find(address: MapAddress, script: NamingScript, trail: Trail): Promise<Found> {
    const { mapUrl } = address;
    if (script.isLocal) {
      return this.#onDisk(mapUrl, [], trail) ?? missing(`The map ${mapUrl} is not there or not below a known folder.`);
    }
    const recorded = await this.#recorded(mapUrl, script, trail);
    if (recorded && 'text' in recorded) return recorded;
    const kept = await this.#kept(mapUrl, script, trail);
    if (kept && 'text' in kept) return kept;
    const other = await this.#recordedElsewhen(mapUrl, script, trail);
    if (other) return other;
    const onDisk = this.#onDisk(mapUrl, [FROM_DISK], trail);
    if (onDisk) return onDisk;
    const fetched = await this.#fetched(address, script, trail);
    if ('text' in fetched) return fetched;
    const why = recorded ?? kept ?? fetched;
    return missing(`The map ${mapUrl} was neither recorded nor kept nor found on disk. ${why.message}`);
  }

  /** What the browser itself had after this script and before the next one of that address; undefined where it did not ask. */
  async #recorded(mapUrl: string, script: NamingScript, trail: Trail): Promise<Found | undefined> {
    const { served } = this.#parts;
    if (!served || script.servedAt === undefined) return undefined;
    const until = await served.nextAt(script.url, script.servedAt);
    const found = await served.findBetween(mapUrl, script.servedAt, until);
    if (!found) {
      trail({ step: 'recorded', ok: false, detail: `the browser did not ask for ${short(mapUrl)} then` });
      return undefined;
    }
    return this.#fromExchange(mapUrl, found, [], trail);
  }

  async #kept(mapUrl: string, script: NamingScript, trail: Trail): Promise<Found | undefined> {
    const { kept, settled } = this.#parts;
    if (!kept) return undefined;
    if (script.exchangeId !== undefined) await settled?.(script.exchangeId);
    const map = await kept.find(mapUrl, scriptHash(script.text));
    if (!map) {
      trail({ step: 'kept', ok: false, detail: 'not kept with the session' });
      return undefined;
    }
    if (map.fault) {
      trail({ step: 'kept', ok: false, detail: map.fault.message, code: map.fault.code });
      return map.fault;
    }
    trail({ step: 'kept', ok: true, detail: `fetched when its script was served` });
    const { contentType, bytes } = map;
    return {
      ...{ mapUrl, from: 'kept', caveats: [], text: Buffer.from(bytes).toString('utf8') },
      ...(contentType === undefined ? {} : { headers: [['content-type', contentType]] as const }),
    };
  }

  /** What the session has of another time: of the same build where its address names one. */
  async #recordedElsewhen(mapUrl: string, script: NamingScript, trail: Trail): Promise<LocatedMap | undefined> {
    const found = await this.#parts.served?.find(mapUrl, script.servedAt);
    if (!found || !('exchange' in found)) return undefined;
    const located = this.#fromExchange(mapUrl, found, [OTHER_TIME], trail);
    return 'text' in located ? located : undefined;
  }

  #fromExchange(mapUrl: string, found: Served | Unresolved, caveats: readonly Unresolved[], trail: Trail): Found {
    if ('code' in found) {
      const code = found.code.replace(/^script-/, 'map-');
      trail({ step: 'recorded', ok: false, detail: found.message, code });
      return { code, message: found.message };
    }
    const { exchange, text } = found;
    trail({ step: 'recorded', ok: true, detail: `as served in exchange ${exchange.id}` });
    return { mapUrl, text, from: 'recorded', caveats, headers: exchange.responseHeaders };
  }

  #onDisk(mapUrl: string, caveats: readonly Unresolved[], trail: Trail): LocatedMap | undefined {
    const { files, paths } = this.#parts;
    const path = toSourcePaths(mapUrl, paths).find((each) => files.find(each) !== undefined);
    const text = path === undefined ? undefined : files.readText(path);
    if (path === undefined || text === undefined) {
      trail({ step: 'disk', ok: false, detail: 'in no folder that is known' });
      return undefined;
    }
    trail({ step: 'disk', ok: true, detail: path });
    return { mapUrl, text, from: 'disk', caveats };
  }

  async #fetched({ mapUrl, upstreamUrl }: MapAddress, script: NamingScript, trail: Trail): Promise<Found> {
    const fetched = await this.#parts.fetch(upstreamUrl ?? mapUrl);
    if ('code' in fetched) {
      trail({ step: 'fetch', ok: false, detail: fetched.message, code: fetched.code });
      return fetched;
    }
    trail({ step: 'fetch', ok: true, detail: `${short(upstreamUrl ?? mapUrl)} as it is now` });
    const caveats = script.exchangeId === undefined ? [] : [MAP_NOT_THEN];
    return { mapUrl, text: fetched.text, from: 'fetched', headers: fetched.headers, caveats };
  }
}

const MAP_NOT_THEN: Unresolved = {
  code: 'map-not-then',
  message: 'The map was not recorded; it is taken as it is now and may have changed since.',
};
const FROM_DISK: Unresolved = {
  code: 'map-from-disk',
  message: 'The map was not recorded; it is taken from disk and may be of another build.',
};
const OTHER_TIME: Unresolved = {
  code: 'map-other-time',
  message: 'The map was recorded at another time than the script and may be of another build.',
};

function missing(message: string): Unresolved {
  return { code: 'map-missing', message };
}

/** For a step's detail: long addresses are cut. */
export function short(text: string): string {
  return text.length > 120 ? `${text.slice(0, 117)}...` : text;
}
