// HMR: keeps the bytes of scripts that may turn out to be hot updates, until that is known.
import { headerValue } from '../model/headers.ts';
import type { Exchange } from '../model/exchange.ts';
import type { HmrModule } from '../model/hmr.ts';
import { decodeChunk, MAX_CHUNK_BYTES, readChunkModules } from './hot-chunk.ts';

/** Bytes that are kept of all such scripts together. */
export const MAX_KEPT_BYTES = 8 * 1024 * 1024;

export class ChunkBodies {
  readonly #bodies = new Map<string, { readonly chunks: Uint8Array[]; bytes: number }>();
  #bytes = 0;

  /** Keeps a piece, unless the script or all of them together grow too long: then what there is of it goes too. */
  add(exchangeId: string, bytes: Uint8Array): void {
    const body = this.#bodies.get(exchangeId) ?? { chunks: [], bytes: 0 };
    body.chunks.push(bytes);
    body.bytes += bytes.byteLength;
    this.#bytes += bytes.byteLength;
    this.#bodies.set(exchangeId, body);
    if (body.bytes > MAX_CHUNK_BYTES || this.#bytes > MAX_KEPT_BYTES) this.#delete(exchangeId);
  }

  /** Forgets all but those of whom it is still to be known, or known that they are hot updates. */
  keep(isWanted: (exchangeId: string) => boolean): void {
    for (const id of this.#bodies.keys()) if (!isWanted(id)) this.#delete(id);
  }

  /** The modules of a script that has come to its end; it is forgotten. */
  take(exchange: Exchange): readonly HmrModule[] {
    const body = this.#bodies.get(exchange.id);
    if (body === undefined) return [];
    this.#delete(exchange.id);
    const encoding = headerValue(exchange.responseHeaders, 'Content-Encoding');
    return readChunkModules(decodeChunk(Buffer.concat(body.chunks), encoding));
  }

  #delete(exchangeId: string): void {
    this.#bytes -= this.#bodies.get(exchangeId)?.bytes ?? 0;
    this.#bodies.delete(exchangeId);
  }
}
