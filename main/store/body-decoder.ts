// Store: undoes content codings (RFC 9110 section 8.4) of a kept body, as far as it goes.
import { createBrotliDecompress, createGunzip, createInflate, createInflateRaw, constants, type Zlib } from 'node:zlib';
import type { Transform } from 'node:stream';
import { Decompress } from 'fzstd';
import { Fault, faultMessage } from '../base/fault.ts';

/** The most that decoding gives, in bytes, so that a small body can't fill the memory. */
export const DECODED_LIMIT_BYTES = 64 * 1024 * 1024;

/** Codings undone for one body; more is taken for an attack. */
export const CODINGS_LIMIT = 5;

/** Bytes handed to a decoder at once; in the second try few, so that all before the damage comes out. */
const SLICE_BYTES = 64 * 1024;
const CAREFUL_SLICE_BYTES = 64;

export interface Decoded {
  readonly bytes: Uint8Array;
  /** Why decoding stopped early. */
  readonly fault?: { readonly code: string; readonly message: string };
}

/** Decodes bytes by the value of their `Content-Encoding` field. Never rejects: what could be decoded comes with the fault. */
export async function decodeBody(
  bytes: Uint8Array,
  encoding: string | undefined,
  limitBytes = DECODED_LIMIT_BYTES,
): Promise<Decoded> {
  const codings = parseCodings(encoding);
  if (codings.length > CODINGS_LIMIT) {
    return {
      bytes,
      fault: undecodable(`it names ${codings.length} content codings, ${CODINGS_LIMIT} at most are undone`),
    };
  }
  let decoded: Decoded = { bytes };
  for (const coding of codings.reverse()) {
    decoded = await undoCoding(decoded.bytes, coding, limitBytes);
    if (decoded.fault) return decoded;
  }
  return decoded;
}

/** The codings in the order they were applied, in lower case, without those that change nothing. */
function parseCodings(encoding: string | undefined): string[] {
  if (!encoding) return [];
  const names = encoding.split(',').map((name) => name.trim().toLowerCase());
  return names.filter((name) => name !== '' && name !== 'identity');
}

async function undoCoding(bytes: Uint8Array, coding: string, limitBytes: number): Promise<Decoded> {
  if (bytes.length === 0) return { bytes };
  if (coding === 'zstd') return undoZstd(bytes, limitBytes);
  const strict = createDecoder(coding, bytes, 'strict');
  if (!strict) return { bytes, fault: undecodable(`the content coding "${coding}" is not known`) };
  const decoded = await runDecoder(strict, bytes, SLICE_BYTES, limitBytes);
  if (!decoded.fault || decoded.fault.code === 'body-too-large') return decoded;
  const careful = createDecoder(coding, bytes, 'careful');
  if (!careful) return decoded;
  const more = await runDecoder(careful, bytes, CAREFUL_SLICE_BYTES, limitBytes);
  return { bytes: more.bytes.length > decoded.bytes.length ? more.bytes : decoded.bytes, fault: decoded.fault };
}

/** A careful decoder takes an early end for an end. */
function createDecoder(
  coding: string,
  bytes: Uint8Array,
  manner: 'strict' | 'careful',
): (Transform & Zlib) | undefined {
  const zlib = manner === 'strict' ? {} : { flush: constants.Z_SYNC_FLUSH, finishFlush: constants.Z_SYNC_FLUSH };
  const brotli =
    manner === 'strict'
      ? {}
      : { flush: constants.BROTLI_OPERATION_FLUSH, finishFlush: constants.BROTLI_OPERATION_FLUSH };
  switch (coding) {
    case 'gzip':
    case 'x-gzip':
      return createGunzip(zlib);
    case 'deflate':
      return hasZlibHeader(bytes) ? createInflate(zlib) : createInflateRaw(zlib);
    case 'br':
      return createBrotliDecompress(brotli);
    default:
      return undefined;
  }
}

/** Some servers send `deflate` without the zlib wrapper (RFC 1950 section 2.2 says how one starts). */
function hasZlibHeader(bytes: Uint8Array): boolean {
  const [first = 0, second = 0] = bytes;
  return (first & 0x0f) === 8 && ((first << 8) | second) % 31 === 0;
}

function runDecoder(decoder: Transform, bytes: Uint8Array, sliceBytes: number, limitBytes: number): Promise<Decoded> {
  return new Promise((resolve) => {
    const output = collectOutput(limitBytes);
    const settle = (fault?: Decoded['fault']) => {
      decoder.removeAllListeners('data');
      resolve(fault ? { bytes: output.take(), fault } : { bytes: output.take() });
      decoder.destroy();
    };
    decoder.on('data', (chunk: Uint8Array) => {
      if (!output.add(chunk)) settle(tooLarge(limitBytes));
    });
    decoder.on('error', (cause) => settle(undecodable(faultMessage(cause))));
    decoder.on('end', () => settle());
    feedDecoder(decoder, bytes, sliceBytes);
  });
}

/** Writes slice after slice as the decoder takes them. */
function feedDecoder(decoder: Transform, bytes: Uint8Array, sliceBytes: number): void {
  let from = 0;
  const next = () => {
    while (!decoder.destroyed && from < bytes.length) {
      const slice = bytes.subarray(from, from + sliceBytes);
      from += slice.length;
      if (!decoder.write(slice)) {
        decoder.once('drain', next);
        return;
      }
    }
    if (!decoder.destroyed) decoder.end();
  };
  next();
}

function undoZstd(bytes: Uint8Array, limitBytes: number): Decoded {
  const output = collectOutput(limitBytes);
  const fault = tooLarge(limitBytes);
  try {
    const decoder = new Decompress((chunk) => {
      // The decoder is asked for one block after the other; this is the only way to stop it.
      if (!output.add(chunk)) throw new Fault(fault.code, fault.message);
    });
    for (let from = 0; from < bytes.length; from += SLICE_BYTES) {
      const to = from + SLICE_BYTES;
      decoder.push(bytes.subarray(from, to), to >= bytes.length);
    }
  } catch (cause) {
    return { bytes: output.take(), fault: cause instanceof Fault ? fault : undecodable(faultMessage(cause)) };
  }
  return { bytes: output.take() };
}

function collectOutput(limitBytes: number) {
  const chunks: Uint8Array[] = [];
  let room = limitBytes;
  return {
    /** False when the limit is passed; the head is kept. */
    add(chunk: Uint8Array): boolean {
      if (room > 0 && chunk.length > 0) chunks.push(chunk.slice(0, room));
      room -= chunk.length;
      return room >= 0;
    },
    take: (): Uint8Array => joinBytes(chunks),
  };
}

/** All parts in one piece with a buffer of its own, so that it can be moved to another thread. */
export function joinBytes(parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

function undecodable(reason: string): { readonly code: string; readonly message: string } {
  return {
    code: 'body-undecodable',
    message: `The body could not be decoded to its end: ${reason}. See the raw bytes.`,
  };
}

function tooLarge(limitBytes: number): { readonly code: string; readonly message: string } {
  return {
    code: 'body-too-large',
    message: `The decoded body is larger than ${Math.round(limitBytes / 1024 / 1024)} MiB: only its head is shown. Export the raw bytes to see all.`,
  };
}
