// Source maps: the maps that a session keeps: those just fetched, which are on their way into its file, and those in it. Runs on the maps' thread.
import { createHash } from 'node:crypto';
import type { KeptMapContent, KeptMapReader } from '../model/kept-map.ts';

/** Memory for maps on their way into the file, in bytes. It takes them a fraction of a second. */
export const HELD_LIMIT_BYTES = 64 * 1024 * 1024;

/** What a kept map is bound to: the content of the script or stylesheet that names it. */
export function scriptHash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

export class KeptMaps {
  readonly #reader: KeptMapReader | undefined;
  /** The oldest first. */
  readonly #held = new Map<string, KeptMapContent>();
  #heldBytes = 0;

  constructor(reader?: KeptMapReader) {
    this.#reader = reader;
  }

  /** The map of an address that was kept for a script of that hash. */
  async find(url: string, script: string): Promise<KeptMapContent | undefined> {
    return this.#held.get(keyOf(url, script)) ?? this.#reader?.keptMap(url, script);
  }

  /** Bytes of the maps that the file holds. */
  async usedBytes(): Promise<number> {
    return (await this.#reader?.keptMapBytes()) ?? 0;
  }

  /** Has a map at hand until the file has it. */
  hold(map: KeptMapContent): void {
    const key = keyOf(map.url, map.script);
    this.#forget(key);
    this.#held.set(key, map);
    this.#heldBytes += map.bytes.byteLength;
    for (const oldest of this.#held.keys()) {
      if (this.#heldBytes <= HELD_LIMIT_BYTES) return;
      this.#forget(oldest);
    }
  }

  #forget(key: string): void {
    this.#heldBytes -= this.#held.get(key)?.bytes.byteLength ?? 0;
    this.#held.delete(key);
  }
}

function keyOf(url: string, script: string): string {
  return `${script} ${url}`;
}
