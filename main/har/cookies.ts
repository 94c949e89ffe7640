// HAR: the cookies of header fields (RFC 6265) as HAR lists them.
import type { Cookie } from 'har-format';
import { headerValues, type HeaderList } from '../model/headers.ts';

/** The cookies a request sent, names and values as they stand there. */
export function requestCookies(headers: HeaderList): Cookie[] {
  return headerValues(headers, 'cookie')
    .flatMap((value) => value.split(';'))
    .filter((pair) => pair.trim() !== '')
    .map(nameAndValue);
}

/** The cookies an answer sets, with those attributes that HAR knows. */
export function responseCookies(headers: HeaderList): Cookie[] {
  return headerValues(headers, 'set-cookie').map(parseSetCookie);
}

function nameAndValue(pair: string): Cookie {
  const equals = pair.indexOf('=');
  if (equals === -1) return { name: pair.trim(), value: '' };
  return { name: pair.slice(0, equals).trim(), value: pair.slice(equals + 1).trim() };
}

function parseSetCookie(value: string): Cookie {
  const [pair = '', ...attributes] = value.split(';');
  const cookie: Cookie = nameAndValue(pair);
  for (const attribute of attributes) applyAttribute(cookie, nameAndValue(attribute));
  return cookie;
}

function applyAttribute(cookie: Cookie, { name, value }: Cookie): void {
  switch (name.toLowerCase()) {
    case 'path':
      cookie.path = value;
      break;
    case 'domain':
      cookie.domain = value;
      break;
    case 'expires': {
      const at = new Date(value);
      if (!Number.isNaN(at.getTime())) cookie.expires = at.toISOString();
      break;
    }
    case 'httponly':
      cookie.httpOnly = true;
      break;
    case 'secure':
      cookie.secure = true;
      break;
    case 'samesite':
      // Chrome writes it under this name; HAR 1.2 has none.
      Object.assign(cookie, { sameSite: value });
      break;
  }
}
