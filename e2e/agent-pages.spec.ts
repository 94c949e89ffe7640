// End to end: documents of all kinds in Chromium, through a recording: the page agent runs in them or they say why it may not, and all else is as the server sent it.
import { type Server, type ServerResponse, createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { brotliCompressSync, createGzip, gzipSync } from 'node:zlib';
import { type Page, type Response, expect, test } from '@playwright/test';
import { inspect } from './support/inspect.ts';
import { startRecording } from './support/recording.ts';
import type { Throughline } from './support/throughline.ts';

interface InspectedExchange {
  readonly id: string;
  readonly url: string;
  readonly status?: number;
  readonly requestHeaders: readonly (readonly [string, string])[];
  readonly responseBody: { readonly text?: string };
  readonly changes?: readonly { readonly code: string; readonly message: string }[];
}

const BODY = '<h1>Shop</h1><p id="said">你好, world</p>';
const PAGE = `<!doctype html><html lang="zh"><head><meta charset="utf-8"><title>Shop</title></head><body>${BODY}</body></html>`;
const NONCE = 'cmFuZG9tMTIz';
/** "你好" in GBK. */
const GBK_PAGE = Buffer.concat([
  Buffer.from('<html><head><meta charset="gbk"><title>a</title></head><body><p id="said">'),
  Buffer.from('c4e3bac3', 'hex'),
  Buffer.from('</p></body></html>'),
]);
const ROWS = 5_000;
const ROW = (i: number): string => `<li>row ${i} ${'some text so that the document is large '.repeat(26)}</li>`;
const HTML = 'text/html; charset=utf-8';

interface Answer {
  readonly body: Buffer | string;
  readonly fields?: Readonly<Record<string, string>>;
}

const withHead = (markup: string): string => PAGE.replace('<title>', `${markup}<title>`);

/** What the server has, by path. */
const ANSWERS: Readonly<Record<string, Answer>> = {
  '/plain': { body: PAGE },
  '/gzip': { body: gzipSync(PAGE), fields: { 'Content-Encoding': 'gzip' } },
  '/br': { body: brotliCompressSync(PAGE), fields: { 'Content-Encoding': 'br' } },
  '/gbk': { body: GBK_PAGE, fields: { 'Content-Type': 'text/html; charset=gbk' } },
  '/gbk-by-meta': { body: GBK_PAGE, fields: { 'Content-Type': 'text/html' } },
  '/utf-16': { body: Buffer.from(`\ufeff${PAGE}`, 'utf16le'), fields: { 'Content-Type': 'text/html' } },
  '/utf-16be': {
    body: Buffer.from(PAGE, 'utf16le').swap16(),
    fields: { 'Content-Type': 'text/html; charset=utf-16be' },
  },
  '/no-head': { body: `<!doctype html><!-- <head> --><title>Shop</title>${BODY}` },
  '/fragment': { body: BODY },
  '/xhtml': {
    body: `<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title>a</title></head><body>${BODY}</body></html>`,
    fields: { 'Content-Type': 'application/xhtml+xml' },
  },
  '/nonce': {
    body: withHead(`<script nonce="${NONCE}">window.own = 1</script>`),
    fields: { 'Content-Security-Policy': `script-src 'nonce-${NONCE}'; object-src 'none'; base-uri 'none'` },
  },
  '/strict-dynamic': {
    body: withHead(`<script nonce="${NONCE}">window.own = 1</script>`),
    fields: { 'Content-Security-Policy': `script-src 'nonce-${NONCE}' 'strict-dynamic' https: 'unsafe-inline'` },
  },
  '/self': { body: PAGE, fields: { 'Content-Security-Policy': "default-src 'self'" } },
  '/trusted-types': { body: PAGE, fields: { 'Content-Security-Policy': "require-trusted-types-for 'script'" } },
  '/meta-scripts': { body: withHead(`<meta http-equiv="Content-Security-Policy" content="script-src 'none'">`) },
  '/frames': {
    body: PAGE.replace(
      '</body>',
      '<iframe id="own" src="/plain"></iframe><iframe sandbox="allow-scripts" src="/gzip"></iframe></body>',
    ),
  },
  '/cached': { body: PAGE, fields: { ETag: '"one"', 'Last-Modified': 'Tue, 04 Aug 2026 10:00:00 GMT' } },
  '/refused': { body: PAGE, fields: { 'Content-Security-Policy': "script-src 'sha256-abc='" } },
  '/refused-by-meta': { body: withHead(`<meta http-equiv="Content-Security-Policy" content="connect-src 'none'">`) },
  '/refused-by-sandbox': { body: PAGE, fields: { 'Content-Security-Policy': 'sandbox' } },
  '/no-transform': { body: PAGE, fields: { 'Cache-Control': 'no-transform' } },
};

const RUNS = [
  ...['/plain', '/gzip', '/br', '/gbk', '/gbk-by-meta', '/utf-16', '/utf-16be', '/no-head', '/fragment', '/xhtml'],
  ...['/nonce', '/strict-dynamic', '/self', '/trusted-types', '/meta-scripts', '/large', '/large-gzip'],
];
const REFUSED: readonly (readonly [string, string])[] = [
  ['/refused', 'agent-refused-by-csp'],
  ['/refused-by-meta', 'agent-refused-by-csp'],
  ['/refused-by-sandbox', 'agent-refused-by-csp'],
  ['/no-transform', 'agent-refused-by-no-transform'],
];

let server: Server;
let recording: Throughline;

test.beforeAll(async () => {
  server = createServer((request, response) => {
    const path = request.url ?? '/';
    if (path.startsWith('/large')) sendLarge(response, path === '/large-gzip');
    else if (request.headers['if-none-match'] === '"one"') response.writeHead(304, { ETag: '"one"' }).end();
    else {
      const { body, fields } = ANSWERS[path] ?? { body: 'nothing', fields: { 'Content-Type': 'text/plain' } };
      const length = Buffer.byteLength(body);
      response.writeHead(200, { 'Content-Type': HTML, 'Content-Length': length, ...fields }).end(body);
    }
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  recording = await startRecording({ target: `http://127.0.0.1:${port}` });
});

test.afterAll(async () => {
  await recording.kill();
  server.closeAllConnections();
  server.close();
});

/** Five megabytes in pieces, as a server renders them. */
function sendLarge(response: ServerResponse, gzip: boolean): void {
  response.writeHead(200, { 'Content-Type': HTML, ...(gzip ? { 'Content-Encoding': 'gzip' } : {}) });
  const out = gzip ? createGzip({ level: 1 }) : response;
  if (gzip) out.pipe(response);
  out.write('<!doctype html><html><head><title>a</title></head><body><p id="said">你好</p><ul>');
  for (let i = 0; i < ROWS; i += 1) out.write(ROW(i));
  out.end('</ul></body></html>');
}

const runsAgent = (page: Pick<Page, 'evaluate'>): Promise<boolean> =>
  page.evaluate<boolean>("Symbol.for('throughline') in window");

/** The number that the tag in a document gives. */
const pageNumber = async (response: Response | null): Promise<number> =>
  Number(/ data-page="(\d+)"/.exec((await response?.text()) ?? '')?.[1]);

/** What the page's console and its errors said. */
function listen(page: Page): string[] {
  const said: string[] = [];
  page.on('console', (message) => said.push(message.text()));
  page.on('pageerror', (error) => said.push(String(error)));
  return said;
}

for (const path of RUNS) {
  test(`the agent runs in ${path}, and the page is as it was`, async ({ page }) => {
    const said = listen(page);
    await page.goto(recording.ready.proxy + path);
    expect(await runsAgent(page)).toBe(true);
    expect(await page.locator('#said').textContent()).toContain('你好');
    // The tag takes itself away, so that scripts of the page find what they always found.
    await expect(page.locator('script[src^="/__throughline/"]')).toHaveCount(0);
    if (path.startsWith('/large')) await expect(page.locator('li').last()).toHaveText(/^row 4999 /);
    if (path === '/nonce' || path === '/strict-dynamic') expect(await page.evaluate('window.own')).toBe(1);
    // What the agent loads later is held back by a policy that comes after its tag.
    const refused = path === '/meta-scripts' ? [expect.stringContaining('agent-measures.js')] : [];
    expect(said.filter((line) => !line.includes('favicon'))).toEqual(refused);
  });
}

for (const [path, code] of REFUSED) {
  test(`${path} passes byte for byte, and says why`, async ({ page }) => {
    const response = await page.goto(recording.ready.proxy + path);
    expect(await response?.text()).toBe(ANSWERS[path]?.body);
    expect(response?.headers()['content-length']).toBe(String(Buffer.byteLength(ANSWERS[path]?.body ?? '')));
    expect((await found(path)).changes?.map((change) => change.code)).toEqual([code]);
  });
}

test('the recording has the bytes of the server, and says what the page got beside them', async ({ page }) => {
  await page.goto(`${recording.ready.proxy}/gzip`);
  await expect.poll(async () => (await found('/gzip')).responseBody.text).toBe(PAGE);
  expect((await found('/gzip')).changes?.map((change) => change.code)).toEqual(['agent-injected']);
});

test('what a script fetches is not touched', async ({ page }) => {
  await page.goto(`${recording.ready.proxy}/plain`);
  const text = await page.evaluate<string>(
    "fetch('/self', { headers: { Accept: 'text/html' } }).then((answer) => answer.text())",
  );
  expect(text).toBe(PAGE);
});

test('frames have an agent of their own, but for those in a sandbox', async ({ page }) => {
  const said = listen(page);
  const documents: Promise<number>[] = [];
  page.on('response', (response) => {
    if (response.request().isNavigationRequest()) documents.push(pageNumber(response));
  });
  await page.goto(`${recording.ready.proxy}/frames`);
  const numbers = await Promise.all(documents);
  expect(new Set(numbers.filter((number) => number > 0)).size).toBe(3);
  const runs = await Promise.all(
    page.frames().map(async (frame) => [new URL(frame.url()).pathname, await runsAgent(frame)]),
  );
  expect(Object.fromEntries(runs)).toEqual({ '/frames': true, '/plain': true, '/gzip': false });
  expect(said.filter((line) => !line.includes('favicon'))).toEqual([]);
});

test('a document is never taken from before, with no tag or an old one', async ({ page }) => {
  const address = `${recording.ready.proxy}/cached`;
  const first = await page.goto(address);
  expect(first?.headers()['etag']).toBeUndefined();
  const before = await pageNumber(first);
  const second = await page.reload();
  expect(second?.status()).toBe(200);
  expect(await pageNumber(second)).toBeGreaterThan(before);
});

/** The exchange of the last request for a path. */
async function found(path: string): Promise<InspectedExchange> {
  const wanted = recording.ready.proxy + path;
  const all = await inspect<InspectedExchange[]>(recording.ready.session, 'exchanges', { bodies: true });
  const exchange = all.filter(({ url, status }) => url === wanted && status !== undefined).at(-1);
  if (!exchange) throw new Error(`${path} was not recorded`);
  return exchange;
}
