// Export: one attempt to post to a collector, for the official exporter. What comes of it beyond its own words is kept for whoever tries again.
import { request as requestHttp, Agent as HttpAgent, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as requestHttps, Agent as HttpsAgent } from 'node:https';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { OTLPExporterError, type ExportResponse, type IExporterTransport } from '@opentelemetry/otlp-exporter-base';

/** Bytes of an answer that are kept (OTLP 1.x, "OTLP/HTTP Response"); more are read for nothing. */
const ANSWER_LIMIT_BYTES = 4 * 1024 * 1024;
/** Statuses after which the same request is sent again (OTLP 1.x, "Retryable Response Codes"). */
const RETRYABLE = new Set([429, 502, 503, 504]);

const zip = promisify<Uint8Array, Buffer>(gzip);

export interface CollectorTransportOptions {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** How the last attempt ended. */
export interface LastAnswer {
  /** 0 where there was none. */
  readonly status: number;
  readonly retryAfterMs?: number;
}

export class CollectorTransport implements IExporterTransport {
  readonly #url: URL;
  readonly #headers: Readonly<Record<string, string>>;
  readonly #agent: HttpAgent | HttpsAgent;
  last: LastAnswer = { status: 0 };

  constructor({ url, headers }: CollectorTransportOptions) {
    this.#url = new URL(url);
    this.#headers = headers;
    this.#agent = new (this.#url.protocol === 'https:' ? HttpsAgent : HttpAgent)({ keepAlive: true, maxSockets: 1 });
  }

  async send(data: Uint8Array, timeoutMillis: number): Promise<ExportResponse> {
    this.last = { status: 0 };
    const body = await zip(data);
    return new Promise((resolve) => {
      const stop = new AbortController();
      const timer = setTimeout(() => stop.abort(), timeoutMillis);
      const end = (answer: ExportResponse): void => {
        clearTimeout(timer);
        resolve(answer);
      };
      const fail = (error: Error): void =>
        end({
          status: 'retryable',
          error: stop.signal.aborted ? new Error(`no answer within ${timeoutMillis / 1_000} s`) : error,
        });
      const request = (this.#url.protocol === 'https:' ? requestHttps : requestHttp)(
        this.#url,
        this.#toOptions(body, stop.signal),
        (response) => void readAnswer(response).then((bytes) => end(this.#toResponse(response, bytes)), fail),
      );
      request.on('error', fail).end(body);
    });
  }

  shutdown(): void {
    this.#agent.destroy();
  }

  #toOptions(body: Buffer, signal: AbortSignal): RequestOptions {
    return {
      method: 'POST',
      agent: this.#agent,
      signal,
      headers: {
        ...this.#headers,
        'Content-Type': 'application/x-protobuf',
        'Content-Encoding': 'gzip',
        'Content-Length': body.byteLength,
      },
    };
  }

  #toResponse(response: IncomingMessage, bytes: Uint8Array): ExportResponse {
    const status = response.statusCode ?? 0;
    const retryAfterMs = toDelayMs(response.headers['retry-after']);
    this.last = { status, ...(retryAfterMs !== undefined && { retryAfterMs }) };
    if (status >= 200 && status <= 299) return { status: 'success', data: bytes };
    const error = new OTLPExporterError(response.statusMessage, status);
    if (!RETRYABLE.has(status)) return { status: 'failure', error };
    return { status: 'retryable', error, ...(retryAfterMs !== undefined && { retryInMillis: retryAfterMs }) };
  }
}

async function readAnswer(response: IncomingMessage): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.byteLength;
    if (size <= ANSWER_LIMIT_BYTES) chunks.push(chunk);
  }
  return size <= ANSWER_LIMIT_BYTES ? Buffer.concat(chunks) : new Uint8Array(0);
}

/** A `Retry-After` field in milliseconds (RFC 9110 section 10.2.3). */
function toDelayMs(value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  if (/^\d+$/.test(value)) return Number(value) * 1_000;
  const at = Date.parse(value);
  return Number.isNaN(at) ? undefined : Math.max(0, at - Date.now());
}
