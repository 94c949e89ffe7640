// HAR: an entry of any make as an exchange. Used by the reader; what is missing or odd gets a default.
import type { Exchange, ExchangeError, Timings, UpstreamConnection } from '../model/exchange.ts';
import { headerValue, type HeaderList } from '../model/headers.ts';
import { parseServerTimings } from '../model/server-timing.ts';
import type { HarBody } from './har-body.ts';
import type { EntryExtension } from './har-extension.ts';
import { guessKind } from './har-kind.ts';
import { asArray, asNumber, asRecord, asText, type LooseRecord } from './loose-json.ts';

/** What the reader has found out before. */
export interface EntryParts {
  readonly id: string;
  readonly startedAt: number;
  readonly url: string;
  readonly requestHeaders: HeaderList;
  readonly responseHeaders: HeaderList;
  readonly requestBody: HarBody;
  readonly responseBody: HarBody;
  readonly messagesIn: number;
  readonly messagesOut: number;
  readonly messageBytes: number;
  readonly marks: readonly number[];
}

/** The exchange of our own entry: all but what HAR itself holds comes from the extension. */
export function ownExchange(entry: LooseRecord, own: EntryExtension, parts: EntryParts): Exchange {
  const { version: _version, coded: _coded, frames: _frames, events: _events, url, ...facts } = own;
  const { requestBody, responseBody, requestHeaders, responseHeaders } = parts;
  return {
    ...facts,
    ...serverTimingsOf(own.upstreamResponseHeaders ?? responseHeaders, own.responseTrailers),
    id: parts.id,
    method: methodOf(entry),
    url: url ?? parts.url,
    requestHeaders,
    responseHeaders,
    upstreamRequestHeaders: own.upstreamRequestHeaders ?? requestHeaders,
    upstreamResponseHeaders: own.upstreamResponseHeaders ?? responseHeaders,
    requestBody: requestBody.info,
    responseBody: responseBody.info,
  };
}

/** The exchange of an entry that another program wrote. */
export function foreignExchange(entry: LooseRecord, parts: EntryParts): Exchange {
  const response = asRecord(entry['response']);
  const status = statusOf(response);
  const error = errorOf(response, status);
  const connection = connectionOf(entry);
  const { requestBody, responseBody, ...rest } = parts;
  return {
    ...rest,
    ...serverTimingsOf(parts.responseHeaders),
    method: methodOf(entry),
    httpVersion: httpVersionOf(asText(response['httpVersion']) || asText(asRecord(entry['request'])['httpVersion'])),
    ...(status === undefined ? {} : { status, statusText: asText(response['statusText']) ?? '' }),
    kind: guessKind({
      resourceType: asText(entry['_resourceType']),
      method: methodOf(entry),
      url: parts.url,
      status,
      requestHeaders: parts.requestHeaders,
      contentType: responseBody.info.contentType,
    }),
    state: error === undefined ? 'done' : 'failed',
    timings: timingsOf(entry),
    requestBody: requestBody.info,
    responseBody: responseBody.info,
    ...(error === undefined ? {} : { error }),
    ...(connection === undefined ? {} : { connection }),
    upstreamRequestHeaders: [],
    upstreamResponseHeaders: [],
    requestTrailers: [],
    responseTrailers: [],
    informational: [],
  };
}

function serverTimingsOf(...lists: readonly HeaderList[]): Pick<Exchange, 'serverTimings'> {
  const serverTimings = parseServerTimings(...lists);
  return serverTimings.length === 0 ? {} : { serverTimings };
}

function methodOf(entry: LooseRecord): string {
  return asText(asRecord(entry['request'])['method']) || 'GET';
}

function statusOf(response: LooseRecord): number | undefined {
  const status = asNumber(response['status']);
  return status !== undefined && Number.isInteger(status) && status >= 100 && status <= 999 ? status : undefined;
}

function errorOf(response: LooseRecord, status: number | undefined): ExchangeError | undefined {
  if (status !== undefined) return undefined;
  const reason = asText(response['_error']);
  return {
    code: 'har-no-response',
    phase: 'wait',
    message: `The HAR holds no answer to this request${reason ? ` (${reason})` : ''}; the browser or the server gave it up`,
    by: 'upstream',
  };
}

function connectionOf(entry: LooseRecord): UpstreamConnection | undefined {
  const remoteAddress = asText(entry['serverIPAddress']);
  const id = asText(entry['connection']) || remoteAddress;
  if (!id) return undefined;
  const reused = !((asNumber(asRecord(entry['timings'])['connect']) ?? -1) > 0);
  return { id, reused, ...(remoteAddress ? { remoteAddress } : {}) };
}

/** `h2` and `http/2.0` as `HTTP/2`; `HTTP/1.1` where nothing is known. */
function httpVersionOf(written: string | undefined): string {
  const version = /^(?:http\/|h)(\d(?:\.\d)?)/i.exec(written ?? '')?.[1];
  if (version === undefined) return 'HTTP/1.1';
  return `HTTP/${/^[23]/.test(version) ? version.charAt(0) : version.padEnd(3, '.1')}`;
}

/** HAR's `connect` holds `ssl`; without phases the whole time counts as waiting. */
function timingsOf(entry: LooseRecord): Timings {
  const timings = asRecord(entry['timings']);
  const phase = (name: string): number => Math.max(asNumber(timings[name]) ?? -1, -1);
  const tls = phase('ssl');
  const withTls = phase('connect');
  const connect = tls >= 0 && withTls >= tls ? withTls - tls : withTls;
  const known = {
    blocked: phase('blocked'),
    dns: phase('dns'),
    connect,
    tls,
    send: phase('send'),
    wait: phase('wait'),
    receive: phase('receive'),
  };
  const sum = Object.values(known).reduce((total, value) => total + Math.max(value, 0), 0);
  const time = Math.max(asNumber(entry['time']) ?? 0, 0);
  return sum === 0 && time > 0 ? { ...known, wait: time, total: time } : { ...known, total: sum };
}

/** The header fields of a request or an answer. Names without text are left out; line breaks, which fields can't hold, part values or become blanks. */
export function headersOf(message: LooseRecord): HeaderList {
  return asArray(message['headers']).flatMap((field) => {
    const name = asText(asRecord(field)['name'])?.trim();
    const value = asText(asRecord(field)['value']) ?? '';
    if (!name || /[\r\n]/.test(name)) return [];
    if (name.toLowerCase() === 'set-cookie') return value.split(/\r?\n/).map((one) => [name, one] as const);
    return [[name, value.replace(/[\r\n]+/g, ' ')] as const];
  });
}

/** The content type that an entry's own headers tell. */
export function contentTypeOf(headers: HeaderList): string | undefined {
  return headerValue(headers, 'content-type');
}
