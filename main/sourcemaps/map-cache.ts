// Source maps: decoded maps by the hash of their text, the ones used longest ago forgotten first.
import { createHash } from 'node:crypto';
import { parseSourceMap, type SourceMap } from './source-map.ts';

/** Memory that decoded maps may take, in bytes; one that is larger alone is used and not kept. */
export const MAP_CACHE_BYTES = 192 * 1024 * 1024;

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

  /** The map of a text, decoded now or before. Throws a Fault as `parseSourceMap` does. */
  get(text: string): SourceMap {
    const key = createHash('sha256').update(text).digest('base64');
    const known = this.#maps.get(key);
    if (known) {
      this.#maps.delete(key);
      this.#maps.set(key, known);
      return known;
    }
    const map = parseSourceMap(text);
    this.#maps.set(key, map);
    this.#bytes += map.sizeBytes;
    this.#shrink();
    return map;
  }

  #shrink(): void {
    for (const [key, map] of this.#maps) {
      if (this.#bytes <= this.#limit) return;
      this.#maps.delete(key);
      this.#bytes -= map.sizeBytes;
    }
  }
}
