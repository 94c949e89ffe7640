import { afterEach, describe, expect, it } from 'vitest';
import { fieldLines, OK_ANSWER, WireRig } from './wire-rig.ts';

const rig = new WireRig();
afterEach(() => rig.close());

describe('http-proxy, as it is used here', () => {
  it('does not tidy the path or the fields, and adds nothing of its own', async () => {
    const { server, client } = await rig.pair();
    client.write('DELETE /a//b/%2e%2e/../c?d?e=//f HTTP/1.1\r\nHost: h\r\nX-a: 1\r\nx-A: 2\r\n\r\n');
    const upstream = await server.connection(0);
    const sent = await upstream.has('\r\n\r\n');
    expect(sent.startsWith('DELETE /a//b/%2e%2e/../c?d?e=//f HTTP/1.1\r\nHost: h\r\nX-a: 1\r\nx-A: 2\r\n')).toBe(true);
    expect(fieldLines(sent).some((line) => /^content-length/i.test(line))).toBe(false);
    upstream.write(OK_ANSWER);
    await client.has('ok');
  });

  it('accepts more header fields than Node.js counts by default', async () => {
    const { server, client } = await rig.pair();
    const many = Array.from({ length: 3000 }, (_, index) => `x${index}: 1\r\n`).join('');
    client.write(`GET / HTTP/1.1\r\nHost: h\r\n${many}\r\n`);
    const upstream = await server.connection(0);
    expect(await upstream.has('\r\n\r\n')).toContain('x2999: 1\r\n');
    upstream.write(`HTTP/1.1 200 OK\r\nContent-Length: 0\r\n${many}\r\n`);
    expect(await client.has('\r\n\r\n')).toContain('x2999: 1\r\n');
  });
});
