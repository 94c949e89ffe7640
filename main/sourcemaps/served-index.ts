// Source maps: what a session served under which URL and when, read once and kept up with. Runs on the maps' thread with a reader of its own.
import type { Exchange, ExchangeKind } from '../model/exchange.ts';
import type { SessionReader } from '../model/protocol.ts';
import type { Unresolved } from '../model/source-frame.ts';

/** What of a session is asked for here. */
export type ServedReader = Pick<SessionReader, 'exchange' | 'exchangeRows' | 'body'>;

/** Exchanges kept in the index; beyond it the oldest are forgotten. */
export const SERVED_INDEX_LIMIT = 400_000;
const PAGE = 2_000;
/** Answers to one URL that are looked at until one with content is found. */
const TRIES = 50;
/** Answers that carry no code. */
const OTHER_KINDS: ReadonlySet<ExchangeKind> = new Set(['image', 'font', 'preflight', 'websocket', 'eventsource']);

interface Entry {
  readonly id: string;
  readonly at: number;
  readonly kind: ExchangeKind;
}

/** An answer with its content. */
export interface Served {
  readonly exchange: Exchange;
  readonly text: string;
}

export class ServedIndex {
  readonly #reader: ServedReader;
  readonly #byUrl = new Map<string, Entry[]>();
  #count = 0;
  #last: string | undefined;

  constructor(reader: ServedReader) {
    this.#reader = reader;
  }

  /** The content served under a URL (with its query) nearest before an instant, else nearest after it; without an instant the last one. */
  async find(url: string, at = Infinity): Promise<Served | Unresolved> {
    let why: Unresolved = notCaptured(url);
    for (const id of await this.#candidates(url, at)) {
      const served = await this.read(id);
      if ('exchange' in served) return served;
      why = served;
    }
    return why;
  }

  /** The content served under a URL from an instant on and before another; undefined where nothing was, a reason where all of it is of no use. */
  async findBetween(url: string, from: number, until: number): Promise<Served | Unresolved | undefined> {
    await this.#catchUp();
    const entries = this.#byUrl.get(withoutFragment(url)) ?? [];
    let why: Unresolved | undefined;
    for (const { id } of entries.filter(({ at }) => at >= from && at < until).slice(0, TRIES)) {
      const served = await this.read(id);
      if ('exchange' in served) return served;
      why = served;
    }
    return why;
  }

  /** When a URL was asked for next after an instant; infinite where it was not. */
  async nextAt(url: string, after: number): Promise<number> {
    await this.#catchUp();
    return (this.#byUrl.get(withoutFragment(url)) ?? []).find(({ at }) => at > after)?.at ?? Infinity;
  }

  /** The exchange that `find` would look into first, without its content. */
  async identify(url: string, at = Infinity): Promise<string | undefined> {
    for (const id of await this.#candidates(url, at)) {
      const exchange = await this.#reader.exchange(id);
      if (exchange && fault(exchange) === undefined) return id;
    }
    return undefined;
  }

  /** Ids of the scripts and documents served, the nearest before an instant first, then those after it. */
  async scripts(at = Infinity): Promise<readonly string[]> {
    await this.#catchUp();
    const entries = [...this.#byUrl.values()].flat().filter(({ kind }) => kind === 'script' || kind === 'fetch');
    const before = entries.filter((entry) => entry.at <= at).sort((a, b) => b.at - a.at);
    const after = entries.filter((entry) => entry.at > at).sort((a, b) => a.at - b.at);
    return [...new Set([...before, ...after].map(({ id }) => id))];
  }

  /** An exchange's answer, or why it is of no use. */
  async read(id: string): Promise<Served | Unresolved> {
    const exchange = await this.#reader.exchange(id);
    if (!exchange) return notCaptured(id);
    const why = fault(exchange);
    if (why) return why;
    const body = await this.#reader.body(id, 'response');
    if (!body) return unresolved('script-not-kept', `The content of ${exchange.url} was not kept.`);
    if (body.fault) return unresolved('script-undecodable', body.fault.message);
    return {
      exchange,
      text: Buffer.from(body.decoded)
        .toString('utf8')
        .replace(/^\ufeff/, ''),
    };
  }

  /** Ids of the answers to a URL, the nearest before an instant first. */
  async #candidates(url: string, at: number): Promise<readonly string[]> {
    await this.#catchUp();
    const entries = this.#byUrl.get(withoutFragment(url)) ?? [];
    const before = entries.filter((entry) => entry.at <= at).reverse();
    const after = entries.filter((entry) => entry.at > at);
    return [...before, ...after].slice(0, TRIES).map(({ id }) => id);
  }

  async #catchUp(): Promise<void> {
    for (;;) {
      const after = this.#last === undefined ? {} : { afterId: this.#last };
      const { rows } = await this.#reader.exchangeRows({ ...after, limit: PAGE });
      for (const row of rows) {
        this.#last = row.id;
        if (OTHER_KINDS.has(row.kind)) continue;
        const entry = { id: row.id, at: row.startedAt, kind: row.kind };
        this.#put(row.url, entry);
        // A page opened at the server's own address has frames with that address.
        if (row.upstreamUrl !== undefined && row.upstreamUrl !== row.url) this.#put(row.upstreamUrl, entry);
      }
      if (rows.length < PAGE) return;
    }
  }

  #put(url: string, entry: Entry): void {
    if (this.#count >= SERVED_INDEX_LIMIT) this.#forgetOldest();
    const key = withoutFragment(url);
    const entries = this.#byUrl.get(key);
    if (entries) entries.push(entry);
    else this.#byUrl.set(key, [entry]);
    this.#count += 1;
  }

  /** The URL that was first seen longest ago goes whole. */
  #forgetOldest(): void {
    for (const [url, entries] of this.#byUrl) {
      this.#byUrl.delete(url);
      this.#count -= entries.length;
      return;
    }
  }
}

/** Why an answer has no content to use. */
function fault({ url, method, status = 0, responseBody }: Exchange): Unresolved | undefined {
  if (method === 'HEAD') return notCaptured(url);
  if (status === 304) {
    return unresolved(
      'script-not-kept',
      `The browser had ${url} from its cache, from before the recording; reload without cache.`,
    );
  }
  if (status < 200 || status > 299)
    return unresolved('script-failed', `${url} was answered with ${status || 'nothing'}.`);
  if (!responseBody.truncated) return undefined;
  return unresolved(
    'script-truncated',
    `Only the head of ${url} was kept; raise budget.bodyBytes in the configuration.`,
  );
}

function withoutFragment(url: string): string {
  const at = url.indexOf('#');
  return at === -1 ? url : url.slice(0, at);
}

function notCaptured(url: string): Unresolved {
  return unresolved('script-not-captured', `${url} did not pass through the proxy while it recorded.`);
}

function unresolved(code: string, message: string): Unresolved {
  return { code, message };
}
