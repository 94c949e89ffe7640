// End to end: webpack-dev-server 5 with its own idea of its address, which its client has compiled in: the page agent brings it back.
import { expect, test, toStory } from '../support/hot-run.ts';
import { inspect } from '../support/inspect.ts';
import { REAL_SERVERS } from '../support/servers.ts';

const DEFAULTS = { ...REAL_SERVERS.webpackDevServer5, env: { SOCKET: 'default' } };

interface InspectedFrame {
  readonly exchangeId: string;
  readonly direction: string;
  readonly text?: string;
}

test('webpack-dev-server 5 with its default settings: its frames are in the session', async ({ page, startHotRun }) => {
  const sockets: string[] = [];
  page.on('websocket', (socket) => sockets.push(socket.url()));
  const { server, ...run } = await startHotRun(DEFAULTS);
  const cart = page.locator('#cart');
  await expect(cart).toHaveText('2 mugs for 24 euros');
  await run.record('the page is connected', ({ type }) => type === 'connected');
  server.edit('src/cart.js', 'mugs for', 'cups for');
  await expect(cart).toHaveText('2 cups for 24 euros');
  await run.decided('update', 1);

  const { hmr, exchanges } = await run.end();
  expect(toStory(hmr)).toEqual(['connected', 'building', 'update cart.js inferred']);
  const { port } = new URL(run.recording.ready.proxy);
  expect(new Set(sockets.map((url) => new URL(url).port))).toEqual(new Set([port]));
  const socket = exchanges.find(({ id }) => id === hmr[0]?.socketExchangeId);
  expect(new URL(socket?.url ?? '').pathname).toBe('/ws');
  const frames = await inspect<InspectedFrame[]>(run.recording.ready.session, 'frames');
  const texts = frames.filter(({ exchangeId }) => exchangeId === socket?.id).map(({ text }) => text);
  expect(texts).toContain('{"type":"hot"}');
  expect(texts).toContain('{"type":"invalid"}');
  expect(texts.filter((text) => text === '{"type":"ok"}')).toHaveLength(2);
});

test('with --no-inject it goes round the proxy, and HMR runs unseen', async ({ page, startHotRun }) => {
  const sockets: string[] = [];
  page.on('websocket', (socket) => sockets.push(socket.url()));
  const { server, ...run } = await startHotRun(DEFAULTS, ['--no-inject']);
  server.edit('src/cart.js', 'mugs for', 'cups for');
  await expect(page.locator('#cart')).toHaveText('2 cups for 24 euros');
  const { hmr, exchanges } = await run.end();
  expect(hmr).toEqual([]);
  expect(sockets.map((url) => new URL(url).port)).toContain(String(server.port));
  expect(exchanges.filter(({ url }) => /\.hot-update\.js$/.test(url))).toHaveLength(1);
});
