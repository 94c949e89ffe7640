// Proxy: the script that documents get, the part it loads later, and the answers to those who ask for them.
import { createHash } from 'node:crypto';
import type { OwnAnswer } from '../failure-page.ts';

/** Where pages find the agent. */
export const AGENT_PATH = '/__throughline/agent.js';
/** Where the agent finds what it loads later. */
const MEASURES_PATH = '/__throughline/agent-measures.js';

/** The agent's files as they were built. */
export interface AgentFiles {
  readonly agent: Buffer;
  /** The module that the agent imports once the page is loaded. */
  readonly measures?: Buffer;
}

/** The page agent as it is served. */
export interface PageAgent {
  /** By path. */
  readonly files: ReadonlyMap<string, Buffer>;
  /** Of all its bytes, in 16 hex digits, so that a cached one is never an old one. */
  readonly version: string;
  /** For pages that take scripts only with it (Subresource Integrity). */
  readonly integrity: string;
}

/** The longest an answer that names its version may be kept, in seconds (RFC 8246). */
const KEPT_S = 31_536_000;

export function toPageAgent({ agent, measures }: AgentFiles): PageAgent {
  const files = new Map([[AGENT_PATH, agent]]);
  if (measures) files.set(MEASURES_PATH, measures);
  return {
    files,
    version: sha256([...files.values()])
      .toString('hex')
      .slice(0, 16),
    integrity: `sha256-${sha256([agent]).toString('base64')}`,
  };
}

function sha256(parts: readonly Buffer[]): Buffer {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
}

/**
 * The answer to a request for one of its files; undefined for other paths. Sandboxed pages have an origin of their own,
 * and so load it as pages elsewhere would: it holds nothing to hide.
 */
export function toAgentAnswer({ files, version }: PageAgent, path: string): OwnAnswer | undefined {
  const [name = '', query] = path.split('?', 2);
  const body = files.get(name);
  if (!body) return undefined;
  const current = new URLSearchParams(query).get('v') === version;
  return {
    status: 200,
    statusText: 'OK',
    rawHeaders: [
      ...['Content-Type', 'text/javascript; charset=utf-8', 'Content-Length', String(body.byteLength)],
      ...['Cache-Control', current ? `public, max-age=${KEPT_S}, immutable` : 'no-cache'],
      ...['X-Content-Type-Options', 'nosniff', 'Cross-Origin-Resource-Policy', 'cross-origin'],
    ],
    body,
  };
}
