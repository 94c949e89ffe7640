import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { newToken } from '../run/run-token.ts';
import { createGate } from './gate.ts';

const gate = createGate(5000, newToken());
const cookie = gate.cookie.split(';')[0] ?? '';

function request(headers: Record<string, string>, url = '/'): IncomingMessage {
  return { url, headers: { host: '127.0.0.1:5000', ...headers } } as unknown as IncomingMessage;
}

describe('createGate', () => {
  it('lets in who holds the key, by cookie or by address', () => {
    expect(gate.check(request({ cookie: `a=b; ${cookie}` }), 'read')).toBeUndefined();
    expect(gate.check(request({}, `/?token=${gate.token}`), 'read')).toBeUndefined();
    expect(gate.check(request({ cookie, origin: 'http://127.0.0.1:5000' }), 'strict')).toBeUndefined();
    expect(
      gate.check(request({ host: 'localhost:5000', origin: 'http://localhost:5000', cookie }), 'strict'),
    ).toBeUndefined();
  });

  it('keeps the cookie from scripts and from other sites', () => {
    expect(gate.cookie).toMatch(/^throughline-5000=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/);
  });

  it.each([
    ['no key', {}, '/', 'read', 401],
    ['a wrong key', { cookie: 'throughline-5000=x' }, '/?token=x', 'read', 401],
    ["another run's cookie", { cookie: cookie.replace('5000', '5001') }, '/', 'read', 401],
    ['a name that was pointed here', { cookie, host: 'evil.test:5000' }, '/', 'read', 421],
    ['another port', { cookie, host: '127.0.0.1:5001' }, '/', 'read', 421],
    ['a foreign page', { cookie, origin: 'http://evil.test' }, '/', 'read', 403],
    ['a page of the proxy', { cookie, origin: 'http://127.0.0.1:8888' }, '/', 'strict', 403],
    ['no page at all', { cookie }, '/', 'strict', 403],
    ['a foreign frame or image', { cookie, 'sec-fetch-site': 'cross-site' }, '/', 'read', 403],
  ] as const)('turns away %s', (_, headers, url, strictness, status) => {
    expect(gate.check(request(headers, url), strictness)?.status).toBe(status);
  });
});
