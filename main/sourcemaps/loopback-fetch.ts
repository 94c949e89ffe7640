// Source maps: asks a dev server for a script or map that was not captured. Goes to this machine, and elsewhere only where the proxy goes.
import http from 'node:http';
import https from 'node:https';
import type { Unresolved } from '../model/source-frame.ts';
import { parseUrl } from '../base/url.ts';
import { faultMessage } from '../base/fault.ts';

/** The most that is read, in bytes. */
export const FETCH_LIMIT_BYTES = 64 * 1024 * 1024;
/** Silence after which it is given up, in milliseconds. */
const TIMEOUT_MS = 5_000;
/** Longest time of a fetch as a whole, in milliseconds. */
const TOTAL_MS = 60_000;

export interface Fetched {
  readonly text: string;
  readonly headers: readonly (readonly [string, string])[];
}

export interface FetchRules {
  /** An origin that may be asked though it is on another machine: that of an upstream. */
  readonly upstream?: string;
  readonly limitBytes?: number;
  /** Silence after which it is given up, in milliseconds. */
  readonly timeoutMs?: number;
}

/** Gets a text. Other machines, redirects and answers other than 200 are refused with a reason. */
export type FetchText = (url: string, rules?: FetchRules) => Promise<Fetched | Unresolved>;

/** A `FetchText` that passes over the proxy's own origin, which would record its own question. `stop` ends what is under way. */
export function createLoopbackFetch(ownOrigin?: string, stop?: AbortSignal): FetchText {
  return async (url, rules = {}) => {
    const parsed = parseUrl(url);
    const isWeb = parsed !== undefined && /^https?:$/.test(parsed.protocol);
    if (!isWeb || (!isLoopbackHost(parsed.hostname) && parsed.origin !== rules.upstream)) {
      return refuse('fetch-refused', `${url} is on another machine, and nothing is fetched from there.`);
    }
    if (parsed.origin === ownOrigin)
      return refuse('script-not-captured', `${url} did not pass through the proxy while it recorded.`);
    return get(parsed, rules, stop);
  };
}

/** For saved sessions: no server is asked, as what it has by now may be anything. */
export const refuseFetch: FetchText = async (url) =>
  refuse('fetch-offline', `${url} is not in the session, and no server is asked for a session that was saved.`);

export function isLoopbackHost(host: string): boolean {
  return host === 'localhost' || host.endsWith('.localhost') || host === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(host);
}

function get(url: URL, { timeoutMs = TIMEOUT_MS, limitBytes = FETCH_LIMIT_BYTES }: FetchRules, stop?: AbortSignal) {
  return new Promise<Fetched | Unresolved>((resolve) => {
    const options = {
      ...{ headers: { 'Accept-Encoding': 'identity', Accept: '*/*' }, timeout: timeoutMs, agent: false },
      ...(stop && { signal: stop }),
    };
    const fail = (cause: unknown) =>
      resolve(refuse('fetch-failed', `${url.href} could not be fetched: ${faultMessage(cause)}.`));
    const take = (response: http.IncomingMessage) => collect(url, response, limitBytes, resolve, fail);
    const request =
      url.protocol === 'https:'
        ? https.get(url, { ...options, rejectUnauthorized: !isLoopbackHost(url.hostname) }, take)
        : http.get(url, options, take);
    const late = setTimeout(() => request.destroy(new Error(`not done within ${TOTAL_MS / 1000} s`)), TOTAL_MS);
    request.on('close', () => clearTimeout(late));
    request.on('timeout', () => request.destroy(new Error(`no answer within ${timeoutMs / 1000} s`)));
    request.on('error', fail);
  });
}

function collect(
  url: URL,
  response: http.IncomingMessage,
  limitBytes: number,
  resolve: (answer: Fetched | Unresolved) => void,
  fail: (cause: unknown) => void,
): void {
  if (response.statusCode !== 200) {
    response.destroy();
    resolve(refuse('fetch-failed', `${url.href} is answered with ${response.statusCode}.`));
    return;
  }
  const chunks: Buffer[] = [];
  let size = 0;
  response.on('data', (chunk: Buffer) => {
    size += chunk.length;
    chunks.push(chunk);
    if (size > limitBytes) response.destroy(new Error(`it is larger than ${Math.round(limitBytes / 2 ** 20)} MiB`));
  });
  response.on('error', fail);
  response.on('end', () => {
    const headers = Object.entries(response.headers).map(([name, value]) => [name, String(value)] as const);
    resolve({ text: Buffer.concat(chunks).toString('utf8'), headers });
  });
}

function refuse(code: string, message: string): Unresolved {
  return { code, message };
}
