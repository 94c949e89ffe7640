// Pure: header values with what must not be read over a shoulder replaced by dots.

/** Stands for a hidden value; its length tells nothing. */
export const MASK = '•••••••';

/** Fields whose value lets someone act as the user. */
const SECRET_FIELDS = new Set([
  'authorization',
  'proxy-authorization',
  'cookie',
  'set-cookie',
  'x-api-key',
  'api-key',
  'x-auth-token',
  'x-access-token',
  'x-csrf-token',
  'x-xsrf-token',
  'x-amz-security-token',
]);

export function isSecretField(name: string): boolean {
  return SECRET_FIELDS.has(name.toLowerCase());
}

/** The value as it may be shown: the scheme and the cookies' names stay, what they hold does not. */
export function maskSecret(name: string, value: string): string {
  const field = name.toLowerCase();
  if (!isSecretField(field)) return value;
  if (field === 'cookie') return value.split(';').map(maskPair).join(';');
  if (field === 'set-cookie') {
    const [pair = '', ...attributes] = value.split(';');
    return [maskPair(pair), ...attributes].join(';');
  }
  const scheme = /^([A-Za-z][\w-]*) +\S/.exec(value)?.[1];
  return scheme ? `${scheme} ${MASK}` : MASK;
}

function maskPair(pair: string): string {
  const at = pair.indexOf('=');
  return at < 0 ? MASK : `${pair.slice(0, at + 1)}${MASK}`;
}

/** When a JSON Web Token in the value runs out (RFC 7519 section 4.1.4), in milliseconds since the Unix epoch. */
export function tokenExpiry(value: string): number | undefined {
  const payload = /^Bearer +[\w-]+\.([\w-]+)\.[\w-]*$/i.exec(value)?.[1];
  if (!payload) return undefined;
  try {
    const claims: unknown = JSON.parse(atob(payload.replaceAll('-', '+').replaceAll('_', '/')));
    const expiry = typeof claims === 'object' && claims !== null && 'exp' in claims ? claims.exp : undefined;
    return typeof expiry === 'number' ? expiry * 1000 : undefined;
  } catch {
    return undefined;
  }
}
