// Source maps: decoded maps by the hash of their text, the ones used longest ago forgotten first.
import { createHash } from 'node:crypto';
import { parseSourceMap, type SourceMap } from './source-map.ts';

/** Memory that decoded maps may take, in bytes; one that is larger alone is used and not kept. */
export const MAP_CACHE_BYTES = 192 * 1024 * 1024;

export interface CachedMap {
  readonly key: string;
  readonly map: SourceMap;
}

export class MapCache {
  readonly #limit: number;
  /** In order of use, the last used last. */
  readonly #maps = new Map<string, SourceMap>();
  #bytes = 0;

  constructor(limitBytes = MAP_CACHE_BYTES) {
    this.#limit = limitBytes;
  }

  get sizeBytes(): number {
    return this.#bytes;
  }

  /** The map of a text, decoded now or before, and its key. Throws a Fault as `parseSourceMap` does. */
  get(text: string): CachedMap {
    const key = createHash('sha256').update(text).digest('base64');
    const known = this.peek(key);
    if (known) return { key, map: known };
    const map = parseSourceMap(text);
    this.#maps.set(key, map);
    this.#bytes += map.sizeBytes;
    this.#shrink();
    return { key, map };
  }

  /** The map of a key that `get` gave, as long as it is kept. */
  peek(key: string): SourceMap | undefined {
    const known = this.#maps.get(key);
    if (!known) return undefined;
    this.#maps.delete(key);
    this.#maps.set(key, known);
    return known;
  }

  #shrink(): void {
    for (const [key, map] of this.#maps) {
      if (this.#bytes <= this.#limit) return;
      this.#maps.delete(key);
      this.#bytes -= map.sizeBytes;
    }
  }
}
