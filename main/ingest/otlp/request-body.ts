// Ingest: reads the body of an OTLP request, whole and decoded, within bounds.
import type { IncomingMessage } from 'node:http';
import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate } from 'node:zlib';
import { Fault } from '../../base/fault.ts';

/** A body's bytes on the wire. */
export const WIRE_LIMIT_BYTES = 16 * 1024 * 1024;
/** A body's bytes without its coding. */
export const BODY_LIMIT_BYTES = 64 * 1024 * 1024;

const DECODERS = {
  gzip: promisify<Buffer, { maxOutputLength: number }, Buffer>(gunzip),
  deflate: promisify<Buffer, { maxOutputLength: number }, Buffer>(inflate),
  br: promisify<Buffer, { maxOutputLength: number }, Buffer>(brotliDecompress),
};

export interface BodyLimits {
  readonly wireBytes: number;
  readonly bodyBytes: number;
}

/**
 * Rejects with a Fault: `otlp-too-large`, `otlp-encoding` for a coding that is not known, `otlp-invalid` for one that is broken,
 * `otlp-aborted` where the sender stopped early.
 */
export async function readBody(request: IncomingMessage, limits: BodyLimits): Promise<Uint8Array> {
  const coding = (request.headers['content-encoding'] ?? 'identity').trim().toLowerCase();
  if (coding !== 'identity' && !isKnown(coding)) {
    throw new Fault('otlp-encoding', `The content coding ${coding.slice(0, 40)} is not known; use gzip.`);
  }
  const wire = await readWire(request, limits.wireBytes);
  if (!isKnown(coding)) return wire;
  try {
    return await DECODERS[coding](wire, { maxOutputLength: limits.bodyBytes });
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : '';
    if (code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(limits.bodyBytes, 'decoded');
    throw new Fault('otlp-invalid', `The body is no ${coding}.`, { cause });
  }
}

function isKnown(coding: string): coding is keyof typeof DECODERS {
  return Object.prototype.hasOwnProperty.call(DECODERS, coding);
}

/** What is over the limit is left for whoever answers: a request that was cut off could not be answered. */
function readWire(request: IncomingMessage, limitBytes: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const fail = (): void => reject(tooLarge(limitBytes, 'long'));
    const declared = Number(request.headers['content-length'] ?? 0);
    if (declared > limitBytes) fail();
    let chunks: Buffer[] = [];
    let size = declared > limitBytes ? declared : 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.byteLength;
      if (size <= limitBytes) chunks.push(chunk);
      else {
        chunks = [];
        fail();
      }
    });
    request.once('end', () => resolve(Buffer.concat(chunks)));
    request.once('close', () =>
      reject(new Fault('otlp-aborted', 'The sender stopped before its request was complete.')),
    );
    request.once('error', reject);
  });
}

function tooLarge(limitBytes: number, how: 'long' | 'decoded'): Fault {
  const limit = `${Math.round(limitBytes / (1024 * 1024))} MiB`;
  const what = how === 'decoded' ? 'The body is decoded longer' : 'The body is longer';
  return new Fault('otlp-too-large', `${what} than ${limit}; send smaller batches.`);
}
