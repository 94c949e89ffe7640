// Proxy: new ids for traces and spans, cheap enough for each request: random bytes are drawn in large pieces.
import { randomFillSync } from 'node:crypto';
import { NO_SPAN_ID, NO_TRACE_ID } from '../capture/traceparent.ts';

/** Random bytes drawn at once. */
const POOL_BYTES = 4096;

const pool = Buffer.allocUnsafeSlow(POOL_BYTES);
let used = POOL_BYTES;

/** 32 lower-case hex digits, not all zero. */
export function newTraceId(): string {
  return newId(16, NO_TRACE_ID);
}

/** 16 lower-case hex digits, not all zero. */
export function newSpanId(): string {
  return newId(8, NO_SPAN_ID);
}

function newId(bytes: number, forbidden: string): string {
  if (used + bytes > POOL_BYTES) {
    randomFillSync(pool);
    used = 0;
  }
  used += bytes;
  const id = pool.toString('hex', used - bytes, used);
  return id === forbidden ? newId(bytes, forbidden) : id;
}
