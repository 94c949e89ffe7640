import { once } from 'node:events';
import { type RequestListener, createServer } from 'node:http';
import { type AddressInfo, type Server, createServer as createTcpServer } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { USUAL_PORTS, findDevServers, productOf, titleOf } from './dev-servers.ts';

const open: Server[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => new Promise((resolve) => server.close(resolve))));
});

async function serve(host: string, answer: RequestListener): Promise<number> {
  return listen(createServer(answer), host);
}

async function listen(server: Server, host: string): Promise<number> {
  open.push(server.listen(0, host));
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

describe('findDevServers', () => {
  it('tells products apart by what they answer, and gives titles', async () => {
    const vite = await serve('127.0.0.1', (_, answer) =>
      answer.end('<script type="module" src="/@vite/client"></script><title>Shop &amp; more</title>'),
    );
    const express = await serve('127.0.0.1', (_, answer) => answer.setHeader('X-Powered-By', 'Express').end('{}'));
    const servers = await findDevServers(new Set(), [vite, express]);
    expect(servers).toEqual(
      [
        { url: `http://localhost:${vite}`, port: vite, product: 'Vite', title: 'Shop & more', ipv6Only: false },
        { url: `http://localhost:${express}`, port: express, product: 'Express', ipv6Only: false },
      ].sort((a, b) => a.port - b.port),
    );
  });

  it('knows Vite by its client where the document does not tell', async () => {
    const port = await serve('127.0.0.1', (request, answer) => {
      if (request.url !== '/@vite/client') return void answer.writeHead(404).end();
      answer.setHeader('Content-Type', 'text/javascript').end('console.debug("[vite] connecting...")');
    });
    expect(await findDevServers(new Set(), [port])).toMatchObject([{ product: 'Vite' }]);
  });

  it('reads only the head of an answer without an end', async () => {
    const port = await serve('127.0.0.1', (request, answer) => {
      answer.write(`<title>Endless</title>${'x'.repeat(128 * 1024)}`);
      request.socket.once('close', () => answer.destroy());
    });
    expect(await findDevServers(new Set(), [port])).toMatchObject([{ title: 'Endless' }]);
  });

  it('leaves out what does not speak HTTP, what is skipped, and ports where nothing listens', async () => {
    const silent = await listen(
      createTcpServer((socket) =>
        socket
          .on('error', () => undefined)
          .resume()
          .end('nonsense\r\n'),
      ),
      '127.0.0.1',
    );
    const skipped = await serve('127.0.0.1', (_, answer) => answer.end());
    const gone = await serve('127.0.0.1', (_, answer) => answer.end());
    await new Promise((resolve) => open.pop()?.close(resolve));
    expect(await findDevServers(new Set([skipped]), [silent, skipped, gone])).toEqual([]);
  });

  it('asks each usual port once', () => {
    expect(new Set(USUAL_PORTS).size).toBe(USUAL_PORTS.length);
    expect(USUAL_PORTS).toEqual(expect.arrayContaining([3000, 5173, 8080, 8090, 4200]));
  });
});

describe('productOf', () => {
  it.each([
    [{ headers: { 'x-powered-by': 'Next.js' }, head: '', status: 200 }, 'Next.js'],
    [{ headers: {}, head: '<script>webpackHotUpdate</script>', status: 200 }, 'webpack-dev-server'],
    [{ headers: { server: 'nginx/1.25' }, head: '', status: 200 }, 'nginx/1.25'],
    [{ headers: {}, head: '404 page not found', status: 404 }, 'Gin'],
    [{ headers: {}, head: '', status: 200 }, 'HTTP'],
  ])('%j is %s', (answer, product) => {
    expect(productOf(answer)).toBe(product);
  });
});

describe('titleOf', () => {
  it('is one line, with a limit', () => {
    expect(titleOf('<title>\n A  b </title>')).toBe('A b');
    expect(titleOf('<title></title>')).toBeUndefined();
    expect(titleOf(`<title>${'x'.repeat(100)}</title>`)).toHaveLength(60);
  });
});
