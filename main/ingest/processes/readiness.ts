// Ingest: when a process that was started counts as ready: a port that accepts connections, or a URL that answers.
import { type ClientRequest, get as getHttp } from 'node:http';
import { get as getHttps } from 'node:https';
import { type Socket, connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** How long to wait for it where the configuration doesn't say. */
export const READY_LIMIT_MS = 60_000;
/** Between two looks. */
const LOOK_MS = 100;
/** The same once the limit has passed: it may still come. */
const LATE_LOOK_MS = 1_000;
/** How long one look may take. */
const ANSWER_MS = 2_000;

export interface Readiness {
  readonly port?: number;
  readonly url?: string;
  readonly timeoutMs?: number;
}

/**
 * Resolves with true once it is ready, with false when `signal` says that nobody waits any more. `onLate` is called once when
 * the limit has passed; the waiting goes on.
 */
export async function waitUntilReady(readiness: Readiness, signal: AbortSignal, onLate: () => void): Promise<boolean> {
  const limitMs = readiness.timeoutMs ?? READY_LIMIT_MS;
  const begunAt = performance.now();
  let isLate = false;
  while (!signal.aborted) {
    if (await isReady(readiness, signal)) return true;
    if (signal.aborted) break;
    if (!isLate && performance.now() - begunAt >= limitMs) {
      isLate = true;
      onLate();
    }
    // It rejects only where nobody waits any more, which the loop sees.
    await pause(isLate ? LATE_LOOK_MS : Math.min(LOOK_MS, limitMs), undefined, { signal }).catch(() => undefined);
  }
  return false;
}

/** What is waited for, in words. */
export function describeReadiness({ port, url }: Readiness): string {
  return url === undefined ? `accept connections at port ${port}` : `answer at ${url}`;
}

async function isReady({ port, url }: Readiness, signal: AbortSignal): Promise<boolean> {
  if (url !== undefined) return answers(url, signal);
  if (port === undefined) return true;
  // Servers listen on one of the two without saying so.
  return (await Promise.all(['127.0.0.1', '::1'].map((host) => accepts(host, port, signal)))).some(Boolean);
}

function accepts(host: string, port: number, signal: AbortSignal): Promise<boolean> {
  const socket = connect({ host, port, timeout: ANSWER_MS });
  return untilSettled(socket, signal, (settle) => {
    socket.once('connect', () => settle(true)).once('timeout', () => settle(false));
  });
}

/** Any answer below 500 counts: a back end that asks for a login is up. */
function answers(url: string, signal: AbortSignal): Promise<boolean> {
  const get = url.startsWith('https:') ? getHttps : getHttp;
  // A development server's certificate is its own; nothing secret is sent.
  const request = get(url, { timeout: ANSWER_MS, rejectUnauthorized: false, agent: false });
  return untilSettled(request, signal, (settle) => {
    request.once('response', (answer) => settle((answer.statusCode ?? 500) < 500)).once('timeout', () => settle(false));
  });
}

/** Resolves with what `listen` settles, with false at an error or when nobody waits any more; what was asked is let go then. */
function untilSettled(
  asked: Socket | ClientRequest,
  signal: AbortSignal,
  listen: (settle: (isReady: boolean) => void) => void,
): Promise<boolean> {
  return new Promise((resolve) => {
    const settle = (isReady: boolean): void => {
      signal.removeEventListener('abort', stop);
      asked.destroy();
      resolve(isReady);
    };
    const stop = (): void => settle(false);
    signal.addEventListener('abort', stop);
    asked.on('error', stop);
    listen(settle);
  });
}
