import { createServer as createTlsServer } from 'node:tls';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '../base/clock.ts';
import { obtainCertificate } from './certificate.ts';
import { OK_ANSWER, WireRig } from './wire-rig.ts';

const rig = new WireRig();
afterEach(() => rig.close());

async function tlsServer(): Promise<number> {
  const certificate = await obtainCertificate('127.0.0.1', undefined, systemClock);
  const server = createTlsServer(certificate, (socket) => {
    socket.on('error', () => undefined);
    socket.on('data', () => socket.write(OK_ANSWER));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  rig.own(() => void server.close());
  return (server.address() as AddressInfo).port;
}

describe('connecting', () => {
  it('to localhost tries ::1 where 127.0.0.1 refuses', async () => {
    const server = await rig.server('::1');
    const { proxy, taps } = await rig.proxy({ target: `http://localhost:${server.port}` });
    const client = await rig.client(proxy.port);
    client.write('GET / HTTP/1.1\r\nHost: h\r\n\r\n');
    const upstream = await server.connection(0);
    await upstream.has('\r\n\r\n');
    upstream.write(OK_ANSWER);
    await client.has('ok');
    expect(taps.of('upstream')[0]).toMatchObject({ remoteAddress: '::1' });
  });

  it('to localhost tries 127.0.0.1 too', async () => {
    const server = await rig.server('127.0.0.1');
    const { proxy } = await rig.proxy({ target: `http://localhost:${server.port}` });
    const client = await rig.client(proxy.port);
    client.write('GET / HTTP/1.1\r\nHost: h\r\n\r\n');
    await (await server.connection(0)).has('\r\n\r\n');
  });

  it('to the proxy itself is refused', async () => {
    const { proxy, taps } = await rig.proxy({});
    proxy.setTargets(`http://localhost:${proxy.port}`, []);
    const client = await rig.client(proxy.port);
    client.write('GET / HTTP/1.1\r\nHost: h\r\n\r\n');
    expect(await client.has('}}\n')).toMatch(/^HTTP\/1.1 508 Loop Detected[^]*is this proxy itself/);
    await taps.closed();
    expect(taps.of('fail')[0]).toMatchObject({ code: 'proxy-loop', by: 'proxy' });
  });

  it('to localhost passes the proxy by where a server shares its port on the other address', async () => {
    const { proxy } = await rig.proxy({});
    const server = await rig.server('::1', proxy.port);
    proxy.setTargets(`http://localhost:${proxy.port}`, []);
    const client = await rig.client(proxy.port);
    client.write('GET / HTTP/1.1\r\nHost: h\r\n\r\n');
    await (await server.connection(0)).has('\r\n\r\n');
  });

  it('over TLS stamps each step, and takes a loopback server at its word', async () => {
    const port = await tlsServer();
    const { proxy, taps } = await rig.proxy({ target: `https://localhost:${port}` });
    const client = await rig.client(proxy.port);
    client.write('GET / HTTP/1.1\r\nHost: h\r\n\r\n');
    await client.has('ok');
    const [upstream] = taps.of('upstream');
    expect(upstream?.connectedAt).toBeGreaterThan(upstream?.connectStartedAt ?? Infinity);
    expect(upstream?.securedAt).toBeGreaterThan(upstream?.connectedAt ?? Infinity);
    expect(upstream?.at).toBeGreaterThanOrEqual(upstream?.securedAt ?? Infinity);
  });

  it('checks certificates where that is asked', async () => {
    const port = await tlsServer();
    const { proxy, taps } = await rig.proxy({
      routes: [{ match: '/', target: `https://127.0.0.1:${port}`, secure: true }],
    });
    const client = await rig.client(proxy.port);
    client.write('GET / HTTP/1.1\r\nHost: h\r\n\r\n');
    expect(await client.has('}}\n')).toMatch(/^HTTP\/1.1 502 [^]*is not trusted[^]*secure: false/);
    await taps.closed();
    expect(taps.of('fail')[0]).toMatchObject({ code: 'DEPTH_ZERO_SELF_SIGNED_CERT', by: 'upstream', phase: 'tls' });
  });

  it('over TLS to a server that speaks none says so', async () => {
    const server = await rig.server();
    const { proxy, taps } = await rig.proxy({ target: `https://127.0.0.1:${server.port}` });
    const client = await rig.client(proxy.port);
    client.write('GET / HTTP/1.1\r\nHost: h\r\n\r\n');
    const upstream = await server.connection(0);
    upstream.write('HTTP/1.1 400 Bad Request\r\n\r\n');
    expect(await client.has('}}\n')).toContain('Check that it speaks https');
    await taps.closed();
    expect(taps.of('fail')[0]).toMatchObject({ phase: 'tls', by: 'upstream' });
  });

  it('that takes too long is a 504', async () => {
    const server = await rig.server();
    const { proxy, taps } = await rig.proxy({
      target: `https://127.0.0.1:${server.port}`,
      timeouts: { connectMs: 30, responseMs: 0, upgradeMs: 0 },
    });
    const client = await rig.client(proxy.port);
    client.write('GET / HTTP/1.1\r\nHost: h\r\n\r\n');
    expect(await client.has('}}\n')).toMatch(/^HTTP\/1.1 504 /);
    await taps.closed();
    expect(taps.of('fail')[0]).toMatchObject({ code: 'upstream-timeout', by: 'proxy', phase: 'tls' });
  });

  it('to a name that nobody knows says so', async () => {
    const { proxy, taps } = await rig.proxy({ target: 'http://no-such-host.invalid' });
    const client = await rig.client(proxy.port);
    client.write('GET / HTTP/1.1\r\nHost: h\r\n\r\n');
    expect(await client.has('}}\n')).toMatch(/^HTTP\/1.1 502 [^]*host name of http:\/\/no-such-host.invalid/);
    await taps.closed();
    expect(taps.of('fail')[0]).toMatchObject({ phase: 'dns', by: 'upstream' });
  });
});
