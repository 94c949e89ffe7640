// Shell: sends a captured request again, through the proxy, so that it is captured as a new exchange.
import { type ClientRequest, request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Exchange } from '../../main/model/exchange.ts';
import { headerValue } from '../../main/model/headers.ts';
import type { SessionReader } from '../../main/model/protocol.ts';
import { Fault, faultMessage } from '../../main/base/fault.ts';

/** How long the answer to a request sent again is read; an endless one is cut then. */
const ANSWER_LIMIT_MS = 60_000;

/** Fields that belong to a connection (RFC 9110 section 7.6.1), and those that are made anew. */
const LEFT_OUT = new Set([
  ...['connection', 'keep-alive', 'proxy-connection', 'te', 'transfer-encoding', 'upgrade', 'expect', 'content-length'],
]);

/** Sends the request again; resolves when it was sent. Rejects with a fault where it can't be. */
export async function replayExchange(reader: SessionReader, proxyUrl: string, exchangeId: string): Promise<void> {
  const exchange = await reader.exchange(exchangeId);
  if (exchange === undefined) throw new Fault('no-exchange', 'There is no such request in this session.');
  if (exchange.kind === 'websocket')
    throw new Fault('replay-not-possible', "A WebSocket can't be sent again; only its page can open it.");
  if (exchange.requestBody.truncated || !exchange.requestBody.complete) {
    throw new Fault(
      'replay-not-possible',
      "Only the start of this request's body was kept, so it can't be sent again.",
    );
  }
  const body = exchange.requestBody.sizeBytes > 0 ? (await reader.body(exchangeId, 'request'))?.raw : undefined;
  await send(replayTarget(exchange, proxyUrl), exchange, body);
}

/** The request's URL on the proxy as it listens now. */
function replayTarget({ url }: Exchange, proxyUrl: string): URL {
  const asked = new URL(url);
  return new URL(`${asked.pathname}${asked.search}`, proxyUrl);
}

/** The fields to send: as captured, without those of the connection. */
export function replayHeaders(exchange: Exchange, host: string, bodyBytes: number | undefined): string[] {
  const named =
    headerValue(exchange.requestHeaders, 'connection')
      ?.toLowerCase()
      .split(',')
      .map((name) => name.trim()) ?? [];
  const kept = exchange.requestHeaders.filter(([name]) => {
    const lower = name.toLowerCase();
    return !lower.startsWith(':') && !LEFT_OUT.has(lower) && !named.includes(lower);
  });
  const fields = kept.flatMap(([name, value]) => [name, value]);
  if (headerValue(kept, 'host') === undefined) fields.unshift('Host', host);
  if (bodyBytes !== undefined) fields.push('Content-Length', String(bodyBytes));
  return fields;
}

function send(url: URL, exchange: Exchange, body: Uint8Array | undefined): Promise<void> {
  const options = {
    method: exchange.method,
    headers: replayHeaders(exchange, url.host, body?.byteLength),
    agent: false as const,
    // The proxy's own certificate, on this machine.
    rejectUnauthorized: false,
  };
  return new Promise((resolve, reject) => {
    const sent: ClientRequest = url.protocol === 'https:' ? httpsRequest(url, options) : httpRequest(url, options);
    const timer = setTimeout(() => sent.destroy(), ANSWER_LIMIT_MS);
    timer.unref();
    sent.once('response', (answer) => answer.on('error', () => undefined).resume());
    sent.once('finish', resolve);
    sent.once('close', () => clearTimeout(timer));
    // After it was sent, how it ends is captured as the exchange's own story.
    sent.on('error', (error) =>
      reject(
        new Fault('replay-failed', `The request could not be sent again: ${faultMessage(error)}.`, { cause: error }),
      ),
    );
    sent.end(body);
  });
}
