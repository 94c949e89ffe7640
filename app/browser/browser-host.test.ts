import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createBirpc } from 'birpc';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { HostFunctions, WindowFunctions } from '../../main/model/protocol.ts';
import { MESSAGE_LIMIT } from '../host/window-message.ts';
import { bodyInfo, fakeExchange, fakeReader } from '../test/fake-session.ts';
import { fakeWorkspace } from '../test/fake-workspace.ts';
import { type BrowserContent, type BrowserHost, startBrowserHost } from './browser-host.ts';
import { createDownloadShelf } from './download-shelf.ts';

let folder: string;
let host: BrowserHost;
let cookie: string;
const unwatched: string[] = [];
const opened: string[] = [];

const bytes = Buffer.from('shown');
const reader = fakeReader(fakeExchange({ responseBody: bodyInfo(bytes, { contentType: 'text/plain' }) }), {
  response: { raw: bytes, decoded: bytes },
});
const content: BrowserContent = {
  workspace: (id) => (id === undefined || id === 'file-1' ? fakeWorkspace({ id: id ?? 'live' }) : undefined),
  reader: (id) => (id === 'file-1' ? reader : undefined),
  openFile: async (_path, name) => {
    opened.push(name);
    return 'file-1';
  },
  tempFile: async (name) => join(folder, name),
  unwatched: (id) => unwatched.push(id),
};

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'throughline-'));
  writeFileSync(join(folder, 'index.html'), '<p>dashboard');
  host = await startBrowserHost({
    content,
    rendererFolder: folder,
    downloads: createDownloadShelf(),
    uploadLimit: 100,
    pingIntervalMs: 20,
  });
  const entry = await fetch(host.url, { redirect: 'manual' });
  cookie = entry.headers.get('set-cookie')?.split(';')[0] ?? '';
});
afterEach(async () => {
  await host.close();
  rmSync(folder, { recursive: true, force: true });
  unwatched.length = 0;
  opened.length = 0;
});

function open(path = '/link', headers: Record<string, string> = {}): WebSocket {
  return new WebSocket(`${host.origin.replace('http', 'ws')}${path}`, {
    headers: { origin: host.origin, cookie, ...headers },
  });
}

async function refusal(socket: WebSocket): Promise<number | undefined> {
  const [, answer] = (await once(socket, 'unexpected-response')) as [unknown, { statusCode?: number }];
  socket.on('error', () => undefined).terminate();
  return answer.statusCode;
}

describe('the dashboard in a browser', () => {
  it('swaps the token in the address for a cookie, and then shows the page', async () => {
    const entry = await fetch(`${host.url}&workspace=file-1`, { redirect: 'manual' });
    expect(entry.status).toBe(303);
    expect(entry.headers.get('location')).toBe('/?workspace=file-1');
    expect(entry.headers.get('set-cookie')).toContain('HttpOnly; SameSite=Strict');
    const page = await fetch(host.origin, { headers: { cookie } });
    expect(await page.text()).toBe('<p>dashboard');
    const policy = page.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(page.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('shows nothing without the token, and nothing under another name', async () => {
    expect((await fetch(host.origin)).status).toBe(401);
    expect((await fetch(`${host.origin}/body/1/response`)).status).toBe(401);
    const asked = request(host.origin, { headers: { host: 'evil.test', cookie } }).end();
    const [answer] = (await once(asked, 'response')) as [{ statusCode: number; resume(): void }];
    answer.resume();
    expect(answer.statusCode).toBe(421);
  });

  it("serves bodies of the page's workspace, named in the address or by the page", async () => {
    const named = await fetch(`${host.origin}/body/1/response?workspace=file-1`, { headers: { cookie } });
    expect(await named.text()).toBe('shown');
    const byPage = await fetch(`${host.origin}/body/1/response`, {
      headers: { cookie, referer: `${host.origin}/?workspace=file-1` },
    });
    expect(byPage.status).toBe(200);
    expect((await fetch(`${host.origin}/body/1/response`, { headers: { cookie } })).status).toBe(404);
  });

  it('answers reading only', async () => {
    const answer = await fetch(host.origin, { method: 'DELETE', headers: { cookie, origin: host.origin } });
    expect(answer.status).toBe(405);
    const head = await fetch(host.origin, { method: 'HEAD', headers: { cookie } });
    expect([head.status, await head.text()]).toEqual([200, '']);
  });

  it('opens a file that the page sends, within the limit', async () => {
    const send = (name: string, body: string, headers: Record<string, string> = { cookie, origin: host.origin }) =>
      fetch(`${host.origin}/open?name=${name}`, { method: 'POST', body, headers });
    const good = await send('a.har', '{}');
    expect(await good.json()).toEqual({ ok: true, location: '/?workspace=file-1' });
    expect(opened).toEqual(['a.har']);
    expect((await send('b.har', 'x'.repeat(101))).status).toBe(413);
    expect(await (await send('b.exe', 'x')).json()).toMatchObject({ ok: false, code: 'not-a-session' });
    expect((await send('c.har', '{}', { cookie })).status).toBe(403);
    expect(opened).toHaveLength(1);
  });

  it('links a window to its host', async () => {
    const socket = open('/link?workspace=file-1');
    await once(socket, 'open');
    const rpc = createBirpc<HostFunctions, WindowFunctions>(
      { feed: () => undefined },
      {
        post: (text: string) => socket.send(text),
        on: (listener: (text: string) => void) => socket.on('message', (data: Buffer) => listener(data.toString())),
        serialize: (value) => JSON.stringify(value),
        deserialize: (text: string): unknown => JSON.parse(text),
      },
    );
    expect(await rpc.subscribe()).toMatchObject({ mode: 'start' });
    socket.close();
    await expect.poll(() => unwatched).toEqual(['file-1']);
  });

  it('refuses a link from elsewhere before the upgrade', async () => {
    expect(await refusal(open('/link', { origin: 'http://evil.test' }))).toBe(403);
    expect(await refusal(open('/link', { cookie: '' }))).toBe(401);
    expect(await refusal(open('/link', { host: 'evil.test' }))).toBe(421);
    expect(await refusal(open('/other'))).toBe(404);
    expect(await refusal(open('/link?workspace=file-9'))).toBe(404);
  });

  it('ends a link that sends too much at once', async () => {
    const socket = open();
    await once(socket, 'open');
    socket.send('x'.repeat(MESSAGE_LIMIT + 1));
    const [code] = (await once(socket, 'close')) as [number];
    expect([1006, 1009]).toContain(code);
  });

  it('drops a window that does not answer any more', async () => {
    const { port } = new URL(host.origin);
    const socket = connect(Number(port), '127.0.0.1');
    const head = ['GET /link HTTP/1.1', `Host: 127.0.0.1:${port}`, `Origin: ${host.origin}`, `Cookie: ${cookie}`];
    head.push(
      'Connection: Upgrade',
      'Upgrade: websocket',
      'Sec-WebSocket-Version: 13',
      'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    );
    socket.write(`${head.join('\r\n')}\r\n\r\n`);
    socket.resume();
    await once(socket, 'close');
    await expect.poll(() => unwatched).toEqual(['live']);
  });

  it('survives what is no HTTP and no address', async () => {
    const { port } = new URL(host.origin);
    for (const text of [
      'nonsense\r\n\r\n',
      'GET http://[ HTTP/1.1\r\nHost: x\r\n\r\n',
      'GET //evil HTTP/1.1\r\n\r\n',
    ]) {
      const socket = connect(Number(port), '127.0.0.1');
      socket.on('error', () => undefined).resume();
      socket.end(text);
      await once(socket, 'close');
    }
    expect((await fetch(host.origin, { headers: { cookie } })).status).toBe(200);
  });
});
