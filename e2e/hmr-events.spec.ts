// End to end: events sent into the pages of real development servers: the page hears them, the session has them, and edits go on.
import type { Page } from '@playwright/test';
import type { Exchange } from '../main/model/exchange.ts';
import type { HmrRecord } from '../main/model/hmr.ts';
import { inspect } from './support/inspect.ts';
import { type RealServer, type RealServerOptions, startRealServer } from './support/real-server.ts';
import { REAL_SERVERS } from './support/servers.ts';
import { test as base, expect } from './support/stage.ts';
import { type Throughline, startThroughline } from './support/throughline.ts';

/** How long a build and what follows may take on a busy machine. */
const BUILD_LIMIT_MS = 30_000;

interface Stage {
  readonly start: (
    options: RealServerOptions,
    prepare?: (server: RealServer) => void,
  ) => Promise<{ readonly server: RealServer; readonly throughline: Throughline; readonly app: Page }>;
}

const test = base.extend<Stage>({
  start: async ({ folder, page }, use) => {
    const undo: (() => Promise<void>)[] = [];
    await use(async (options, prepare) => {
      const server = await startRealServer(options);
      undo.push(() => server.dispose());
      prepare?.(server);
      const args = ['--browser', '--target', server.url, '--port', '0', '--session', folder.at('session.tline')];
      const throughline = await startThroughline(args, folder);
      undo.push(() => throughline.kill());
      await page.goto(throughline.ready.proxy);
      return { server, throughline, app: page };
    });
    await page.close();
    for (const step of undo.reverse()) await step();
  },
});

async function send({ ready }: Throughline, token: string): Promise<{ status: number; sent?: number }> {
  const answer = await fetch(`${ready.proxy}/__throughline/hmr`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${token}` },
    body: '{"data":{"level":"info","message":"hello"}}',
  });
  const { sent } = (await answer.json()) as { sent?: number };
  return { status: answer.status, ...(sent === undefined ? {} : { sent }) };
}

/** Sends until a page took it: its stream may not be open yet, or not be known for what it is. */
async function sendOnce(throughline: Throughline): Promise<void> {
  const token = new URL(throughline.ready.dashboard ?? '').searchParams.get('token') ?? '';
  await expect
    .poll(async () => (await send(throughline, token)).sent, { timeout: BUILD_LIMIT_MS })
    .toBeGreaterThanOrEqual(1);
}

const devlogs = async ({ ready }: Throughline): Promise<number> =>
  (await inspect<HmrRecord[]>(ready.session, 'hmr')).filter(({ type, name }) => type === 'custom' && name === 'devlog')
    .length;

const LISTEN = `
import.meta.hot.on('devlog', (data) => { document.body.dataset.heard = JSON.stringify(data); });
`;

test("Vite's page hears an event, and the next edit is applied without a reload", async ({ start }) => {
  const { server, throughline, app } = await start(REAL_SERVERS.vite8, (vite) =>
    vite.write('src/main.js', vite.read('src/main.js') + LISTEN),
  );
  await app.evaluate("window.unloaded = 'not'");
  expect(await send(throughline, 'x'.repeat(43))).toEqual({ status: 401 });
  await sendOnce(throughline);
  await expect(app.locator('body')).toHaveAttribute('data-heard', '{"level":"info","message":"hello"}');
  server.edit('src/Cart.vue', 'mugs</button>', 'cups</button>');
  await expect(app.getByRole('button')).toHaveText('1 cups');
  expect(await app.evaluate('window.unloaded')).toBe('not');
  await expect.poll(() => devlogs(throughline)).toBeGreaterThanOrEqual(1);
});

const WEBPACK: readonly [string, RealServerOptions][] = [
  ['webpack-dev-server 5', REAL_SERVERS.webpackDevServer5],
  ['webpack-dev-server 6', REAL_SERVERS.webpackDevServer6],
  ['webpack-hot-middleware', REAL_SERVERS.webpackHotMiddleware],
];

for (const [name, options] of WEBPACK) {
  test(`the client of ${name} lets an event pass, and applies the next edit`, async ({ start }) => {
    const { server, throughline, app } = await start(options);
    const faults: string[] = [];
    app.on('pageerror', (fault) => faults.push(fault.message));
    await app.evaluate("window.unloaded = 'not'");
    await sendOnce(throughline);
    server.edit('src/cart.js', 'mugs for', 'cups for');
    await expect(app.locator('#cart')).toContainText('cups for', { timeout: BUILD_LIMIT_MS });
    expect([await app.evaluate('window.unloaded'), faults]).toEqual(['not', []]);
    await expect.poll(() => devlogs(throughline)).toBeGreaterThanOrEqual(1);
  });
}

test("Rsbuild's page hears an event, and applies the next edit", async ({ start }) => {
  const listen =
    "\nif (import.meta.webpackHot) import.meta.webpackHot.on('devlog', (data) => { document.body.dataset.heard = data.message; });\n";
  const { server, throughline, app } = await start(REAL_SERVERS.rsbuild, (rsbuild) =>
    rsbuild.write('src/main.jsx', rsbuild.read('src/main.jsx') + listen),
  );
  await app.evaluate("window.unloaded = 'not'");
  await sendOnce(throughline);
  await expect(app.locator('body')).toHaveAttribute('data-heard', 'hello');
  server.edit('src/Cart.jsx', 'mugs</button>', 'cups</button>');
  await expect(app.getByRole('button')).toHaveText('1 cups', { timeout: BUILD_LIMIT_MS });
  expect(await app.evaluate('window.unloaded')).toBe('not');
  await expect.poll(() => devlogs(throughline)).toBeGreaterThanOrEqual(1);
});

test('webpack-dev-server 5 with its own settings: the agent brings its socket back, so that its frames are in the session', async ({
  start,
}) => {
  const { server, throughline, app } = await start({
    ...REAL_SERVERS.webpackDevServer5,
    env: { SOCKET: 'default' },
  });
  await sendOnce(throughline);
  server.edit('src/cart.js', 'mugs for', 'cups for');
  await expect(app.locator('#cart')).toContainText('cups for', { timeout: BUILD_LIMIT_MS });
  const exchanges = await inspect<Exchange[]>(throughline.ready.session, 'exchanges');
  const socket = exchanges.find(({ kind }) => kind === 'websocket');
  expect(socket?.upstreamUrl).toBe(`ws://127.0.0.1:${server.port}/ws`);
  expect(socket?.changes?.map(({ code }) => code)).toContain('brought-back');
  await expect
    .poll(async () => (await inspect<HmrRecord[]>(throughline.ready.session, 'hmr')).map(({ type }) => type))
    .toContain('update');
});
