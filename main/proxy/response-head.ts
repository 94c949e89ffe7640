// Proxy: the head that goes to the browser in place of the upstream's.
import { ServerResponse, IncomingMessage } from 'node:http';
import type { Http2ServerResponse, OutgoingHttpHeaders } from 'node:http2';
import { Socket } from 'node:net';
import { nominatedFields, VIA_NAME, type HeadSetting } from './request-head.ts';
import { isTraceField } from './trace-strip.ts';

/** A response as either protocol takes it. */
export type ClientResponse = ServerResponse | Http2ServerResponse;

/** Facts about the exchange that decide how the head must look. */
export interface ResponseSetting {
  readonly fields: HeadSetting;
  readonly status: number;
  readonly http2: boolean;
  /** HTTP/1.0 clients know no chunks. */
  readonly http10: boolean;
  readonly headRequest: boolean;
  /** The browser's connection stays open after this answer. */
  readonly keepAlive: boolean;
  /** The upstream's HTTP version, `1.1` or `1.0`. */
  readonly upstreamVersion: string;
  /** Changes the fields as header rules say, in place; after all else. */
  readonly rules: (raw: string[]) => void;
  /** In rewrite mode: where the upstream thinks it is, and where the browser sees it. */
  readonly origins: { readonly upstream: string; readonly proxy: string } | undefined;
}

/** What was learned while the head was read. */
export interface ClientHead {
  readonly raw: string[];
  /** The upstream's `Keep-Alive` value. */
  readonly keepAlive: string | undefined;
  /** The end of the body shows: by length, by chunks, or because there is none. */
  readonly framed: boolean;
}

/** True for answers that never have content (RFC 9110 section 6.4.1). */
export function isBodiless(status: number, headRequest: boolean): boolean {
  return headRequest || status === 204 || status === 304 || (status >= 100 && status < 200);
}

/**
 * The fields for the browser: order, case and duplicates stay; only what belongs to one hop is replaced.
 * Node.js adds nothing to them, so they are what is on the wire.
 */
export function toClientHead(rawHeaders: readonly string[], setting: ResponseSetting): ClientHead {
  const raw: string[] = [];
  const nominated = nominatedFields(connectionOptions(rawHeaders));
  let connectionAt = -1;
  let keepAlive: string | undefined;
  let chunked = false;
  let length = false;
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
    const name = rawHeaders[i] ?? '';
    const value = rawHeaders[i + 1] ?? '';
    const key = name.toLowerCase();
    if (nominated?.has(key) === true || (setting.fields.stripTrace && isTraceField(key))) continue;
    switch (key) {
      case 'connection':
        if (connectionAt === -1 && !setting.http2) connectionAt = raw.push(name, value) - 1;
        continue;
      case 'keep-alive':
        keepAlive = value;
        continue;
      case 'proxy-connection':
        continue;
      case 'upgrade':
        if (setting.status === 426 && !setting.http2) raw.push(name, value);
        continue;
      case 'transfer-encoding':
        if (setting.http2 || setting.http10) continue;
        chunked = true;
        break;
      case 'trailer':
        if (!setting.http2 && !passesTrailer(rawHeaders, setting)) continue;
        break;
      case 'content-length':
        length = true;
        break;
      case 'location':
        if (setting.origins) {
          raw.push(name, toProxyLocation(value, setting.origins));
          continue;
        }
        break;
      case 'x-env':
        if (setting.fields.envMark !== undefined) continue;
        break;
    }
    raw.push(name, value);
  }
  if (setting.fields.via) raw.push('Via', `${setting.upstreamVersion} ${VIA_NAME}`);
  if (setting.fields.envMark !== undefined) raw.push('X-Env', setting.fields.envMark);
  const bodiless = isBodiless(setting.status, setting.headRequest);
  if (setting.http2) return { raw, keepAlive, framed: true };
  if (!bodiless && !length && !chunked && !setting.http10) {
    raw.push('Transfer-Encoding', 'chunked');
    chunked = true;
  }
  const framed = bodiless || length || chunked;
  const connection = setting.keepAlive && framed ? 'keep-alive' : 'close';
  if (connectionAt === -1) raw.push('Connection', connection);
  else raw[connectionAt] = connection;
  return { raw, keepAlive, framed };
}

function connectionOptions(rawHeaders: readonly string[]): string | undefined {
  let options: string | undefined;
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
    const name = rawHeaders[i] ?? '';
    if (name.length !== 'connection'.length || name.toLowerCase() !== 'connection') continue;
    options = options === undefined ? rawHeaders[i + 1] : `${options},${rawHeaders[i + 1]}`;
  }
  return options;
}

/** Node.js refuses `Trailer` where the message has no chunks. */
function passesTrailer(rawHeaders: readonly string[], { http10, status }: ResponseSetting): boolean {
  if (http10 || status === 204 || status === 304) return false;
  return rawHeaders.some((name, i) => i % 2 === 0 && name.toLowerCase() === 'transfer-encoding');
}

/** A redirect to the upstream's own origin, pointed back at the proxy. */
function toProxyLocation(value: string, origins: { readonly upstream: string; readonly proxy: string }): string {
  if (!value.toLowerCase().startsWith(origins.upstream)) return value;
  const rest = value.slice(origins.upstream.length);
  return rest === '' || /^[/?#]/.test(rest) ? origins.proxy + rest : value;
}

/** Writes a head; nothing else may have been written. */
export function writeHead(response: ClientResponse, status: number, statusText: string, raw: readonly string[]): void {
  if (response instanceof ServerResponse) {
    response.sendDate = false;
    response.writeHead(status, statusText, toWritable(raw) as string[]);
    return;
  }
  const { stream } = response;
  const bodiless = isBodiless(status, response.req.method === 'HEAD');
  stream.respond(toHttp2Headers(status, raw), { endStream: bodiless, waitForTrailers: !bodiless });
}

/** Fields that HTTP/2 takes once; Node.js refuses a list for them. */
const LISTED = new Set([
  'set-cookie',
  'via',
  'vary',
  'link',
  'warning',
  'www-authenticate',
  'proxy-authenticate',
  'cache-control',
]);

function toHttp2Headers(status: number, raw: readonly string[]): OutgoingHttpHeaders {
  const headers: OutgoingHttpHeaders = { ':status': status };
  for (let i = 0; i + 1 < raw.length; i += 2) {
    const name = (raw[i] ?? '').toLowerCase();
    const value = raw[i + 1] ?? '';
    const before = headers[name];
    if (before === undefined) headers[name] = value;
    else if (Array.isArray(before)) before.push(value);
    else if (LISTED.has(name) || name.startsWith('x-')) headers[name] = [String(before), value];
    else headers[name] = `${String(before)}, ${value}`;
  }
  return headers;
}

/**
 * Some versions of Node.js read a `Content-Disposition` of a message with a length as if it were UTF-8, and so change or
 * refuse it. Where this one does, the value is handed over in the form that comes out right.
 */
function toWritable(raw: readonly string[]): readonly string[] {
  if (!DISPOSITION_IS_DECODED) return raw;
  let fixed: string[] | undefined;
  let length = false;
  for (let i = 0; i + 1 < raw.length; i += 2) {
    const name = raw[i] ?? '';
    if (name.length === 14 && name.toLowerCase() === 'content-length') length = Number(raw[i + 1]) !== 0;
    if (!length || name.length !== 19 || name.toLowerCase() !== 'content-disposition') continue;
    const value = raw[i + 1] ?? '';
    if (!/[\x80-\xff]/.test(value)) continue;
    fixed ??= [...raw];
    fixed[i + 1] = Buffer.from(value, 'utf8').toString('latin1');
  }
  return fixed ?? raw;
}

const DISPOSITION_IS_DECODED = decodesDisposition();

function decodesDisposition(): boolean {
  const probe = new ServerResponse(new IncomingMessage(new Socket()));
  try {
    probe.writeHead(200, ['Content-Length', '1', 'Content-Disposition', '\u00c3\u00a9']);
    return !String((probe as unknown as { _header?: unknown })._header).includes('\u00c3\u00a9');
  } catch {
    return true;
  }
}
