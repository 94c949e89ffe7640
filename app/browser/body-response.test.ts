import { describe, expect, it } from 'vitest';
import { bodyInfo, fakeExchange, fakeReader } from '../test/fake-session.ts';
import { bodyFileName, bodyResponse, servedType } from './body-response.ts';

describe('servedType', () => {
  it.each([
    ['image/png', 'image/png'],
    ['image/svg+xml; charset=utf-8', 'image/svg+xml'],
    ['font/woff2', 'font/woff2'],
    ['text/html; charset=ISO-8859-1', 'text/plain; charset=iso-8859-1'],
    ['text/html; charset="><script>"', 'text/plain; charset=utf-8'],
    ['application/json', 'text/plain; charset=utf-8'],
    ['application/problem+json', 'text/plain; charset=utf-8'],
    ['text/javascript', 'text/plain; charset=utf-8'],
    ['application/pdf', 'application/octet-stream'],
    ['application/xhtml+xml', 'text/plain; charset=utf-8'],
    ['image/png\r\nX: y', 'application/octet-stream'],
    [undefined, 'application/octet-stream'],
  ])('serves %j as %s', (given, type) => {
    expect(servedType(given).type).toBe(type);
  });
});

describe('bodyFileName', () => {
  it('is the last part of the path, in safe characters', () => {
    expect(bodyFileName('http://h/a/b.png?x', 'response')).toBe('b.png');
    expect(bodyFileName('http://h/', 'request')).toBe('request-index');
    expect(bodyFileName('http://h/%22;x=%0d%0a', 'response')).not.toMatch(/["\r\n;]/);
  });
});

describe('bodyResponse', () => {
  const raw = Buffer.from([1, 2, 3]);
  const decoded = Buffer.from('<script>alert(1)</script>');
  const exchange = fakeExchange({
    responseBody: bodyInfo(raw, { contentType: 'text/html', truncated: true, sizeBytes: 9 }),
  });
  const reader = fakeReader(exchange, { response: { raw, decoded, fault: { code: 'inflate', message: 'cut' } } });

  it('gives decoded content that nothing executes', async () => {
    const answer = await bodyResponse(reader, '1', 'response', false);
    expect(answer.status).toBe(200);
    expect(await answer.text()).toBe(decoded.toString());
    expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(answer.headers.get('content-security-policy')).toMatch(/^sandbox; default-src 'none'/);
    expect(answer.headers.get('x-throughline-truncated')).toBe('3 of 9');
    expect(answer.headers.get('x-throughline-fault')).toBe('inflate');
  });

  it('gives the bytes of the wire when asked for', async () => {
    const answer = await bodyResponse(reader, '1', 'response', true);
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(raw);
    expect(answer.headers.get('content-type')).toBe('application/octet-stream');
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment/);
  });

  it('tells an empty body from a missing exchange', async () => {
    const empty = await bodyResponse(reader, '1', 'request', false);
    expect([empty.status, await empty.text()]).toEqual([200, '']);
    expect((await bodyResponse(reader, '2', 'request', false)).status).toBe(404);
  });
});
