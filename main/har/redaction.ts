// HAR: takes secrets out of what leaves the machine. The writer asks it for every value it writes.
import type { HeaderList } from '../model/headers.ts';
import { redactText, textKind } from './redaction-text.ts';
import { isSecretHeader, isSecretParameter, REDACTED } from './secret-names.ts';

/** Hides secrets in the kinds of value that an exchange is made of; form and names stay. */
export interface Redactor {
  headers(headers: HeaderList): HeaderList;
  url(url: string): string;
  /** A query's or form's field value. */
  parameter(name: string, value: string): string;
  cookie(value: string): string;
  text(text: string, mediaType?: string): string;
  /** Bytes that are no text; the same ones where nothing was found. */
  bytes(bytes: Uint8Array, mediaType?: string): Uint8Array;
}

/** Leaves everything as it is: `--raw`. */
export const KEEP_ALL: Redactor = {
  headers: (headers) => headers,
  url: (url) => url,
  parameter: (_name, value) => value,
  cookie: (value) => value,
  text: (text) => text,
  bytes: (bytes) => bytes,
};

/** Hides what looks like a secret. */
export const HIDE_SECRETS: Redactor = {
  headers: (headers) => headers.map(([name, value]) => [name, redactHeader(name, value)] as const),
  url: (url) => redactText(url),
  parameter: (name, value) => (isSecretParameter(name) && value !== '' ? REDACTED : redactText(value)),
  cookie: (value) => (value === '' ? '' : REDACTED),
  text: (text, mediaType) => redactText(text, textKind(mediaType)),
  bytes: redactBytes,
};

/** Schemes that may stay before a hidden credential (RFC 9110 section 11.1 and common ones). */
const SCHEME = /^(basic|bearer|digest|negotiate|ntlm|token|apikey|hawk|dpop|aws4-hmac-sha256|scram-sha-256)\s+/i;

function redactHeader(name: string, value: string): string {
  if (value === '') return value;
  const lower = name.toLowerCase();
  if (lower === 'cookie' || lower === 'cookie2') return value.split(';').map(redactCookiePair).join(';');
  if (lower === 'set-cookie' || lower === 'set-cookie2') {
    const [pair = '', ...attributes] = value.split(';');
    return [redactCookiePair(pair), ...attributes].join(';');
  }
  if (isSecretHeader(name)) return `${SCHEME.exec(value)?.[0] ?? ''}${REDACTED}`;
  // Kubernetes' way to send a bearer token on a WebSocket.
  if (lower === 'sec-websocket-protocol') {
    return redactText(value).replace(/(bearer\.authorization\.k8s\.io\.)[\w-]+/g, `$1${REDACTED}`);
  }
  return redactText(value);
}

function redactCookiePair(pair: string): string {
  const equals = pair.indexOf('=');
  if (equals === -1) return pair.trim() === '' ? pair : `${/^\s*/.exec(pair)?.[0] ?? ''}${REDACTED}`;
  return equals === pair.length - 1 ? pair : `${pair.slice(0, equals + 1)}${REDACTED}`;
}

/** Media whose bytes hold no text worth looking at. */
const NO_TEXT = /^(image\/(?!svg)|audio\/|video\/|font\/)/i;

function redactBytes(bytes: Uint8Array, mediaType?: string): Uint8Array {
  if (mediaType !== undefined && NO_TEXT.test(mediaType)) return bytes;
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  const clean = redactText(text);
  return clean === text ? bytes : Buffer.from(clean, 'latin1');
}
