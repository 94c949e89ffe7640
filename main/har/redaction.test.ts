import { describe, expect, it } from 'vitest';
import { HIDE_SECRETS, KEEP_ALL } from './redaction.ts';

const JWT = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.c2lnbmF0dXJl';

describe('header fields', () => {
  it.each([
    ['Authorization', 'Bearer abc.def', 'Bearer [redacted]'],
    ['authorization', 'Basic dXNlcjpwYXNz', 'Basic [redacted]'],
    ['Authorization', 'hunter2 with spaces', '[redacted]'],
    ['Proxy-Authorization', 'Digest username="u", response="r"', 'Digest [redacted]'],
    ['Cookie', 'sid=abc; theme=dark;flag; empty=', 'sid=[redacted]; theme=[redacted];[redacted]; empty='],
    ['Set-Cookie', 'sid=abc; Path=/; HttpOnly', 'sid=[redacted]; Path=/; HttpOnly'],
    ['X-Api-Key', 'k', '[redacted]'],
    ['X-Auth-Token', 'k', '[redacted]'],
    ['X-CSRF-Token', 'k', '[redacted]'],
    ['X-XSRF-TOKEN', 'k', '[redacted]'],
    ['X-My-Client-Secret', 'k', '[redacted]'],
    ['Location', '/cb?code=abc&state=1#access_token=t', '/cb?code=[redacted]&state=1#access_token=[redacted]'],
    ['Referer', 'https://u:pw@h/x?token=t', 'https://u:[redacted]@h/x?token=[redacted]'],
    ['Sec-WebSocket-Protocol', `v1, ${JWT}`, 'v1, [redacted]'],
    [
      'Sec-WebSocket-Protocol',
      'base64url.bearer.authorization.k8s.io.c2VjcmV0',
      'base64url.bearer.authorization.k8s.io.[redacted]',
    ],
    ['X-Custom', `id ${JWT}`, 'id [redacted]'],
    ['Content-Type', 'text/html; charset=utf-8', 'text/html; charset=utf-8'],
    ['ETag', '"abc"', '"abc"'],
    ['Authorization', '', ''],
    ['Accept', '*/*', '*/*'],
  ])('%s: %s', (name, value, expected) => {
    expect(HIDE_SECRETS.headers([[name, value]])).toEqual([[name, expected]]);
  });
});

describe('text', () => {
  it.each([
    ['JSON', '{"user":"bob","password":"p\\"w","n":1}', '{"user":"bob","password":"[redacted]","n":1}'],
    ['spaced JSON', '{ "access_token" : "abc" }', '{ "access_token" : "[redacted]" }'],
    ['numbers', '{"otp":123456,"max_tokens":512}', '{"otp":"[redacted]","max_tokens":512}'],
    ['literals', '{"token":null,"hasPassword":true}', '{"token":null,"hasPassword":true}'],
    [
      'containers',
      '{"session":{"id":"abc","n":7,"ok":true},"a":"b"}',
      '{"session":{"id":"[redacted]","n":"[redacted]","ok":true},"a":"b"}',
    ],
    ['lists', '{"tokens":["a","b"],"x":["c"]}', '{"tokens":["[redacted]","[redacted]"],"x":["c"]}'],
    [
      'JSON in JSON',
      '{"body":"{\\"token\\":\\"a\\\\\\"b\\",\\"x\\":1}"}',
      '{"body":"{\\"token\\":\\"[redacted]\\",\\"x\\":1}"}',
    ],
    ['JSON cut short', '{"refresh_token":"abcdef', '{"refresh_token":"[redacted]'],
    ['socket.io', '42["login",{"apiKey":"k1"}]', '42["login",{"apiKey":"[redacted]"}]'],
    [
      'GraphQL',
      'mutation { login(user: "bob", password: "pw") { id } }',
      'mutation { login(user: "bob", password: "[redacted]") { id } }',
    ],
    ['OAuth code', '{"code":"4/0AbCd-x"}', '{"code":"[redacted]"}'],
    ['error code', '{"code":"ECONNREFUSED"}', '{"code":"ECONNREFUSED"}'],
    ['key names', '{"key":"Enter","keys":["a"]}', '{"key":"Enter","keys":["a"]}'],
    ['long keys', '{"key":"abcdefghijklmnop1234"}', '{"key":"[redacted]"}'],
    ['a form', 'user=bob&password=pw&code=x1', 'user=bob&password=[redacted]&code=[redacted]'],
    ['encoded names', 'a=1&access%5Ftoken=x', 'a=1&access%5Ftoken=[redacted]'],
    ['logs', 'login ok (user=bob, token=abc)', 'login ok (user=bob, token=[redacted]'],
    ['a URL', 'see http://h/p?a=1&api_key=k#id_token=t', 'see http://h/p?a=1&api_key=[redacted]#id_token=[redacted]'],
    [
      'a URL in a URL',
      '?next=https%3A%2F%2Fh%2F%3Ftoken%3Dabc%26a%3D1',
      '?next=https%3A%2F%2Fh%2F%3Ftoken%3D[redacted]%26a%3D1',
    ],
    ['escaped ampersands', '"/x?a=1\\u0026token=abc"', '"/x?a=1\\u0026token=[redacted]"'],
    ['JWT', `hello ${JWT}, bye`, 'hello [redacted], bye'],
    ['JWT cut short', 'x eyJhbGciOiJIUzI1NiJ9.eyJzdW', 'x [redacted]'],
    ['bearer', 'sent Bearer abc-123-def here', 'sent Bearer [redacted] here'],
    ['basic', 'Basic dXNlcjpwYXNz', 'Basic [redacted]'],
    [
      'English',
      'Basic authentication, bearer bonds, a key and a code',
      'Basic authentication, bearer bonds, a key and a code',
    ],
    ['URL password', 'postgres://bob:pw@db/x', 'postgres://bob:[redacted]@db/x'],
    ['XML', '<r><Password>pw</Password><name>n</name></r>', '<r><Password>[redacted]</Password><name>n</name></r>'],
    ['lines', 'user: bob\npassword: pw\n', 'user: bob\npassword: [redacted]\n'],
    ['header lines', 'GET / HTTP/1.1\r\nCookie: a=b; c=d\r\n', 'GET / HTTP/1.1\r\nCookie: [redacted]\r\n'],
    ['environment', 'A=1\nAPI_KEY=abc\n', 'A=1\nAPI_KEY=[redacted]\n'],
    ['GitHub', 'x ghp_abcdefghijklmnopqrst0123', 'x [redacted]'],
    [
      'a private key',
      '-----BEGIN RSA PRIVATE KEY-----\nabc\n-----END RSA PRIVATE KEY-----',
      '-----BEGIN RSA PRIVATE KEY-----[redacted]-----END RSA PRIVATE KEY-----',
    ],
    [
      'a multipart form',
      '--B\r\nContent-Disposition: form-data; name="password"\r\n\r\npw\r\n--B--',
      '--B\r\nContent-Disposition: form-data; name="password"\r\n\r\n[redacted]\r\n--B--',
    ],
    ['nothing', '', ''],
  ])('%s', (_name, text, expected) => {
    expect(HIDE_SECRETS.text(text)).toBe(expected);
    expect(HIDE_SECRETS.text(expected)).toBe(expected);
  });

  it('leaves code alone but for texts under telling names', () => {
    const code = 'const token=next(); if(e.key==="Escape"){code="x y z"} /* password: yes */';
    expect(HIDE_SECRETS.text(code, 'text/javascript')).toBe(code);
    expect(HIDE_SECRETS.text('let apiKey = "k";', 'text/javascript')).toBe('let apiKey = "[redacted]";');
  });

  it('hides fields of HTML forms', () => {
    const page =
      '<input type=hidden name="csrf_token" value="abc"><meta name="csrf-token" content="def"><input name=q value=1>';
    expect(HIDE_SECRETS.text(page, 'text/html')).toBe(
      '<input type=hidden name="csrf_token" value="[redacted]"><meta name="csrf-token" content="[redacted]"><input name=q value=1>',
    );
  });

  it('keeps JSON well formed', () => {
    const value = {
      token: 'a\\',
      list: [{ secret: 5, n: -1.5e3 }, 'x"y'],
      session: { a: [1, { b: 'c' }] },
      url: '/?a=1&key=k',
    };
    for (const space of [0, 2]) {
      const clean = JSON.parse(HIDE_SECRETS.text(JSON.stringify(value, undefined, space))) as unknown;
      expect(clean).toEqual({
        token: '[redacted]',
        list: [{ secret: '[redacted]', n: -1500 }, 'x"y'],
        session: { a: ['[redacted]', { b: '[redacted]' }] },
        url: '/?a=1&key=[redacted]',
      });
    }
  });

  it('takes a time that grows with the text only', () => {
    const texts = [
      '"'.repeat(200_000),
      '\\'.repeat(200_000) + '"',
      'a'.repeat(400_000),
      '{"token":['.repeat(20_000),
      '<a '.repeat(50_000),
    ];
    for (const text of texts) expect(HIDE_SECRETS.text(text).length).toBeGreaterThan(100);
  });
});

describe('parameters, cookies and bytes', () => {
  it('hides values by their name and what else they hold', () => {
    expect(HIDE_SECRETS.parameter('code', 'x')).toBe('[redacted]');
    expect(HIDE_SECRETS.parameter('q', JWT)).toBe('[redacted]');
    expect(HIDE_SECRETS.parameter('q', 'plain')).toBe('plain');
    expect(HIDE_SECRETS.cookie('x')).toBe('[redacted]');
  });

  it('finds text among bytes and leaves pictures alone', () => {
    const bytes = Buffer.concat([Buffer.from([0, 255]), Buffer.from('{"token":"abc"}'), Buffer.from([254])]);
    const clean = Buffer.concat([Buffer.from([0, 255]), Buffer.from('{"token":"[redacted]"}'), Buffer.from([254])]);
    expect(HIDE_SECRETS.bytes(bytes)).toEqual(clean);
    expect(HIDE_SECRETS.bytes(bytes, 'image/png')).toBe(bytes);
  });
});

describe('KEEP_ALL', () => {
  it('changes nothing', () => {
    const bytes = Buffer.from('{"token":"abc"}');
    expect(KEEP_ALL.headers([['Authorization', 'x']])).toEqual([['Authorization', 'x']]);
    expect([
      KEEP_ALL.url('/?token=x'),
      KEEP_ALL.text('token=x'),
      KEEP_ALL.cookie('x'),
      KEEP_ALL.parameter('token', 'x'),
    ]).toEqual([...['/?token=x', 'token=x', 'x', 'x']]);
    expect(KEEP_ALL.bytes(bytes)).toBe(bytes);
  });
});
