// HAR: which names stand for secrets: of header fields, of query, form and JSON fields.

/** What stands where a secret stood. */
export const REDACTED = '[redacted]';

const HEADER_NAMES = new Set([
  'authorization',
  'proxy-authorization',
  'authentication-info',
  'proxy-authentication-info',
  'cookie',
  'cookie2',
  'set-cookie',
  'set-cookie2',
  'x-api-key',
  'api-key',
  'apikey',
  'x-csrf',
  'x-xsrf',
  'x-session',
  'x-session-id',
  'x-amz-security-token',
  'x-goog-iap-jwt-assertion',
  'ocp-apim-subscription-key',
  'x-functions-key',
  'x-amzn-oidc-data',
  'dpop',
]);

const HEADER_PATTERN = /(^|[-_])(token|secret|password|passwd|passphrase|api[-_]?key|access[-_]?key|credentials?|jwt)$/;

/** The field's whole value is a secret. */
export function isSecretHeader(name: string): boolean {
  const lower = name.toLowerCase();
  return HEADER_NAMES.has(lower) || HEADER_PATTERN.test(lower);
}

/** How sure a name is: `always` names a secret, `maybe` names one only where the value looks like one. */
export type Secrecy = 'always' | 'maybe' | 'never';

const ALWAYS = new Set([
  'authorization',
  'jwt',
  'bearer',
  'csrf',
  'xsrf',
  'sessionid',
  'sessid',
  'sessionkey',
  'jsessionid',
  'phpsessid',
  'connectsid',
  'accesskey',
  'accesskeyid',
  'apikey',
  'privatekey',
  'signingkey',
  'encryptionkey',
  'credential',
  'credentials',
  'codeverifier',
  'authcode',
  'authorizationcode',
  'otp',
  'totp',
  'mfacode',
  'samlresponse',
  'clientassertion',
  'xamzsignature',
  'xamzcredential',
  'xgoogsignature',
  'xgoogcredential',
]);

const ALWAYS_PATTERN = /(token|apikey|privatekey|sessionid|jwt|cookie)s?$|secret|passw(or)?d|passphrase/;
const COUNTED_TOKENS = /(max|min|num|prompt|completion|total|input|output|used|cached|reasoning)[a-z]*tokens$/;

const MAYBE = new Set([
  'key',
  'code',
  'session',
  'auth',
  'pass',
  'pwd',
  'pin',
  'sid',
  'sig',
  'signature',
  'assertion',
  'ticket',
]);

/** How likely a query, form or JSON field of this name holds a secret. */
export function nameSecrecy(name: string): Secrecy {
  const plain = name.toLowerCase().replace(/[^a-z0-9]+/g, '');
  if (COUNTED_TOKENS.test(plain)) return 'never';
  if (ALWAYS.has(plain) || ALWAYS_PATTERN.test(plain)) return 'always';
  return MAYBE.has(plain) ? 'maybe' : 'never';
}

/** Below this many characters a `key` in JSON is taken for a name (`Enter`, a row's key), not for a secret. */
const SHORTEST_KEY = 16;

/** Whether a text under that name is to be hidden, in JSON and in code, where names such as `code` have other meanings too. */
export function isSecretText(name: string, value: string): boolean {
  const secrecy = nameSecrecy(name);
  if (secrecy !== 'maybe') return secrecy === 'always' && value !== '';
  if (name.toLowerCase() === 'key') return value.length >= SHORTEST_KEY && !/\s/.test(value);
  return value.length > 3 && !/^[A-Z][A-Z0-9_]*$/.test(value);
}

/** Whether a query or form field is to be hidden. */
export function isSecretParameter(name: string): boolean {
  return nameSecrecy(name) !== 'never';
}
