import { afterEach, describe, expect, it } from 'vitest';
import { isReserved } from './reserved.ts';
import { WireRig } from './wire-rig.ts';

const rig = new WireRig();
afterEach(() => rig.close());

describe('reserved paths', () => {
  it('are what lies under /__throughline', () => {
    expect(['/__throughline', '/__throughline/', '/__throughline?x', '/__throughline/a/b'].every(isReserved)).toBe(
      true,
    );
    expect(['/__throughlines', '/', '/a/__throughline/'].some(isReserved)).toBe(false);
  });

  it('are answered here, never forwarded, never captured', async () => {
    const { server, taps, client } = await rig.pair();
    client.write('GET /__throughline/health HTTP/1.1\r\nHost: localhost:1\r\n\r\n');
    expect(await client.has('}\n')).toMatch(
      /^HTTP\/1.1 200 OK\r\nContent-Type: application\/json[^]*{"version":"1.2.3"}\n$/,
    );
    client.write('GET /__throughline/nothing?x HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n');
    expect(await client.has('reserved-path-unknown')).toContain('404 Not Found');
    client.write('POST /__throughline/health HTTP/1.1\r\nHost: [::1]:2\r\nContent-Length: 2\r\n\r\nhi');
    expect(await client.has('method-refused')).toContain('405 Method Not Allowed');
    client.write('HEAD /__throughline/health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n');
    expect((await client.over()).endsWith('Connection: close\r\n\r\n')).toBe(true);
    expect(server.connections).toBe(0);
    expect(taps.all).toEqual([]);
  });

  it('refuse a name that someone else pointed at this machine', async () => {
    const { client } = await rig.pair();
    client.write('GET /__throughline/health HTTP/1.1\r\nHost: evil.test\r\n\r\n');
    expect(await client.has('host-refused')).toContain('403 Forbidden');
  });

  it('give the page agent, which is kept for good under its own version', async () => {
    const { server, client } = await rig.pair({ agent: Buffer.from('let agent = 1;') });
    client.write('GET /__throughline/agent.js HTTP/1.1\r\nHost: localhost\r\n\r\n');
    expect(await client.has('let agent')).toMatch(
      /200 OK\r\nContent-Type: text\/javascript; charset=utf-8\r\nContent-Length: 14\r\nCache-Control: no-cache\r\n/,
    );
    client.write('HEAD /__throughline/agent.js?v=x HTTP/1.1\r\nHost: localhost\r\n\r\n');
    client.write('POST /__throughline/agent.js HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n');
    expect(await client.has('method-refused')).toContain('405 Method Not Allowed');
    client.write('GET /__throughline/agent.js HTTP/1.1\r\nHost: evil.test\r\nConnection: close\r\n\r\n');
    const text = await client.over();
    expect(text).toContain('host-refused');
    expect(text.split('let agent')).toHaveLength(2);
    expect(server.connections).toBe(0);
  });

  it('have no page agent where there is none', async () => {
    const { client } = await rig.pair();
    client.write('GET /__throughline/agent.js HTTP/1.1\r\nHost: localhost\r\n\r\n');
    expect(await client.has('reserved-path-unknown')).toContain('404 Not Found');
  });

  it('upgrade to nothing', async () => {
    const { server, client } = await rig.pair();
    client.write(
      'GET /__throughline/x HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
    );
    expect(await client.over()).toContain('404 Not Found');
    expect(server.connections).toBe(0);
  });
});
