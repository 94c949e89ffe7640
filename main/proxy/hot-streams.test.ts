import { once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { toTextFrame } from './hot-message.ts';
import { Journal, WireRig, type TapJournal } from './wire-rig.ts';

const rig = new WireRig();
afterEach(() => rig.close());

const EVENT = { name: 'devlog', data: { message: 'hi' } };
const VITE_TEXT = '{"type":"custom","event":"devlog","data":{"message":"hi"}}';

const frame = (first: number, payload: string): string => {
  const whole = toTextFrame(payload);
  whole[0] = first;
  return whole.toString('latin1');
};

/** All that was tapped as the upstream's on an upgraded connection, in its order. */
function received(taps: TapJournal): string {
  return taps
    .of('socket-chunk')
    .filter(({ direction }) => direction === 'in')
    .map(({ bytes }) => Buffer.from(bytes ?? []).toString('latin1'))
    .join('');
}

/** A joined WebSocket, by hand on both sides. */
async function joined(path = '/', protocol = 'vite-hmr') {
  const { server, proxy, taps, client } = await rig.pair();
  client.write(`GET ${path} HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n`);
  const upstream = await server.connection(0);
  await upstream.has('\r\n\r\n');
  const subprotocol = protocol === '' ? '' : `Sec-WebSocket-Protocol: ${protocol}\r\n`;
  upstream.write(`HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n${subprotocol}\r\n`);
  await client.has('\r\n\r\n');
  const start = client.text.length;
  return { server, proxy, taps, client, upstream, got: () => client.text.slice(start) };
}

describe('an event into a WebSocket', () => {
  it('stands between messages, is told, and is tapped as the server’s', async () => {
    const { proxy, taps, client, upstream, got } = await joined();
    upstream.write(frame(0x81, 'before'));
    await client.has('before');
    const url = 'ws://localhost/';
    expect(await proxy.sendHmr(EVENT)).toEqual([{ exchangeId: '1', url, dialect: 'vite', sent: true }]);
    await client.has('"hi"}}');
    await proxy.sendHmr({ ...EVENT, data: 'again' });
    upstream.write(frame(0x81, 'after'));
    await client.has('after');
    const all =
      frame(0x81, 'before') +
      frame(0x81, VITE_TEXT) +
      frame(0x81, VITE_TEXT.replace('{"message":"hi"}', '"again"')) +
      frame(0x81, 'after');
    expect([got(), received(taps)]).toEqual([all, all]);
    expect(taps.of('changed').map(({ code }) => code)).toEqual(['hmr-event-sent']);
  });

  it('waits for the last fragment of a message, and for the end of a frame', async () => {
    const { proxy, client, upstream, got } = await joined();
    const last = frame(0x80, 'of three');
    upstream.write(frame(0x01, 'the first ') + frame(0x89, 'ping') + last.slice(0, 4));
    await client.has(last.slice(0, 4));
    const sent = proxy.sendHmr(EVENT);
    upstream.write(last.slice(4));
    expect(await sent).toMatchObject([{ sent: true }]);
    await client.has('"hi"}}');
    expect(got()).toBe(frame(0x01, 'the first ') + frame(0x89, 'ping') + last + frame(0x81, VITE_TEXT));
  });

  it('comes after a large message that is under way, whole', async () => {
    const { proxy, client, upstream, got } = await joined();
    const large = frame(0x81, 'x'.repeat(3 * 1024 * 1024));
    upstream.write(large.slice(0, -1));
    await client.has('x'.repeat(1024 * 1024));
    const sent = proxy.sendHmr(EVENT);
    upstream.write(large.slice(-1));
    expect(await sent).toMatchObject([{ sent: true }]);
    upstream.write(frame(0x81, 'after'));
    await client.has('after');
    expect(got() === large + frame(0x81, VITE_TEXT) + frame(0x81, 'after')).toBe(true);
  });

  it('leaves compressed messages around it readable', async () => {
    const app = new WebSocketServer({
      ...{ port: 0, host: '127.0.0.1', handleProtocols: () => 'vite-hmr' },
      perMessageDeflate: { threshold: 0 },
    });
    rig.own(() => void app.close());
    await once(app, 'listening');
    const { proxy } = await rig.proxy({ target: `http://127.0.0.1:${(app.address() as { port: number }).port}` });
    app.on('connection', (socket) => socket.on('message', (data: Buffer) => socket.send(data.toString())));
    const browser = new WebSocket(`ws://127.0.0.1:${proxy.port}/`, 'vite-hmr');
    rig.own(() => browser.terminate());
    const heard = new Journal<string>();
    browser.on('message', (data: Buffer) => heard.add(data.toString()));
    await once(browser, 'open');
    expect(browser.extensions).toContain('permessage-deflate');
    const said = ['the same words', 'the same words again', 'the same words once more'];
    for (const [index, words] of said.entries()) {
      browser.send(words);
      await heard.when((all) => (all.includes(words) ? true : undefined));
      await proxy.sendHmr(EVENT);
      await heard.when((all) => (all.length === (index + 1) * 2 ? true : undefined));
    }
    expect(heard.all).toEqual(said.flatMap((words) => [words, VITE_TEXT]));
  });

  it('goes to no socket after its close frame, nor after its end', async () => {
    const { proxy, taps, client, upstream } = await joined();
    upstream.write(frame(0x88, ''));
    upstream.socket.end();
    await client.over();
    expect(await proxy.sendHmr(EVENT)).toMatchObject([{ sent: false, reason: 'The connection is closing.' }]);
    client.socket.end();
    await taps.closed();
    expect(await proxy.sendHmr(EVENT)).toEqual([]);
  });

  it('goes to sockets that the recorder has recognised, in their own words', async () => {
    const { proxy, client } = await joined('/ws', '');
    expect(await proxy.sendHmr(EVENT)).toEqual([]);
    proxy.recognised(1, 'next');
    expect(await proxy.sendHmr(EVENT)).toMatchObject([{ dialect: 'next', sent: false }]);
    proxy.recognised(1, 'webpack-dev-server');
    expect(await proxy.sendHmr(EVENT)).toMatchObject([{ dialect: 'webpack-dev-server', sent: true }]);
    await client.has(frame(0x81, '{"type":"devlog","action":"devlog","data":{"message":"hi"}}'));
    proxy.recognised(7, 'vite');
    expect(await proxy.sendHmr(EVENT)).toHaveLength(1);
  });

  it('goes to sockets that are not recorded, where their handshake says whose they are', async () => {
    const { server, proxy } = await rig.pair();
    proxy.setRecording(false);
    const client = await rig.client(proxy.port);
    client.write('GET /rsbuild-hmr?token=1 HTTP/1.1\r\nHost: h\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n');
    const upstream = await server.connection(0);
    upstream.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n');
    await client.has('\r\n\r\n');
    expect(await proxy.sendHmr(EVENT)).toEqual([{ url: 'ws://h/rsbuild-hmr?token=1', dialect: 'rspack', sent: true }]);
    await client.has('"event":"devlog"');
  });
});

describe('an event into an event stream', () => {
  const HEAD = 'HTTP/1.1 200 OK\r\nContent-Type: text/event-stream;charset=utf-8\r\n';
  const TEXT = 'data: {"type":"devlog","action":"devlog","data":{"message":"hi"}}\n\n';
  const chunk = (text: string): string => `${text.length.toString(16)}\r\n${text}\r\n`;

  async function streaming(head: string) {
    const { server, proxy, taps, client } = await rig.pair();
    client.write('GET /__webpack_hmr HTTP/1.1\r\nHost: h\r\nAccept: text/event-stream\r\n\r\n');
    const upstream = await server.connection(0);
    await upstream.has('\r\n\r\n');
    upstream.write(`${head}\r\n`);
    await client.has('\r\n\r\n');
    return { proxy, taps, client, upstream };
  }

  it('stands after a blank line, in a chunk of its own', async () => {
    const { proxy, taps, client, upstream } = await streaming(`${HEAD}Transfer-Encoding: chunked\r\n`);
    upstream.write(chunk('\n'));
    await client.has(chunk('\n'));
    expect(await proxy.sendHmr(EVENT)).toMatchObject([{ dialect: 'webpack-hot-middleware', sent: true }]);
    await client.has(chunk(TEXT));
    upstream.write(`${chunk('data: last\n\n')}0\r\n\r\n`);
    await client.has('0\r\n\r\n');
    await taps.closed();
    const body = taps.of('chunk').map(({ bytes }) => Buffer.from(bytes ?? []).toString());
    expect(body).toEqual(['\n', TEXT, 'data: last\n\n']);
    expect(await proxy.sendHmr(EVENT)).toEqual([]);
  });

  it('waits for the end of the event under way', async () => {
    const { proxy, client, upstream } = await streaming(`${HEAD}Transfer-Encoding: chunked\r\n`);
    upstream.write(chunk('data: half'));
    await client.has('half');
    const sent = proxy.sendHmr(EVENT);
    upstream.write(chunk(' done\n\n'));
    expect(await sent).toMatchObject([{ sent: true }]);
    expect(await client.has(chunk(TEXT))).toContain(chunk('data: half') + chunk(' done\n\n') + chunk(TEXT));
  });

  it.each(['Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n', 'Content-Length: 100\r\n'])(
    'is kept from one with %j',
    async (fields) => {
      const { proxy } = await streaming(HEAD + fields);
      expect(await proxy.sendHmr(EVENT)).toEqual([]);
    },
  );
});
