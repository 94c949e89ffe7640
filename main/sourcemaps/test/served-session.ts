// Test material: a session's answers without a file.
import { toExchangeRow } from '../../model/exchange-row.ts';
import type { Exchange, ExchangeRow } from '../../model/exchange.ts';
import type { ServedReader } from '../served-index.ts';

const EMPTY = { sizeBytes: 0, keptBytes: 0, truncated: false, complete: true };

export interface ServedAnswer {
  readonly url: string;
  readonly text?: string;
  /** Milliseconds; answers come one second apart without it. */
  readonly at?: number;
  readonly fields?: Partial<Exchange>;
}

/** A reader over these answers, in order; more can be added. */
export class ServedSession implements ServedReader {
  readonly #exchanges: Exchange[] = [];
  readonly #texts: (string | undefined)[] = [];
  /** Bodies read so far. */
  bodiesRead = 0;

  constructor(...answers: readonly ServedAnswer[]) {
    for (const answer of answers) this.add(answer);
  }

  add({ url, text, at, fields }: ServedAnswer): void {
    const number = this.#exchanges.length + 1;
    this.#texts.push(text);
    this.#exchanges.push({
      ...{
        id: String(number),
        startedAt: at ?? number * 1000,
        method: 'GET',
        url,
        httpVersion: 'HTTP/1.1',
        status: 200,
      },
      ...{
        kind: 'script',
        state: 'done',
        requestBody: EMPTY,
        responseBody: EMPTY,
        messagesIn: 0,
        messagesOut: 0,
        messageBytes: 0,
        marks: [],
      },
      timings: { blocked: 0, dns: -1, connect: -1, tls: -1, send: 0, wait: 0, receive: 0, total: 0 },
      ...{ requestHeaders: [], upstreamRequestHeaders: [], upstreamResponseHeaders: [], responseHeaders: [] },
      ...{ requestTrailers: [], responseTrailers: [], informational: [] },
      ...fields,
    });
  }

  exchange = async (id: string) => this.#exchanges[Number(id) - 1];

  exchangeRows = async ({ afterId, limit }: { readonly afterId?: string; readonly limit: number }) => {
    const rows: ExchangeRow[] = this.#exchanges.slice(Number(afterId ?? 0)).map(toExchangeRow);
    return { rows: rows.slice(0, limit), total: this.#exchanges.length };
  };

  body = async (id: string) => {
    this.bodiesRead += 1;
    const text = this.#texts[Number(id) - 1];
    const raw = Buffer.from(text ?? '');
    return text === undefined ? undefined : { raw, decoded: raw };
  };
}

/** A `data:` URL of a map. */
export function inlineMap(map: object): string {
  return `data:application/json;base64,${Buffer.from(JSON.stringify(map)).toString('base64')}`;
}
