import { afterEach, describe, expect, it } from 'vitest';
import { WireRig } from './wire-rig.ts';

const rig = new WireRig();
afterEach(() => rig.close());

/** The header lines of a head, without the first line. */
function fields(text: string): string[] {
  return text.slice(0, text.indexOf('\r\n\r\n')).split('\r\n').slice(1);
}

describe('what passes', () => {
  it('keeps order, case and duplicates of both heads, the status, the reason and latin1 values', async () => {
    const server = await rig.server();
    const { proxy, taps } = await rig.proxy({ target: server.url });
    const client = await rig.client(proxy.port);
    client.write(
      'GET //a/../b//c?x=%zz&y=|{} HTTP/1.1\r\nX-Two: 1\r\nhOsT: name.test:81\r\nX-One: \xe9\xff\r\nx-two: 2\r\nCookie: a=1\r\nX-TWO: 3\r\n\r\n',
    );
    const upstream = await server.connection(0);
    const sent = await upstream.has('\r\n\r\n');
    expect(sent.split('\r\n')[0]).toBe('GET //a/../b//c?x=%zz&y=|{} HTTP/1.1');
    expect(fields(sent).slice(0, 6)).toEqual([
      'X-Two: 1',
      'hOsT: name.test:81',
      'X-One: \xe9\xff',
      'x-two: 2',
      'Cookie: a=1',
      'X-TWO: 3',
    ]);
    upstream.write(
      'HTTP/1.1 299 Quite \xe9 Fine\r\nSet-Cookie: a=1\r\nx-B: \xfc\r\nset-cookie: b=2\r\nX-Empty:\r\nSET-COOKIE: c=3\r\nContent-Length: 3\r\nContent-Disposition: attachment; filename="\xe4\xb8\xad\xe9.txt"\r\n\r\nabc',
    );
    const got = await client.has('abc');
    expect(got).toBe(
      'HTTP/1.1 299 Quite \xe9 Fine\r\nSet-Cookie: a=1\r\nx-B: \xfc\r\nset-cookie: b=2\r\nX-Empty: \r\nSET-COOKIE: c=3\r\nContent-Length: 3\r\nContent-Disposition: attachment; filename="\xe4\xb8\xad\xe9.txt"\r\nConnection: keep-alive\r\n\r\nabc',
    );
    expect(await taps.closed()).toEqual(['request', 'body-end', 'upstream', 'response', 'chunk', 'body-end', 'closed']);
  });
});
