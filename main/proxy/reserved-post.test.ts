import { afterEach, describe, expect, it } from 'vitest';
import { Fault } from '../base/fault.ts';
import { isForeign, type ReservedPosts } from './reserved-post.ts';
import { WireRig } from './wire-rig.ts';

const rig = new WireRig();
afterEach(() => rig.close());

const posts: ReservedPosts = new Map([
  [
    '/__throughline/echo',
    {
      limitBytes: 10,
      answer: async (content: Buffer) => {
        if (content.length === 0) throw new Fault('nothing-sent', 'Send something.');
        return { status: 200, value: { said: content.toString() } };
      },
    },
  ],
]);

const post = (text: string, fields = '', path = '/__throughline/echo?x') =>
  `POST ${path} HTTP/1.1\r\nHost: localhost:1\r\n${fields}Content-Length: ${text.length}\r\n\r\n${text}`;

describe('a reserved path that takes posts', () => {
  it('hands over what came, and goes on with the connection', async () => {
    const { client, server, taps } = await rig.pair({ posts });
    client.write(post('hi'));
    expect(await client.has('{"said":"hi"}\n')).toMatch(/^HTTP\/1.1 200 OK\r\n/);
    client.write(post('ho', 'Origin: http://localhost:1\r\n'));
    await client.has('{"said":"ho"}\n');
    expect([server.connections, taps.all]).toEqual([0, []]);
  });

  it('waits for all of it', async () => {
    const { client } = await rig.pair({ posts });
    const whole = post('whole');
    client.write(whole.slice(0, -2));
    client.write(whole.slice(-2));
    await client.has('{"said":"whole"}');
  });

  it.each([
    ['413 Content Too Large', 'content-too-large', post('x'.repeat(11))],
    ['500 Internal Server Error', 'nothing-sent', post('')],
    ['403 Forbidden', 'origin-refused', post('hi', 'Origin: http://evil.test\r\n')],
    ['403 Forbidden', 'origin-refused', post('hi', 'Origin: http://localhost:2\r\n')],
    ['403 Forbidden', 'origin-refused', post('hi', 'Origin: null\r\n')],
    ['403 Forbidden', 'host-refused', post('hi').replace('localhost:1', 'evil.test')],
    ['405 Method Not Allowed', 'method-refused', 'GET /__throughline/echo HTTP/1.1\r\nHost: localhost\r\n\r\n'],
    ['404 Not Found', 'reserved-path-unknown', post('hi', '', '/__throughline/other')],
  ])('answers %s (%s)', async (status, code, request) => {
    const { client } = await rig.pair({ posts });
    client.write(request);
    const answer = await client.has('}}\n');
    expect([answer.includes(`HTTP/1.1 ${status}`), answer.includes(`"${code}"`)]).toEqual([true, true]);
  });

  it('tells those who ask whether to send that they may', async () => {
    const { client } = await rig.pair({ posts });
    client.write(post('', 'Expect: 100-continue\r\n').replace('Length: 0', 'Length: 2'));
    await client.has('100 Continue');
    client.write('hi');
    await client.has('{"said":"hi"}');
  });
});

it.each([
  [[], false],
  [['Origin', 'http://localhost:8888'], false],
  [['origin', 'https://LOCALHOST:8888'], false],
  [['Origin', 'http://localhost'], true],
  [['Origin', 'http://localhost:8888.evil.test'], true],
  [['Origin', 'file://'], true],
])('%j is foreign to localhost:8888: %s', (rawHeaders, foreign) =>
  expect(isForeign({ rawHeaders, authority: 'localhost:8888' })).toBe(foreign),
);
