// Source maps: asks a dev server on this machine for a script or map that was not captured. Never goes to another machine.
import http from 'node:http';
import https from 'node:https';
import type { Unresolved } from '../model/source-frame.ts';
import { parseUrl } from '../base/url.ts';
import { faultMessage } from '../base/fault.ts';

/** The most that is read, in bytes. */
export const FETCH_LIMIT_BYTES = 64 * 1024 * 1024;
/** Silence after which it is given up, in milliseconds. */
const TIMEOUT_MS = 5_000;

export interface Fetched {
  readonly text: string;
  readonly headers: readonly (readonly [string, string])[];
}

/** Gets a text. Other machines, redirects and answers other than 200 are refused with a reason. */
export type FetchText = (url: string) => Promise<Fetched | Unresolved>;

/** A `FetchText` that passes over the proxy's own origin, which would record its own question. */
export function createLoopbackFetch(ownOrigin?: string): FetchText {
  return async (url) => {
    const parsed = parseUrl(url);
    if (!parsed || !/^https?:$/.test(parsed.protocol) || !isLoopbackHost(parsed.hostname)) {
      return refuse('fetch-refused', `${url} is on another machine, and nothing is fetched from there.`);
    }
    if (parsed.origin === ownOrigin)
      return refuse('script-not-captured', `${url} did not pass through the proxy while it recorded.`);
    return get(parsed);
  };
}

function isLoopbackHost(host: string): boolean {
  return host === 'localhost' || host.endsWith('.localhost') || host === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(host);
}

function get(url: URL): Promise<Fetched | Unresolved> {
  return new Promise((resolve) => {
    const options = { headers: { 'Accept-Encoding': 'identity', Accept: '*/*' }, timeout: TIMEOUT_MS };
    const fail = (cause: unknown) =>
      resolve(refuse('fetch-failed', `${url.href} could not be fetched: ${faultMessage(cause)}.`));
    const take = (response: http.IncomingMessage) => collect(url, response, resolve, fail);
    const request =
      url.protocol === 'https:'
        ? https.get(url, { ...options, rejectUnauthorized: false, agent: false }, take)
        : http.get(url, { ...options, agent: false }, take);
    request.on('timeout', () => request.destroy(new Error(`no answer within ${TIMEOUT_MS / 1000} s`)));
    request.on('error', fail);
  });
}

function collect(
  url: URL,
  response: http.IncomingMessage,
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
    if (size > FETCH_LIMIT_BYTES) response.destroy(new Error(`it is larger than ${FETCH_LIMIT_BYTES / 2 ** 20} MiB`));
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
