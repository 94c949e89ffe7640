// Proxy: what is posted to a reserved path: reads it up to a bound and hands it to whoever answers there.
import type { ServerResponse } from 'node:http';
import type { Http2ServerResponse } from 'node:http2';
import { faultCode, faultMessage } from '../base/fault.ts';
import type { ClientRequestMessage } from './client-connection.ts';
import { toEmptyAnswer, toJsonAnswer, type OwnAnswer } from './failure-page.ts';
import { toHostname } from './loopback.ts';
import type { RequestHead } from './request-head.ts';

/** What answers a POST to a reserved path. */
export interface ReservedPost {
  /** The largest content it takes, in bytes. */
  readonly limitBytes: number;
  /** Pages of these origins may post too, beside programs and the proxy's own pages. */
  readonly alsoFrom?: (origin: string) => boolean;
  /** Browsers must say that a page of the very origin posts (`Sec-Fetch-Site`, where they have it). */
  readonly sameOriginOnly?: boolean;
  /** Gives the refusal of a post before its content is read; undefined where it may come. */
  readonly admit?: (asker: Asker) => ReservedReply | undefined;
  /** Gives the value of the JSON answer; a rejection becomes an answer with its code and message. */
  readonly answer: (content: Buffer, asker: Asker) => Promise<ReservedReply>;
}

/** Who posts. */
export interface Asker {
  /** Origin form, with its query. */
  readonly path: string;
  /** Flat, in wire order. */
  readonly rawHeaders: readonly string[];
  /** The peer's address. */
  readonly address: string;
}

export interface ReservedReply {
  readonly status: number;
  /** Of the JSON content; an answer without it has none (204). */
  readonly value?: unknown;
  /** Further fields, flat. */
  readonly rawHeaders?: readonly string[];
}

/** By path, the query left out. */
export type ReservedPosts = ReadonlyMap<string, ReservedPost>;

/** The first value of a field; its name in lower case. */
export function fieldOf(rawHeaders: readonly string[], name: string): string | undefined {
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
    if (rawHeaders[i]?.toLowerCase() === name) return rawHeaders[i + 1];
  }
  return undefined;
}

/** Whether the one who posts may, as far as browsers say where a page is from. */
export function mayPost(head: Pick<RequestHead, 'rawHeaders' | 'authority'>, post: ReservedPost): boolean {
  const { rawHeaders } = head;
  const site = fieldOf(rawHeaders, 'sec-fetch-site');
  if (post.sameOriginOnly === true && site !== undefined && site !== 'same-origin') return false;
  return !isForeign(head) || post.alsoFrom?.(fieldOf(rawHeaders, 'origin') ?? '') === true;
}

/** A browser asks whether a page of another origin may post (Fetch, CORS-preflight request). */
export function toPreflightAnswer(rawHeaders: readonly string[]): OwnAnswer {
  const fields = ['Access-Control-Allow-Methods', 'POST', 'Access-Control-Max-Age', '600'];
  const wanted = fieldOf(rawHeaders, 'access-control-request-headers');
  if (wanted !== undefined) fields.push('Access-Control-Allow-Headers', wanted);
  // A page of a public address asks for one of this machine (Private Network Access).
  if (fieldOf(rawHeaders, 'access-control-request-private-network') === 'true') {
    fields.push('Access-Control-Allow-Private-Network', 'true');
  }
  return toEmptyAnswer([...toCorsFields(rawHeaders), ...fields]);
}

function toCorsFields(rawHeaders: readonly string[]): readonly string[] {
  const origin = fieldOf(rawHeaders, 'origin');
  return origin === undefined ? [] : ['Access-Control-Allow-Origin', origin, 'Vary', 'Origin'];
}

/** True where a page of another origin asks; programs send no `Origin`. The path's own host has been checked before. */
export function isForeign({ rawHeaders, authority }: Pick<RequestHead, 'rawHeaders' | 'authority'>): boolean {
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
    if (rawHeaders[i]?.toLowerCase() !== 'origin') continue;
    const origin = /^https?:\/\/(.+)$/.exec(rawHeaders[i + 1] ?? '')?.[1];
    if (origin === undefined || withoutPort(origin) !== withoutPort(authority)) return true;
  }
  return false;
}

/** Host and port; the port that a scheme has anyway may be left out. */
function withoutPort(authority: string): string {
  return `${toHostname(authority)}:${/:(\d+)$/.exec(authority)?.[1] ?? ''}`;
}

/** Reads the content and gives the answer; undefined where the sender left before. */
export async function answerPost(
  request: ClientRequestMessage,
  response: ServerResponse | Http2ServerResponse,
  post: ReservedPost,
  asker: Asker,
  expectsContinue: boolean,
): Promise<OwnAnswer | undefined> {
  if (expectsContinue) response.writeContinue();
  const fields = post.alsoFrom ? toCorsFields(asker.rawHeaders) : [];
  const refusal = post.admit?.(asker);
  const content = await readContent(request, refusal ? 0 : post.limitBytes);
  if (content === 'left') return undefined;
  if (refusal) return toAnswer(refusal, fields);
  if (content === 'too-large') {
    return fault(413, 'content-too-large', `At most ${post.limitBytes} bytes are taken here.`, fields);
  }
  try {
    return toAnswer(await post.answer(content, asker), fields);
  } catch (error) {
    return fault(500, faultCode(error), faultMessage(error), fields);
  }
}

/** Content beyond the limit is read and thrown away, so that the sender gets to see the answer. */
function readContent(request: ClientRequestMessage, limitBytes: number): Promise<Buffer | 'too-large' | 'left'> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= limitBytes) chunks.push(chunk);
      else chunks.length = 0;
    });
    request.on('end', () => resolve(size <= limitBytes ? Buffer.concat(chunks) : 'too-large'));
    request.on('error', () => resolve('left'));
    request.on('close', () => resolve('left'));
  });
}

function toAnswer({ status, value, rawHeaders = [] }: ReservedReply, fields: readonly string[]): OwnAnswer {
  const extra = [...fields, ...rawHeaders];
  return value === undefined ? toEmptyAnswer(extra) : toJsonAnswer(status, value, extra);
}

function fault(status: number, code: string, message: string, fields: readonly string[]): OwnAnswer {
  return toJsonAnswer(status, { error: { code, message } }, fields);
}
