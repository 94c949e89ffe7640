// HAR: one exchange as an entry of HAR 1.2, without the messages of a WebSocket or an event stream. Called by the writer.
import { isIP } from 'node:net';
import type { Content, Entry, PostData, Request, Response, Timings as HarTimings } from 'har-format';
import type { BodyInfo, Exchange, Timings } from '../model/exchange.ts';
import { headerValue, type HeaderList } from '../model/headers.ts';
import type { BodyBytes } from '../model/protocol.ts';
import { printableBody } from './body-text.ts';
import { requestCookies, responseCookies } from './cookies.ts';
import { formFields, queryFields } from './form-fields.ts';
import type { Redactor } from './redaction.ts';

/** The bytes of an exchange's bodies, where it has any. */
export interface EntryBodies {
  readonly request: BodyBytes | undefined;
  readonly response: BodyBytes | undefined;
}

/** `mimeType` where no `Content-Type` came, as Chrome writes it. */
export const UNKNOWN_TYPE = 'x-unknown';

/** The entry, with Chrome's `_resourceType`; `pageref` where its page is known. */
export function toHarEntry(exchange: Exchange, bodies: EntryBodies, redactor: Redactor, pageref?: string): Entry {
  const timings = toHarTimings(exchange.timings);
  const address = exchange.connection?.remoteAddress?.replace(/^\[|\]$/g, '');
  const connection = exchange.connection?.id ?? exchange.clientConnection?.id;
  return {
    ...(pageref === undefined ? {} : { pageref }),
    startedDateTime: new Date(exchange.startedAt).toISOString(),
    time: totalOf(timings),
    request: toRequest(exchange, bodies.request, redactor),
    response: toResponse(exchange, bodies.response, redactor),
    cache: {},
    timings,
    ...(address === undefined || isIP(address) === 0 ? {} : { serverIPAddress: address }),
    ...(connection === undefined ? {} : { connection }),
    _resourceType: exchange.kind,
  };
}

/** HAR's `connect` holds the TLS handshake, and `send`, `wait` and `receive` must not be negative. */
function toHarTimings({ blocked, dns, connect, tls, send, wait, receive }: Timings): HarTimings {
  return {
    blocked,
    dns,
    connect: connect < 0 && tls < 0 ? -1 : Math.max(connect, 0) + Math.max(tls, 0),
    ssl: tls,
    send: Math.max(send, 0),
    wait: Math.max(wait, 0),
    receive: Math.max(receive, 0),
  };
}

function totalOf({ blocked, dns, connect, send, wait, receive }: HarTimings): number {
  return [blocked, dns, connect, send, wait, receive].reduce<number>((sum, phase) => sum + Math.max(phase ?? 0, 0), 0);
}

/** The URL with white space and controls escaped, which HAR's `uri` format does not allow. */
export function toHarUrl(url: string): string {
  // eslint-disable-next-line no-control-regex -- controls are what is looked for
  return url.replace(/[\s\x00-\x1f\x7f]/g, (char) => encodeURIComponent(char));
}

function toRequest(exchange: Exchange, body: BodyBytes | undefined, redactor: Redactor): Request {
  const headers = redactor.headers(exchange.requestHeaders);
  const postData = toPostData(exchange.requestBody, body, redactor);
  return {
    method: exchange.method,
    url: toHarUrl(redactor.url(exchange.url)),
    httpVersion: exchange.httpVersion,
    cookies: requestCookies(exchange.requestHeaders).map((cookie) => ({
      ...cookie,
      value: redactor.cookie(cookie.value),
    })),
    headers: toHarHeaders(headers),
    queryString: queryFields(exchange.url).map(({ name, value }) => ({ name, value: redactor.parameter(name, value) })),
    headersSize: headersSize(
      exchange.httpVersion,
      `${exchange.method} ${pathOf(exchange.url)} ${exchange.httpVersion}`,
      exchange.requestHeaders,
    ),
    bodySize: exchange.requestBody.sizeBytes,
    ...(postData === undefined ? {} : { postData }),
  };
}

function toResponse(exchange: Exchange, body: BodyBytes | undefined, redactor: Redactor): Response {
  const { status, statusText = '', responseBody, responseHeaders } = exchange;
  const answered = status !== undefined;
  return {
    status: status ?? 0,
    statusText: answered ? redactor.text(statusText) : '',
    httpVersion: exchange.httpVersion,
    cookies: responseCookies(responseHeaders).map((cookie) => ({ ...cookie, value: redactor.cookie(cookie.value) })),
    headers: toHarHeaders(redactor.headers(responseHeaders)),
    content: toContent(responseBody, body, redactor),
    redirectURL: redactor.url(headerValue(responseHeaders, 'location') ?? ''),
    headersSize: answered
      ? headersSize(exchange.httpVersion, `${exchange.httpVersion} ${status} ${statusText}`, responseHeaders)
      : -1,
    bodySize: answered ? responseBody.sizeBytes : -1,
  };
}

function toHarHeaders(headers: HeaderList): { name: string; value: string }[] {
  return headers.map(([name, value]) => ({ name, value }));
}

function pathOf(url: string): string {
  return /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*([^#]*)/i.exec(url)?.[1] || '/';
}

/** Bytes up to and with the empty line; -1 for HTTP/2, whose fields are compressed. */
function headersSize(httpVersion: string, startLine: string, headers: HeaderList): number {
  if (!httpVersion.startsWith('HTTP/1')) return -1;
  const lines = [startLine, ...headers.map(([name, value]) => `${name}: ${value}`)];
  return lines.reduce((sum, line) => sum + Buffer.byteLength(line, 'latin1') + 2, 2);
}

function toContent(info: BodyInfo, body: BodyBytes | undefined, redactor: Redactor): Content {
  const mimeType = info.contentType ?? UNKNOWN_TYPE;
  if (body === undefined) return { size: 0, mimeType, ...commentOf(info) };
  const coded = info.encoding !== undefined && !isStillCoded(body);
  const bytes = contentBytes(body);
  const size = info.truncated && !coded ? info.sizeBytes : bytes.length;
  const compression = coded && !info.truncated && info.complete ? { compression: size - info.sizeBytes } : {};
  const printed = printableBody(bytes, info.contentType, info.truncated || !info.complete);
  const kept =
    'text' in printed
      ? { text: redactor.text(printed.text, mimeType) }
      : { text: base64Of(bytes, mimeType, redactor), encoding: 'base64' };
  return { size, ...compression, mimeType, ...kept, ...commentOf(info) };
}

/** HAR 1.2 has no `encoding` for what was sent; it is written as for `content`, for bodies that are no text. */
function toPostData(info: BodyInfo, body: BodyBytes | undefined, redactor: Redactor): PostData | undefined {
  if (info.sizeBytes === 0) return undefined;
  const mimeType = info.contentType ?? '';
  if (body === undefined) return { mimeType, text: '', ...commentOf(info) };
  const bytes = contentBytes(body);
  const printed = printableBody(bytes, info.contentType, info.truncated || !info.complete);
  if (!('text' in printed)) {
    const binary = { mimeType, text: base64Of(bytes, mimeType, redactor), encoding: 'base64', ...commentOf(info) };
    return binary;
  }
  const params = formFields(printed.text, mimeType)?.map((field) =>
    field.value === undefined ? field : { ...field, value: redactor.parameter(field.name, field.value) },
  );
  const text = redactor.text(printed.text, mimeType);
  // HAR's types want either; Chrome, which the readers follow, writes both.
  return { mimeType, text, ...(params === undefined ? {} : { params }), ...commentOf(info) } as unknown as PostData;
}

function base64Of(bytes: Uint8Array, mimeType: string, redactor: Redactor): string {
  return Buffer.from(redactor.bytes(bytes, mimeType)).toString('base64');
}

/** The content coding could not be undone at all. */
export function isStillCoded(body: BodyBytes): boolean {
  return body.fault !== undefined && (body.decoded.length === 0 || Buffer.compare(body.decoded, body.raw) === 0);
}

function contentBytes(body: BodyBytes): Uint8Array {
  return isStillCoded(body) ? body.raw : body.decoded;
}

function commentOf(info: BodyInfo): { comment?: string } {
  if (info.truncated) return { comment: `Only the first ${info.keptBytes} of ${info.sizeBytes} bytes were kept` };
  return info.complete ? {} : { comment: 'The sender stopped early' };
}
