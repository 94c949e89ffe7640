// Proxy: what is posted to a reserved path: reads it up to a bound and hands it to whoever answers there.
import type { ServerResponse } from 'node:http';
import type { Http2ServerResponse } from 'node:http2';
import { faultCode, faultMessage } from '../base/fault.ts';
import type { ClientRequestMessage } from './client-connection.ts';
import { toJsonAnswer, type OwnAnswer } from './failure-page.ts';
import { toHostname } from './loopback.ts';
import type { RequestHead } from './request-head.ts';

/** What answers a POST to a reserved path. */
export interface ReservedPost {
  /** The largest content it takes, in bytes. */
  readonly limitBytes: number;
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
  readonly value: unknown;
}

/** By path, the query left out. */
export type ReservedPosts = ReadonlyMap<string, ReservedPost>;

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
  const content = await readContent(request, post.limitBytes);
  if (content === 'left') return undefined;
  if (content === 'too-large') {
    return fault(413, 'content-too-large', `At most ${post.limitBytes} bytes are taken here.`);
  }
  try {
    const { status, value } = await post.answer(content, asker);
    return toJsonAnswer(status, value);
  } catch (error) {
    return fault(500, faultCode(error), faultMessage(error));
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

function fault(status: number, code: string, message: string): OwnAnswer {
  return toJsonAnswer(status, { error: { code, message } });
}
