// Integration: what pages and programs post to the proxy, as built: joined with requests, errors mapped against what was served.
import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type * as EngineModule from '../../main/engine.ts';
import type { Engine } from '../../main/engine.ts';
import type { FeedMessage } from '../../main/model/protocol.ts';
import { createFolder, type TestFolder } from '../support/folder.ts';

const BUILT = join(import.meta.dirname, '../../out/main');
const { createEngine, createLocalReader, DEFAULT_PROXY_CONFIG } = createRequire(import.meta.url)(
  join(BUILT, 'engine.cjs'),
) as typeof EngineModule;

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const SPAN = 'b7ad6b7169203331';
const PAGE = { limit: 100 };

let folder: TestFolder;
let upstream: Server;
let engine: Engine;

/** A script of one line whose second call is the third line of its source. */
function script(): string {
  const map = {
    version: 3,
    sources: ['cart.ts'],
    sourcesContent: ['one\ntwo\nthree\nfour'],
    mappings: 'AAAA,KAEA',
  };
  return `add();more()\n//# sourceMappingURL=data:application/json;base64,${Buffer.from(JSON.stringify(map)).toString('base64')}`;
}

beforeEach(async () => {
  folder = createFolder();
  upstream = createServer((asked, response) => {
    if (asked.url === '/cart.js') response.setHeader('Content-Type', 'text/javascript').end(script());
    else if (asked.url === '/api/buy') response.writeHead(500).end('{}');
    else response.setHeader('Content-Type', 'text/html').end('<!doctype html><title>Shop</title>');
  });
  await once(upstream.listen(0, '127.0.0.1'), 'listening');
  engine = await createEngine({
    sessionPath: folder.at('s.tline'),
    proxy: { ...DEFAULT_PROXY_CONFIG, target: origin(), port: 0 },
    folder: folder.at(''),
    version: '1.2.3',
    workerFolder: BUILT,
  });
});

afterEach(async () => {
  await engine.close();
  upstream.closeAllConnections();
  upstream.close();
  folder.remove();
});

function origin(): string {
  return `http://127.0.0.1:${(upstream.address() as AddressInfo).port}`;
}

async function send(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
  const content = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
  const sent = request(`${engine.proxyUrl}${path}`, { method, headers, agent: false }).end(content);
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  let text = '';
  response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  await once(response, 'end');
  return { status: response.statusCode, headers: response.headers, text };
}

/** What the agent of a page that was loaded and clicked in reports. */
function report(startedAt: number, ...items: object[]) {
  const common = {
    v: 1,
    page: '1',
    load: '00000000000000ab',
    origin: startedAt,
    url: `${engine.proxyUrl}/`,
    title: 'Shop',
  };
  return { ...common, sentAt: Date.now(), seq: 1, lost: 0, items };
}

function thrown() {
  const stack = `TypeError: no cart\n    at more (${engine.proxyUrl}/cart.js:1:7)`;
  return {
    type: 'error',
    at: Date.now(),
    source: 'window.onerror',
    name: 'TypeError',
    message: 'no cart',
    stack,
    count: 1,
  };
}

test('a click, the request that failed and the error it ended in are one story', async () => {
  const startedAt = Date.now();
  await send('GET', '/', undefined, { 'Sec-Fetch-Dest': 'document', Accept: 'text/html' });
  await send('GET', '/cart.js', undefined, { 'Sec-Fetch-Dest': 'script' });
  await send('POST', '/api/buy', '{}', { traceparent: `00-${TRACE}-${SPAN}-01`, 'Sec-Fetch-Dest': 'empty' });
  const own = { traceId: TRACE, spanId: '00f067aa0ba902b7' };
  const now = Date.now();
  const posted = await send(
    'POST',
    '/__throughline/report',
    report(
      startedAt,
      { type: 'action', at: startedAt + 1, action: 'click', label: 'button "Buy"', url: '', ...own },
      {
        type: 'resource',
        at: startedAt,
        url: `${engine.proxyUrl}/cart.js`,
        initiator: 'script',
        queuedMs: 0,
        durationMs: now - startedAt,
        transferBytes: 300,
      },
      { type: 'console', at: now, level: 'warn', message: 'cart is empty', ...own },
      { ...thrown(), ...own },
    ),
    { Origin: engine.proxyUrl, 'Content-Type': 'text/plain;charset=UTF-8' },
  );
  expect([posted.status, posted.text]).toEqual([204, '']);
  await engine.sync();
  const exchanges = (await engine.reader.exchangeRows(PAGE)).rows;
  const [, cart, buy] = exchanges;
  expect(exchanges.map(({ pageId }) => pageId)).toEqual(['1', '1', '1']);
  expect(cart?.initiator).toEqual({ type: 'script' });
  expect(buy?.initiator).toMatchObject({ action: 'button "Buy"' });
  const { rows: pages } = await engine.reader.pageRows(PAGE);
  expect(pages).toMatchObject([{ id: '1', title: 'Shop', documentExchangeId: '1' }]);
  const { rows: actions } = await engine.reader.actionRows(PAGE);
  expect(actions).toMatchObject([{ pageId: '1', label: 'button "Buy"', traceId: TRACE }]);
  const { rows: logs } = await engine.reader.logRows(PAGE);
  expect(logs).toMatchObject([{ source: 'browser', level: 'warn', message: 'cart is empty', traceId: TRACE }]);
  const error = await vi.waitFor(async () => {
    const [first] = (await engine.reader.errorRows(PAGE)).rows;
    expect(first?.mapped).toBe(true);
    return first;
  });
  expect(error).toMatchObject({
    exchangeId: buy?.id,
    action: 'button "Buy"',
    stack: [{ functionName: 'more', original: { line: 3 } }],
  });
  expect(error?.stack[0]?.original?.source).toMatch(/cart\.ts$/);
  expect(error?.group).toMatch(/^TypeError: no cart @ .*cart\.ts:3 more$/);
});

test('an error is shown at once, and again when its frames are mapped', async () => {
  const heard: FeedMessage[] = [];
  engine.feed.subscribe((messages) => void heard.push(...messages));
  await vi.waitFor(() => expect(heard.some(({ type }) => type === 'ready')).toBe(true));
  await send('GET', '/cart.js');
  const sentAt = performance.now();
  await send('POST', '/__throughline/report', report(Date.now(), thrown()), { Origin: engine.proxyUrl });
  const errors = () =>
    heard.flatMap((message) =>
      message.type === 'batch'
        ? message.changes.flatMap((change) => (change.kind === 'error' ? [change.record] : []))
        : [],
    );
  await vi.waitFor(() => expect(errors()).not.toHaveLength(0), { interval: 2 });
  const shownMs = performance.now() - sentAt;
  expect(errors()[0]?.mapped).toBe(false);
  // 100 ms are promised; a machine under tests is slower than a desk.
  expect(shownMs).toBeLessThan(1_000);
  await vi.waitFor(() => expect(errors().at(-1)?.mapped).toBe(true));
});

test('a recording that ends right after an error still has its frames', async () => {
  await send('GET', '/cart.js');
  await send('POST', '/__throughline/report', report(Date.now(), thrown()), { Origin: engine.proxyUrl });
  await engine.close();
  const reader = createLocalReader(folder.at('s.tline'));
  const { rows } = await reader.errorRows(PAGE);
  await reader.close();
  expect(rows).toMatchObject([{ mapped: true, stack: [{ original: { line: 3 } }] }]);
});

test('front ends and programs post logs, pages of the upstream too, strangers not', async () => {
  const record = {
    level: 'error',
    message: 'no cart',
    component: 'Cart',
    error: { message: 'no cart', stack: thrown().stack },
  };
  const fields = { Origin: origin(), 'User-Agent': 'Mozilla/5.0', traceparent: `00-${TRACE}-${SPAN}-01` };
  const asked = await send('OPTIONS', '/__throughline/log', undefined, {
    Origin: origin(),
    'Access-Control-Request-Method': 'POST',
    'Access-Control-Request-Headers': 'content-type',
  });
  expect([asked.status, asked.headers['access-control-allow-headers']]).toEqual([204, 'content-type']);
  const posted = await send('POST', '/__throughline/log', record, fields);
  expect([posted.status, posted.headers['access-control-allow-origin']]).toEqual([202, origin()]);
  expect((await send('POST', '/__throughline/log', record, { Origin: 'http://evil.test' })).status).toBe(403);
  expect((await send('POST', '/__throughline/log', 'plain')).status).toBe(400);
  expect((await send('POST', '/__throughline/log', '[{"level":')).status).toBe(202);
  await engine.sync();
  const { rows } = await engine.reader.logRows(PAGE);
  expect(rows).toMatchObject([
    { source: 'http', level: 'error', traceId: TRACE, fields: { component: 'Cart', clientAddress: '127.0.0.1' } },
    { source: 'http', level: 'warn', fields: { code: 'log-unreadable' } },
  ]);
  const { rows: errors } = await engine.reader.errorRows(PAGE);
  expect(errors).toMatchObject([{ source: 'console.error', component: 'Cart', traceId: TRACE }]);
});

test('a panic in a process that was started beside is an error with its frames', async () => {
  const lines = [
    'panic: no stock',
    '',
    'goroutine 1 [running]:',
    'main.sell(...)',
    '\t/srv/shop/main.go:12 +0x1d',
    'exit status 2',
  ];
  engine.logOutput({ type: 'output', at: Date.now(), name: 'api', stream: 'stderr', text: `${lines.join('\n')}\n` });
  const error = await vi.waitFor(async () => {
    const [first] = (await engine.reader.errorRows(PAGE)).rows;
    expect(first?.mapped).toBe(true);
    return first;
  });
  expect(error).toMatchObject({
    source: 'backend',
    process: 'process:api',
    name: 'panic',
    message: 'no stock',
    stack: [{ functionName: 'main.sell', line: 12 }],
  });
});
