// Ingest: one page of another program, fetched whole within a size and a time. For what is polled or asked for, not for traffic.
import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { Fault, faultMessage } from '../base/fault.ts';
import type { Disposable } from '../base/disposable.ts';

export interface PageRequest {
  readonly url: URL;
  readonly accept: string;
  /** Of the page, decoded. */
  readonly limitBytes: number;
  /** For all of it. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
}

export interface HttpPage {
  readonly status: number;
  /** Empty where none is told. */
  readonly contentType: string;
  readonly bytes: Uint8Array;
}

/** Fetches pages and keeps connections for the next; closing ends those. */
export interface PageReader extends Disposable {
  /** Rejects with a Fault: `page-unreachable`, `page-late`, `page-too-large`, `page-broken`. */
  read(request: PageRequest): Promise<HttpPage>;
}

/** Idle connections kept for the next poll, each target one. */
const IDLE_CONNECTIONS = 32;
const LOOPBACK = /^(?:localhost|.*\.localhost|127(?:\.\d+){3}|\[::1\])$/;

export function createPageReader(): PageReader {
  const http = new HttpAgent({ keepAlive: true, maxFreeSockets: IDLE_CONNECTIONS });
  const https = new HttpsAgent({ keepAlive: true, maxFreeSockets: IDLE_CONNECTIONS });
  return {
    read: (request) => readPage(request, request.url.protocol === 'https:' ? https : http),
    close: () => {
      http.destroy();
      https.destroy();
    },
  };
}

async function readPage(request: PageRequest, agent: HttpAgent): Promise<HttpPage> {
  const { url, timeoutMs } = request;
  const late = AbortSignal.timeout(timeoutMs);
  const end = new AbortController();
  const stop = () => end.abort();
  for (const signal of [late, request.signal]) signal?.addEventListener('abort', stop, { once: true });
  if (request.signal?.aborted) stop();
  try {
    const answer = await open(request, agent, end.signal);
    const bytes = await collect(decoded(answer, end.signal), request.limitBytes);
    return { status: answer.statusCode ?? 0, contentType: answer.headers['content-type'] ?? '', bytes };
  } catch (cause) {
    // What is left unread of a page that is too large must not go on coming.
    end.abort();
    if (cause instanceof Fault) throw cause;
    if (late.aborted)
      throw new Fault('page-late', `${url.host} did not answer within ${timeoutMs / 1000} s.`, { cause });
    throw toFault(cause, url);
  } finally {
    request.signal?.removeEventListener('abort', stop);
  }
}

function open({ url, accept }: PageRequest, agent: HttpAgent, signal: AbortSignal): Promise<IncomingMessage> {
  const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
  const headers = { accept, 'accept-encoding': 'gzip', 'user-agent': 'throughline' };
  // Programs on this machine have certificates of their own making.
  const secure = { rejectUnauthorized: !LOOPBACK.test(url.hostname) };
  return new Promise((resolve, reject) => {
    send(url, { agent, headers, signal, ...secure }, resolve)
      .on('error', reject)
      .end();
  });
}

/** The page's bytes with `Content-Encoding` undone; an error of either stream reaches the reader. */
function decoded(answer: IncomingMessage, signal: AbortSignal): Readable {
  if (!/\bgzip\b/.test(answer.headers['content-encoding'] ?? '')) return answer;
  const unzipped = createGunzip();
  answer.on('error', (cause) => unzipped.destroy(cause));
  signal.addEventListener('abort', () => unzipped.destroy(), { once: true });
  return answer.pipe(unzipped);
}

async function collect(stream: Readable, limitBytes: number): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    sizeBytes += chunk.length;
    if (sizeBytes > limitBytes)
      throw new Fault('page-too-large', `The page is larger than ${Math.round(limitBytes / 1024 / 1024)} MiB.`);
    chunks.push(chunk);
  }
  return joined(chunks, sizeBytes);
}

/** In a buffer of its own, which can be handed to another thread; Node.js shares those of small ones. */
function joined(chunks: readonly Uint8Array[], sizeBytes: number): Uint8Array {
  const bytes = new Uint8Array(sizeBytes);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

/** System errors in words. */
const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'refuses connections; is the program running?',
  ENOTFOUND: 'is a name that no address is known for.',
  EAI_AGAIN: 'is a name that no address is known for now.',
  EHOSTUNREACH: 'can’t be reached.',
  ENETUNREACH: 'can’t be reached.',
  ECONNRESET: 'closed the connection before its answer ended.',
};

function toFault(cause: unknown, url: URL): Fault {
  const code = systemCode(cause);
  const reason = REASONS[code];
  if (reason !== undefined) return new Fault('page-unreachable', `${url.host} ${reason}`, { cause });
  const broken = code.startsWith('HPE_') || code.startsWith('Z_');
  return new Fault(broken ? 'page-broken' : 'page-unreachable', `${url.host}: ${faultMessage(cause)}.`, { cause });
}

/** The code of a system error; that of its first part where several addresses were tried. */
function systemCode(cause: unknown): string {
  const first: unknown = cause instanceof AggregateError ? cause.errors[0] : cause;
  return first instanceof Error && 'code' in first && typeof first.code === 'string' ? first.code : '';
}
