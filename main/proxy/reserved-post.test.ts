import { afterEach, describe, expect, it } from 'vitest';
import { Fault } from '../base/fault.ts';
import { isForeign, mayPost, type ReservedPosts } from './reserved-post.ts';
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
  [
    '/__throughline/open',
    {
      limitBytes: 10,
      alsoFrom: (origin: string) => origin === 'http://shop.test',
      answer: () => Promise.resolve({ status: 204 }),
    },
  ],
  [
    '/__throughline/full',
    {
      limitBytes: 10,
      admit: () => ({ status: 429, rawHeaders: ['Retry-After', '1'], value: { error: { code: 'too-many-posts' } } }),
      answer: () => Promise.resolve({ status: 204 }),
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

describe('a reserved path that takes posts from pages elsewhere', () => {
  it('tells browsers so, before and with the answer', async () => {
    const { client } = await rig.pair({ posts });
    const preflight = 'OPTIONS /__throughline/open HTTP/1.1\r\nHost: localhost:1\r\nOrigin: http://shop.test\r\n';
    client.write(
      `${preflight}Access-Control-Request-Headers: content-type\r\nAccess-Control-Request-Private-Network: true\r\n\r\n`,
    );
    const asked = await client.has('\r\n\r\n');
    for (const part of [
      'HTTP/1.1 204 No Content',
      'Access-Control-Allow-Origin: http://shop.test',
      'Access-Control-Allow-Headers: content-type',
      'Access-Control-Allow-Private-Network: true',
    ])
      expect(asked).toContain(part);
    const { client: second } = await rig.pair({ posts });
    second.write(post('hi', 'Origin: http://shop.test\r\n', '/__throughline/open'));
    const answered = await second.has('\r\n\r\n');
    expect(answered).toContain(
      'HTTP/1.1 204 No Content\r\nAccess-Control-Allow-Origin: http://shop.test\r\nVary: Origin',
    );
    expect(answered).not.toContain('Content-Length');
  });

  it.each([
    [
      '405 Method Not Allowed',
      'OPTIONS /__throughline/open HTTP/1.1\r\nHost: localhost:1\r\nOrigin: http://evil.test\r\n\r\n',
    ],
    [
      '405 Method Not Allowed',
      'OPTIONS /__throughline/echo HTTP/1.1\r\nHost: localhost:1\r\nOrigin: http://shop.test\r\n\r\n',
    ],
    ['403 Forbidden', post('hi', 'Origin: http://evil.test\r\n', '/__throughline/open')],
  ])('answers %s to others', async (status, request) => {
    const { client } = await rig.pair({ posts });
    client.write(request);
    const answer = await client.has('}}\n');
    expect(answer).toContain(`HTTP/1.1 ${status}`);
    expect(answer).not.toContain('Access-Control-Allow-Origin');
  });
});

it('a post that may not come now is refused whatever it holds, and the connection goes on', async () => {
  const { client } = await rig.pair({ posts });
  client.write(post('x'.repeat(50), '', '/__throughline/full'));
  expect(await client.has('too-many-posts')).toMatch(/HTTP\/1.1 429 Too Many Requests\r\n[^]*Retry-After: 1\r\n/);
  client.write(post('hi'));
  await client.has('{"said":"hi"}');
});

it.each([
  ['same-origin', true],
  ['same-site', false],
  ['cross-site', false],
  ['none', false],
])('for its own pages only, %s: %s', (site, may) => {
  const own = { limitBytes: 1, sameOriginOnly: true, answer: () => Promise.resolve({ status: 204 }) };
  expect(mayPost({ rawHeaders: ['Sec-Fetch-Site', site], authority: 'localhost:1' }, own)).toBe(may);
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
