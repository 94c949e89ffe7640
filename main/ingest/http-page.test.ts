import { createServer, type RequestListener, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { createPageReader, type PageReader } from './http-page.ts';

const parts: { server?: Server; reader?: PageReader } = {};

afterEach(async () => {
  await parts.reader?.close();
  parts.server?.closeAllConnections();
  if (parts.server) await new Promise((resolve) => parts.server?.close(resolve));
});

async function serve(
  listener: RequestListener,
): Promise<(limitBytes?: number, timeoutMs?: number) => Promise<unknown>> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const reader = createPageReader();
  Object.assign(parts, { server, reader });
  const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/metrics`);
  return async (limitBytes = 1000, timeoutMs = 20_000) => {
    const page = await reader.read({ url, accept: 'text/plain', limitBytes, timeoutMs });
    expect(page.bytes.buffer.byteLength).toBe(page.bytes.length);
    return { ...page, bytes: Buffer.from(page.bytes).toString() };
  };
}

describe('page reader', () => {
  it('reads a page, in gzip too, over one connection', async () => {
    const sockets = new Set<unknown>();
    const read = await serve((request, answer) => {
      sockets.add(request.socket);
      answer.setHeader('content-type', 'text/plain; version=0.0.4');
      if (sockets.size > 0 && request.headers['accept-encoding'] === 'gzip')
        answer.setHeader('content-encoding', 'gzip');
      answer.end(gzipSync('a 1\n'));
    });
    const page = { status: 200, contentType: 'text/plain; version=0.0.4', bytes: 'a 1\n' };
    expect([await read(), await read()]).toEqual([page, page]);
    expect(sockets.size).toBe(1);
  });

  it('gives up what is too large, decoded', async () => {
    const read = await serve((_, answer) => {
      answer.setHeader('content-encoding', 'gzip');
      answer.end(gzipSync(Buffer.alloc(100_000)));
    });
    await expect(read(2 * 1024)).rejects.toMatchObject({ code: 'page-too-large' });
  });

  it('gives up an answer that does not come', async () => {
    const read = await serve(() => undefined);
    await expect(read(1000, 20)).rejects.toMatchObject({
      code: 'page-late',
      message: expect.stringMatching(/did not answer within 0.02 s/) as string,
    });
  });

  it('says that nobody listens, that an answer was cut, and that gzip is none', async () => {
    const broken = await serve((request, answer) => {
      if (request.headers.accept === 'text/plain') answer.setHeader('content-encoding', 'gzip');
      answer.end('no gzip');
    });
    await expect(broken()).rejects.toMatchObject({ code: 'page-broken' });
    parts.server?.removeAllListeners('request').on('request', (_request, answer: { socket: { destroy(): void } }) => {
      answer.socket.destroy();
    });
    await expect(broken()).rejects.toMatchObject({ code: 'page-unreachable', message: /closed the connection/ });
    await new Promise((resolve) => {
      parts.server?.close(resolve);
      parts.server?.closeAllConnections();
    });
    await expect(broken()).rejects.toMatchObject({ code: 'page-unreachable', message: /refuses connections/ });
  });

  it('stops when it is told to', async () => {
    await serve(() => undefined);
    const end = new AbortController();
    const { port } = parts.server?.address() as AddressInfo;
    const url = new URL(`http://127.0.0.1:${port}/`);
    const reading = parts.reader?.read({ url, accept: '*/*', limitBytes: 1, timeoutMs: 20_000, signal: end.signal });
    parts.server?.once('request', () => end.abort());
    await expect(reading).rejects.toMatchObject({ code: 'page-unreachable' });
  });
});
