// Proxy: the head of a browser's request, read once, and the head that goes to the upstream in its place.
import type { IncomingMessage } from 'node:http';
import type { Http2ServerRequest } from 'node:http2';
import { withoutAgentParameter } from './agent-parameter.ts';
import { isHttp2, type ClientConnection, type ClientRequestMessage } from './client-connection.ts';
import { toHostname } from './loopback.ts';
import type { Route } from './routes.ts';
import type { TraceToSend } from './trace-plan.ts';

/** What the proxy needs to know of a request before it decides where it goes. */
export interface RequestHead {
  readonly method: string;
  /** Origin form with its query, or `*`. */
  readonly path: string;
  /** Host and port the browser asked for; empty where it named none. */
  readonly authority: string;
  /** `authority` in lower case without port. */
  readonly hostname: string;
  /** Flat, in wire order; of HTTP/2 without pseudo-header fields. */
  readonly rawHeaders: readonly string[];
  readonly httpVersion: string;
  /** The request has content, or may have: it carries `Content-Length` other than 0 or `Transfer-Encoding`. */
  readonly hasBody: boolean;
  /** Framed by neither field, which HTTP/2 allows. */
  readonly needsChunking: boolean;
  /** The target was in absolute form, whose authority wins over `Host` (RFC 9112 section 3.2.2). */
  readonly absoluteForm: boolean;
  /** The origin that the page aimed at before its agent turned the request to this proxy. */
  readonly aimedAt?: string;
  /** Its `traceparent` stood in the query, as the browser could set no field. */
  readonly tracedByAgent?: boolean;
}

/** Reads the head of an HTTP/1 or HTTP/2 request. What the page agent put into its query is not in `path`. */
export function readRequestHead(request: ClientRequestMessage): RequestHead {
  return withoutAgentParameter(isHttp2(request) ? readHttp2Head(request) : readHttp1Head(request));
}

function readHttp1Head(request: IncomingMessage): RequestHead {
  const { headers, url = '/' } = request;
  const length = headers['content-length'];
  const absoluteForm = !url.startsWith('/') && /^[a-z][a-z0-9+.-]*:\/\//i.test(url);
  const [authority, path] = absoluteForm ? splitAbsolute(url) : [headers.host ?? '', url];
  return {
    method: request.method ?? 'GET',
    path,
    authority,
    hostname: toHostname(authority),
    rawHeaders: request.rawHeaders,
    httpVersion: request.httpVersionMinor === 0 ? 'HTTP/1.0' : 'HTTP/1.1',
    hasBody: (length !== undefined && Number(length) !== 0) || headers['transfer-encoding'] !== undefined,
    needsChunking: false,
    absoluteForm,
  };
}

/** `http://host:80/path?query` → authority and origin form; the path's bytes stay as they are. */
function splitAbsolute(url: string): [authority: string, path: string] {
  const start = url.indexOf('://') + 3;
  const end = url.slice(start).search(/[/?#]/);
  if (end === -1) return [withoutUser(url.slice(start)), '/'];
  const path = url.slice(start + end);
  return [withoutUser(url.slice(start, start + end)), path.startsWith('/') ? path : `/${path}`];
}

function withoutUser(authority: string): string {
  return authority.slice(authority.lastIndexOf('@') + 1);
}

function readHttp2Head(request: Http2ServerRequest): RequestHead {
  const rawHeaders: string[] = [];
  const cookies: string[] = [];
  let cookieAt = -1;
  let hasLength = false;
  const authority = request.authority ?? request.headers.host ?? '';
  if (request.authority) rawHeaders.push('host', request.authority);
  for (let i = 0; i + 1 < request.rawHeaders.length; i += 2) {
    const name = request.rawHeaders[i] ?? '';
    const value = request.rawHeaders[i + 1] ?? '';
    if (name.startsWith(':') || (name === 'host' && request.authority)) continue;
    if (name === 'content-length') hasLength = true;
    if (name === 'cookie') {
      if (cookieAt === -1) cookieAt = rawHeaders.push(name, value) - 1;
      cookies.push(value);
    } else rawHeaders.push(name, value);
  }
  // HTTP/2 may split this field, HTTP/1.1 may not (RFC 9113 section 8.2.3).
  if (cookieAt !== -1) rawHeaders[cookieAt] = cookies.join('; ');
  const hasBody = !request.stream.endAfterHeaders;
  return {
    method: request.method,
    path: request.url,
    authority,
    hostname: toHostname(authority),
    rawHeaders,
    httpVersion: 'HTTP/2',
    hasBody,
    needsChunking: hasBody && !hasLength,
    absoluteForm: false,
  };
}

/** Settings of the proxy that touch heads. */
export interface HeadSetting {
  readonly via: boolean;
  readonly envMark: string | undefined;
  /** Answers lose the back end's trace fields. */
  readonly stripTrace: boolean;
}

/** The name under which `Via` lists this proxy. */
export const VIA_NAME = 'throughline';

/** Methods that Node.js would give `Transfer-Encoding: chunked` when a request has no content. */
const BODILESS_METHODS = new Set(['GET', 'HEAD', 'DELETE', 'OPTIONS', 'TRACE', 'CONNECT']);

/**
 * Options of `Connection` that are dealt with by themselves, and fields for all recipients, which it may not name
 * (RFC 9110 section 7.6.1); others name fields to be left out.
 */
const KNOWN_OPTIONS = new Set([
  'close',
  'keep-alive',
  'upgrade',
  'te',
  '',
  'host',
  'content-length',
  'transfer-encoding',
  'trailer',
]);

/** The fields that `Connection` names besides the known options, in lower case (RFC 9110 section 7.6.1). */
export function nominatedFields(connection: string | undefined): ReadonlySet<string> | undefined {
  if (connection === undefined || !(connection.includes(',') || !KNOWN_OPTIONS.has(connection.trim().toLowerCase()))) {
    return undefined;
  }
  const names = connection
    .split(',')
    .map((option) => option.trim().toLowerCase())
    .filter((option) => !KNOWN_OPTIONS.has(option));
  return names.length === 0 ? undefined : new Set(names);
}

/** What the head for the upstream is made of. */
export interface UpstreamHeadSource {
  readonly head: RequestHead;
  readonly route: Route;
  readonly client: ClientConnection;
  readonly setting: HeadSetting;
  /** The `Upgrade` and `Connection` fields go along. */
  readonly upgrade: boolean;
  /** All values of the request's `Connection` field. */
  readonly connection: string | undefined;
  readonly trace: TraceToSend;
}

/**
 * The fields for the upstream: order, case and duplicates stay; only what belongs to one hop, what names the target in
 * rewrite mode, and what tells of the browser is replaced, in place where the browser sent it, else at the end.
 */
export class UpstreamHead {
  readonly raw: string[] = [];
  #connectionAt = -1;
  #hostSeen = false;
  #forwardedAt = -1;
  #forAt = -1;
  #protoAt = -1;
  #hostAt = -1;
  #te = false;
  /** Trace fields that stand in the list. */
  readonly #told = new Set<keyof TraceToSend>();
  readonly #nominated: ReadonlySet<string> | undefined;

  constructor(private readonly from: UpstreamHeadSource) {
    this.#nominated = nominatedFields(from.connection);
    const { rawHeaders } = from.head;
    for (let i = 0; i + 1 < rawHeaders.length; i += 2) this.#take(rawHeaders[i] ?? '', rawHeaders[i + 1] ?? '');
    this.#finish();
  }

  #take(name: string, value: string): void {
    const { raw } = this;
    const key = name.toLowerCase();
    if (this.#nominated?.has(key) === true) return;
    switch (key) {
      case 'connection':
        if (this.#connectionAt === -1) this.#connectionAt = raw.push(name, value) - 1;
        return;
      case 'keep-alive':
      case 'proxy-connection':
      case 'http2-settings':
        return;
      case 'upgrade':
        if (this.from.upgrade) raw.push(name, value);
        return;
      case 'te':
        this.#takeTe(name, value);
        return;
      case 'trailer':
        if (this.#isChunked()) raw.push(name, value);
        return;
      case 'host':
        this.#takeHost(name, value);
        return;
      case 'origin':
        raw.push(name, this.from.route.rewritesHost && value !== 'null' ? this.from.route.address.origin : value);
        return;
      case 'x-forwarded-for':
        if (this.from.client.trusted) this.#forAt = raw.push(name, value) - 1;
        else if (this.#forAt === -1) this.#forAt = raw.push(name, '') - 1;
        return;
      case 'x-forwarded-proto':
        if (this.#protoAt === -1)
          this.#protoAt = raw.push(name, this.from.client.trusted ? value : this.from.client.scheme) - 1;
        return;
      case 'x-forwarded-host':
        if (this.#hostAt === -1)
          this.#hostAt = raw.push(name, this.from.client.trusted ? value : this.from.head.authority) - 1;
        return;
      case 'forwarded':
        if (this.from.client.trusted) this.#forwardedAt = raw.push(name, value) - 1;
        else if (this.#forwardedAt === -1) this.#forwardedAt = raw.push(name, '') - 1;
        return;
      case 'x-env':
        if (this.from.setting.envMark === undefined) raw.push(name, value);
        return;
      case 'traceparent':
      case 'tracestate':
        this.#takeTrace(key, name, value);
        return;
      case 'x-request-id':
        this.#takeTrace('requestId', name, value);
        return;
      default:
        raw.push(name, value);
    }
  }

  /** What we say stands where the sender's first line stood. */
  #takeTrace(key: keyof TraceToSend, name: string, value: string): void {
    const said = this.from.trace[key];
    if (said === undefined) this.raw.push(name, value);
    else if (said !== '' && !this.#told.has(key)) this.raw.push(name, said);
    this.#told.add(key);
  }

  /** Trailers are passed on, so the wish for them is too; other transfer codings are this hop's affair. */
  #takeTe(name: string, value: string): void {
    if (this.#te || !/(?:^|,)\s*trailers\s*(?:$|[,;])/i.test(value)) return;
    this.#te = true;
    this.raw.push(name, 'trailers');
  }

  #takeHost(name: string, value: string): void {
    if (this.#hostSeen) return;
    this.#hostSeen = true;
    const kept = this.from.head.absoluteForm ? this.from.head.authority : value;
    this.raw.push(name, this.from.route.rewritesHost ? this.from.route.address.authority : kept);
  }

  #isChunked(): boolean {
    const { rawHeaders, needsChunking } = this.from.head;
    return needsChunking || rawHeaders.some((name, i) => i % 2 === 0 && name.toLowerCase() === 'transfer-encoding');
  }

  #finish(): void {
    const { raw } = this;
    const { client, head, setting, route, trace } = this.from;
    if (!this.#hostSeen) {
      const host = route.rewritesHost || head.authority === '' ? route.address.authority : head.authority;
      raw.unshift('Host', host);
      this.#shift();
    }
    this.#setForwarded(client, head);
    if (trace.traceparent !== undefined && !this.#told.has('traceparent')) raw.push('traceparent', trace.traceparent);
    if (trace.requestId !== undefined && !this.#told.has('requestId')) raw.push('X-Request-ID', trace.requestId);
    if (head.needsChunking) raw.push('Transfer-Encoding', 'chunked');
    else if (!head.hasBody && !BODILESS_METHODS.has(head.method) && !this.#hasLength()) raw.push('Content-Length', '0');
    if (setting.via) raw.push('Via', `${head.httpVersion.slice('HTTP/'.length)} ${VIA_NAME}`);
    if (setting.envMark !== undefined) raw.push('X-Env', setting.envMark);
    this.#setConnection();
  }

  /** Places move by one field when `Host` is put first. */
  #shift(): void {
    if (this.#connectionAt !== -1) this.#connectionAt += 2;
    if (this.#forwardedAt !== -1) this.#forwardedAt += 2;
    if (this.#forAt !== -1) this.#forAt += 2;
  }

  #setForwarded(client: ClientConnection, head: RequestHead): void {
    const { raw } = this;
    const element = client.forwardedElement(head.authority);
    this.#append(this.#forAt, 'X-Forwarded-For', client.address);
    if (this.#hostAt === -1) raw.push('X-Forwarded-Host', head.authority);
    if (this.#protoAt === -1) raw.push('X-Forwarded-Proto', client.scheme);
    this.#append(this.#forwardedAt, 'Forwarded', element);
  }

  /** A list field's last line gets one element more. */
  #append(at: number, name: string, element: string): void {
    if (at === -1) this.raw.push(name, element);
    else this.raw[at] = this.raw[at] === '' ? element : `${this.raw[at]}, ${element}`;
  }

  #hasLength(): boolean {
    return this.from.head.rawHeaders.some((name, i) => i % 2 === 0 && name.toLowerCase() === 'content-length');
  }

  #setConnection(): void {
    const value = this.from.upgrade ? 'Upgrade' : this.#te ? 'keep-alive, TE' : 'keep-alive';
    if (this.#connectionAt === -1) this.raw.push('Connection', value);
    else if (!this.from.upgrade || !/^\s*upgrade\s*$/i.test(this.raw[this.#connectionAt] ?? '')) {
      this.raw[this.#connectionAt] = value;
    }
  }
}
