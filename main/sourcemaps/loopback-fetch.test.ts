import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createLoopbackFetch } from './loopback-fetch.ts';

const server = createServer((request, response) => {
  if (request.url === '/a.js') response.writeHead(200, { SourceMap: 'a.map' }).end('text');
  else if (request.url === '/away') response.writeHead(302, { Location: 'http://example.test/' }).end();
  else if (request.url === '/cut')
    response.writeHead(200, { 'Content-Length': 10 }).write('x', () => response.destroy());
  else response.writeHead(404).end();
});
let origin = '';
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => void server.close());

it('gets text and headers', async () => {
  const fetched = await createLoopbackFetch()(`${origin}/a.js`);
  expect(fetched).toMatchObject({ text: 'text', headers: expect.arrayContaining([['sourcemap', 'a.map']]) as unknown });
});

it.each(['/none', '/away', '/cut'])('gives a reason at %s', async (path) =>
  expect(await createLoopbackFetch()(origin + path)).toMatchObject({ code: 'fetch-failed' }),
);

it.each(['http://example.test/a.js', 'http://10.0.0.1/', 'http://127.0.0.1.example.test/', 'file:///etc/passwd', 'x'])(
  'never goes to %s',
  async (url) => expect(await createLoopbackFetch()(url)).toMatchObject({ code: 'fetch-refused' }),
);

it('does not ask the proxy itself', async () =>
  expect(await createLoopbackFetch(origin)(`${origin}/a.js`)).toMatchObject({ code: 'script-not-captured' }));
