// End to end: who may talk to the dashboard, and what captured content may do in it.
import { once } from 'node:events';
import { type IncomingHttpHeaders, type IncomingMessage, type RequestListener, createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocket } from 'ws';
import { inspect } from './support/inspect.ts';
import { expect, test } from './support/stage.ts';
import { type Throughline, startThroughline } from './support/throughline.ts';

interface Address {
  readonly host: string;
  readonly token: string;
}

function addressOf(throughline: Throughline): Address {
  const url = new URL(throughline.ready.dashboard ?? '');
  return { host: url.host, token: url.searchParams.get('token') ?? '' };
}

/** The status with which an upgrade to the link is answered; 101 where it is let in. */
async function knock({ host }: Address, query: string, headers: Record<string, string>): Promise<number> {
  const socket = new WebSocket(`ws://${host}/link${query}`, { headers });
  return new Promise((done, failed) => {
    socket.once('open', () => {
      socket.close();
      done(101);
    });
    socket.once('unexpected-response', (_request, answer) => {
      answer.resume();
      done(answer.statusCode ?? 0);
    });
    socket.once('error', failed);
  });
}

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
}

async function ask({ host }: Address, path: string, headers: Record<string, string> = {}): Promise<Answer> {
  const asked = request(`http://${host}${path}`, { headers }).end();
  const [answer] = (await once(asked, 'response')) as [IncomingMessage];
  answer.resume();
  return { status: answer.statusCode ?? 0, headers: answer.headers };
}

test('the link lets in only the dashboard’s own page with the run’s token', async ({ throughline }) => {
  const address = addressOf(throughline);
  const { host, token } = address;
  const origin = `http://${host}`;
  const withToken = `?token=${token}`;
  expect(await knock(address, withToken, { origin })).toBe(101);
  expect(await knock(address, '', { origin })).toBe(401);
  expect(await knock(address, `?token=${'x'.repeat(token.length)}`, { origin })).toBe(401);
  expect(await knock(address, withToken, { origin: 'http://evil.example' })).toBe(403);
  expect(await knock(address, withToken, {})).toBe(403);
  expect(await knock(address, withToken, { origin, host: `evil.example:${host.split(':')[1]}` })).toBe(421);
});

test('pages, bodies and uploads are refused without the token or under another name', async ({ throughline }) => {
  const address = addressOf(throughline);
  expect((await ask(address, '/')).status).toBe(401);
  expect((await ask(address, '/body/1/response')).status).toBe(401);
  expect((await ask(address, `/?token=${address.token}`, { host: 'evil.example' })).status).toBe(421);
  const entry = await ask(address, `/?token=${address.token}`);
  const [cookie = ''] = entry.headers['set-cookie'] ?? [];
  expect(cookie).toMatch(/; HttpOnly; SameSite=Strict$/);
  const page = await ask(address, '/', { cookie: cookie.split(';')[0] ?? '' });
  expect(page.status).toBe(200);
  expect(page.headers['content-security-policy']).toContain("default-src 'none'");
});

/** What an upstream sends that must never run in the dashboard's origin: each reports home when it runs. */
const HOSTILE: Readonly<Record<string, readonly [type: string, content: (home: string) => string]>> = {
  '/page.html': [
    'text/html',
    (home) => `<title>ran</title><img src="${home}/ran-html"><script>fetch('${home}/ran-script')</script>`,
  ],
  '/picture.svg': [
    'image/svg+xml',
    (home) =>
      `<svg xmlns="http://www.w3.org/2000/svg"><script>fetch('${home}/ran-svg')</script><image href="${home}/ran-image"/></svg>`,
  ],
  '/code.js': ['text/javascript', (home) => `fetch('${home}/ran-js')`],
  '/data.xhtml': [
    'application/xhtml+xml',
    (home) => `<html xmlns="http://www.w3.org/1999/xhtml"><script>fetch('${home}/ran-xhtml')</script></html>`,
  ],
};

test('captured pages, pictures and scripts never run in the dashboard', async ({ context, folder }) => {
  const reports: string[] = [];
  const serve: RequestListener = (asked, answer) => {
    const path = asked.url ?? '/';
    const hostile = HOSTILE[path];
    if (!hostile) {
      reports.push(path);
      return void answer.end();
    }
    answer.setHeader('Content-Type', hostile[0]).end(hostile[1](`http://${asked.headers.host}`));
  };
  const upstream = createServer(serve).listen(0, '127.0.0.1');
  await once(upstream, 'listening');
  const target = `http://127.0.0.1:${(upstream.address() as AddressInfo).port}`;
  const session = folder.at('hostile.tline');
  const throughline = await startThroughline(
    ['--browser', '--port', '0', '--session', session, '--target', target],
    folder,
  );
  try {
    for (const path of Object.keys(HOSTILE)) await (await fetch(throughline.ready.proxy + path)).text();
    const { host, token } = addressOf(throughline);
    const page = await context.newPage();
    await page.goto(`http://${host}/?token=${token}`);
    await expect(page.getByRole('grid', { name: 'Requests' }).getByRole('row', { name: /code\.js/ })).toBeVisible();
    const exchanges = await inspect<{ id: string; url: string }[]>(session, 'exchanges');
    expect(exchanges).toHaveLength(Object.keys(HOSTILE).length);
    for (const { id, url } of exchanges) {
      const answer = await page.goto(`http://${host}/body/${id}/response`);
      const headers = answer?.headers() ?? {};
      expect(headers['content-security-policy'], url).toContain('sandbox');
      expect(headers['x-content-type-options'], url).toBe('nosniff');
      expect(headers['content-type'], url).toMatch(url.endsWith('.svg') ? /^image\/svg\+xml$/ : /^text\/plain/);
      await expect(page, url).not.toHaveTitle('ran');
    }
    expect(reports.filter((path) => path.startsWith('/ran'))).toEqual([]);
  } finally {
    await throughline.kill();
    upstream.close();
  }
});

test('a captured page shown in the detail stays text', async ({ dashboard, shop }) => {
  expect(await shop.page.title()).not.toBe('');
  await dashboard.pick('kind:document');
  const response = await dashboard.openTab('Response');
  await expect(response.getByRole('textbox', { name: 'Text' })).toContainText('<!doctype html>', { ignoreCase: true });
  await expect(dashboard.page.locator('iframe')).toHaveCount(0);
});
