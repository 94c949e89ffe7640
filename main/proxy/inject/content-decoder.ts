// Proxy: undoes a document's content coding as its bytes come, on Node.js's threads for compression.
import { constants, createBrotliDecompress, createGunzip, createInflate, createInflateRaw } from 'node:zlib';
import type { Transform } from 'node:stream';

/** Codings that are undone (RFC 9110 section 8.4.1). */
export type Coding = 'gzip' | 'deflate' | 'br';

const CODINGS: Readonly<Record<string, Coding>> = { gzip: 'gzip', 'x-gzip': 'gzip', deflate: 'deflate', br: 'br' };

/** Bytes that one step of decoding gives at most. */
const STEP_BYTES = 64 * 1024;

/** What a `Content-Encoding` asks for: nothing, a coding, or what can't be undone here. */
export function toCoding(field: string | undefined): Coding | 'identity' | 'unknown' {
  const name = (field ?? '').trim().toLowerCase();
  if (name === '' || name === 'identity') return 'identity';
  return CODINGS[name] ?? 'unknown';
}

/** A decoder for content that begins with these bytes. What is written comes out at once, as far as the coding lets it. */
export function createDecoder(coding: Coding, first: Buffer): Transform {
  // Content that stops short shows as far as it goes, as in browsers.
  const options = {
    flush: constants.Z_SYNC_FLUSH,
    finishFlush: constants.Z_SYNC_FLUSH,
    chunkSize: STEP_BYTES,
  };
  switch (coding) {
    case 'gzip':
      return createGunzip(options);
    case 'deflate':
      return isZlib(first) ? createInflate(options) : createInflateRaw(options);
    case 'br':
      return createBrotliDecompress({ flush: constants.BROTLI_OPERATION_FLUSH, chunkSize: STEP_BYTES });
  }
}

/** Some servers send `deflate` without its frame (RFC 1950 section 2.2), and browsers take both. */
function isZlib(first: Buffer): boolean {
  const [method = 0, flags] = first;
  return (method & 0x0f) === 8 && (flags === undefined || ((method << 8) | flags) % 31 === 0);
}
