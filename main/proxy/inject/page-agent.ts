// Proxy: the script that documents get, and the answer to those who ask for it.
import { createHash } from 'node:crypto';
import type { OwnAnswer } from '../failure-page.ts';

/** Where pages find it. */
export const AGENT_PATH = '/__throughline/agent.js';

/** The page agent as it is served. */
export interface PageAgent {
  readonly bytes: Buffer;
  /** Of its bytes, in 16 hex digits, so that a cached one is never an old one. */
  readonly version: string;
  /** For pages that take scripts only with it (Subresource Integrity). */
  readonly integrity: string;
}

/** The longest an answer that names its version may be kept, in seconds (RFC 8246). */
const KEPT_S = 31_536_000;

export function toPageAgent(bytes: Buffer): PageAgent {
  const hash = createHash('sha256').update(bytes);
  const digest = hash.digest();
  return {
    bytes,
    version: digest.toString('hex').slice(0, 16),
    integrity: `sha256-${digest.toString('base64')}`,
  };
}

/**
 * The answer to `GET /__throughline/agent.js`. Sandboxed pages have an origin of their own, and so load it as pages
 * elsewhere would: it holds nothing to hide.
 */
export function toAgentAnswer({ bytes, version }: PageAgent, path: string): OwnAnswer {
  const current = new URLSearchParams(path.slice(AGENT_PATH.length)).get('v') === version;
  return {
    status: 200,
    statusText: 'OK',
    rawHeaders: [
      ...['Content-Type', 'text/javascript; charset=utf-8', 'Content-Length', String(bytes.byteLength)],
      ...['Cache-Control', current ? `public, max-age=${KEPT_S}, immutable` : 'no-cache'],
      ...['X-Content-Type-Options', 'nosniff', 'Cross-Origin-Resource-Policy', 'cross-origin'],
    ],
    body: bytes,
  };
}
