// Model: a source map that was fetched while its script was served, so that it is still there when the server has gone or moved on.
import type { Unresolved } from './source-frame.ts';

/** One map of one script's or stylesheet's content; table `maps` of a session, unique by `script` and `url`. */
export interface KeptMap {
  /** The map's address as the script names it, absolute, as the browser would ask for it. */
  readonly url: string;
  /** SHA-256 of the decoded text that names the map, in lower-case hex digits. */
  readonly script: string;
  /** When it was fetched; milliseconds since the Unix epoch, with a fraction. */
  readonly at: number;
  /** The answer's `Content-Type`, where it had one. */
  readonly contentType?: string;
  /** Why there is none; its content is empty then. */
  readonly fault?: Unresolved;
}

/** A map with its content: UTF-8, without content coding. */
export interface KeptMapContent extends KeptMap {
  readonly bytes: Uint8Array;
}

/** What a session's reader knows of kept maps. Sessions of before have none. */
export interface KeptMapReader {
  /** The map of that address that was kept for a script of that content. */
  keptMap(url: string, script: string): Promise<KeptMapContent | undefined>;
  /** Bytes of all maps that the session holds. */
  keptMapBytes(): Promise<number>;
}
