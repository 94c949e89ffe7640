// Proxy: source maps at other origins, served under a path of the proxy's own. Only addresses that a script named which passed are fetched.
import { faultMessage } from '../../base/fault.ts';
import { toJsonAnswer, type OwnAnswer } from '../failure-page.ts';

/** Where they are served; an id follows. */
export const MAP_PATH = '/__throughline/map/';
/** Addresses that are known at a time; the oldest is forgotten for a new one. */
export const ADDRESS_LIMIT = 2_000;
/** The largest map that is passed on, in bytes. */
export const MAP_LIMIT_BYTES = 32 * 1024 * 1024;
/** How long a map may take, in milliseconds. */
export const FETCH_MS = 10_000;
/** Maps that are fetched at a time. */
const FETCHES_LIMIT = 4;

export class RemoteMaps {
  readonly #byId = new Map<string, string>();
  readonly #ids = new Map<string, string>();
  readonly #closing = new AbortController();
  #count = 0;
  #fetching = 0;

  /** The path under which the map at an absolute http or https address is served from now on. */
  pathOf(url: string): string {
    const known = this.#ids.get(url);
    if (known !== undefined) return MAP_PATH + known;
    const id = String(++this.#count);
    this.#ids.set(url, id);
    this.#byId.set(id, url);
    if (this.#byId.size > ADDRESS_LIMIT) this.#forgetOldest();
    return MAP_PATH + id;
  }

  /** Fetches the map of an id and answers with it, or says why not. */
  async answer(id: string): Promise<OwnAnswer> {
    const url = this.#byId.get(id);
    if (url === undefined) {
      return refusal(404, 'map-unknown', 'No script that passed named a map of this number; reload the page.');
    }
    if (this.#fetching >= FETCHES_LIMIT) {
      return refusal(503, 'map-fetch-failed', `${FETCHES_LIMIT} maps are being fetched already; try again later.`);
    }
    this.#fetching += 1;
    try {
      return await fetchMap(url, this.#closing.signal);
    } catch (error) {
      return refusal(502, 'map-fetch-failed', `${url} could not be fetched: ${reasonOf(error)}.`);
    } finally {
      this.#fetching -= 1;
    }
  }

  close(): void {
    this.#closing.abort();
  }

  #forgetOldest(): void {
    for (const [id, url] of this.#byId) {
      this.#byId.delete(id);
      this.#ids.delete(url);
      return;
    }
  }
}

async function fetchMap(url: string, closing: AbortSignal): Promise<OwnAnswer> {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(new Error(`no answer within ${FETCH_MS} ms`)), FETCH_MS);
  const close = (): void => stop.abort(new Error('the proxy was stopped'));
  closing.addEventListener('abort', close);
  try {
    const answer = await fetch(url, { signal: stop.signal, headers: { Accept: 'application/json, */*' } });
    if (!answer.ok) return refusal(502, 'map-fetch-failed', `${url} was answered with ${answer.status}.`);
    const content = await readLimited(answer);
    if (content === undefined) {
      return refusal(502, 'map-fetch-failed', `${url} is larger than ${MAP_LIMIT_BYTES} bytes.`);
    }
    // A page could name any address; what is no map is not for it to read.
    if (!isMap(content)) return refusal(502, 'map-not-json', `${url} is no source map.`);
    const fields = ['Content-Type', 'application/json', 'Cache-Control', 'no-store'];
    return {
      status: 200,
      statusText: 'OK',
      rawHeaders: [...fields, 'Content-Length', String(content.byteLength)],
      body: content,
    };
  } finally {
    clearTimeout(timer);
    closing.removeEventListener('abort', close);
  }
}

async function readLimited(answer: Response): Promise<Buffer | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  if (!answer.body) return Buffer.alloc(0);
  const reader = (answer.body as ReadableStream<Uint8Array>).getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return Buffer.concat(chunks);
    size += value.byteLength;
    if (size > MAP_LIMIT_BYTES) {
      await reader.cancel();
      return undefined;
    }
    chunks.push(value);
  }
}

/** Looks without parsing: a large map would hold up traffic. */
function isMap(content: Buffer): boolean {
  return looksLikeJson(content) && (content.includes('"mappings"') || content.includes('"sections"'));
}

/** Begins as a JSON object does, perhaps after a byte order mark or the prefix against script inclusion (ECMA-426). */
export function looksLikeJson(content: Buffer): boolean {
  return /^(?:\xef\xbb\xbf)?\s*(?:\)\]\}'|\{)/.test(content.toString('latin1', 0, 256));
}

function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return faultMessage(cause).replace(/\.$/, '');
}

function refusal(status: number, code: string, message: string): OwnAnswer {
  return toJsonAnswer(status, { error: { code, message } });
}
