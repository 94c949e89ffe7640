// Capture: undoes a compression piece by piece and at once, so that decoders need no callback from a thread pool.
import { constants } from 'node:zlib';
import { BrotliDecompress, InflateRaw, Unzip } from 'minizlib';

/** `unzip` is gzip or zlib's own format, whichever the first bytes say. */
export type Compression = 'deflate-raw' | 'unzip' | 'br';

/** Input is taken in slices of this size, in bytes: deflate makes 8 MiB of one at most (1032:1). */
const SLICE_BYTES = 8 * 1024;
/** What one slice may grow to, in bytes; Brotli knows no limit of its own. More is a fault. */
export const MAX_SLICE_OUTPUT_BYTES = 32 * 1024 * 1024;
/** An option of node:zlib that is handed through. */
const BOUND = { maxOutputLength: MAX_SLICE_OUTPUT_BYTES };

type Stream = InflateRaw | Unzip | BrotliDecompress;

/** One compressed stream. Output comes from `write` before it returns, as far as the input so far tells it. */
export class SyncInflater {
  readonly #stream: Stream;
  readonly #output: (piece: Uint8Array) => void;
  #fault: unknown;

  constructor(compression: Compression, output: (piece: Uint8Array) => void) {
    this.#output = output;
    this.#stream = createStream(compression);
    this.#stream.on('data', (piece) => this.#output(piece as Uint8Array));
    this.#stream.on('error', (fault) => (this.#fault = fault));
  }

  /**
   * Takes more input. Answers how many bytes of it were used: fewer than given when the stream ended within them.
   * Throws what is wrong with the input; the stream is of no use after that.
   */
  write(input: Uint8Array): number {
    for (let start = 0; start < input.byteLength; start += SLICE_BYTES) {
      const slice = input.subarray(start, start + SLICE_BYTES);
      this.#stream.write(Buffer.from(slice.buffer, slice.byteOffset, slice.byteLength));
      if (this.#fault !== undefined) throw this.#fault as Error;
      const used = bytesUsed(this.#stream);
      if (used < slice.byteLength) return start + used;
    }
    return input.byteLength;
  }

  /** Forgets all input, as if just created. */
  reset(): void {
    this.#stream.reset();
  }

  /** Frees the memory outside the heap. */
  close(): void {
    this.#stream.close();
  }
}

function createStream(compression: Compression): Stream {
  switch (compression) {
    case 'deflate-raw':
      return new InflateRaw({ flush: constants.Z_SYNC_FLUSH, ...BOUND });
    case 'unzip':
      return new Unzip({ flush: constants.Z_SYNC_FLUSH, ...BOUND });
    case 'br':
      return new BrotliDecompress({ flush: constants.BROTLI_OPERATION_FLUSH, ...BOUND });
  }
}

/** How much of the last write the stream took: `bytesWritten` of the zlib object inside. */
function bytesUsed(stream: Stream): number {
  const inside: unknown = stream.handle;
  return (inside as { readonly bytesWritten: number }).bytesWritten;
}
