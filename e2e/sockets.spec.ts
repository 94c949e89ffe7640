// End to end: WebSocket frames and server-sent events as they happen.
import type { Page } from '@playwright/test';
import type { Dashboard } from './support/dashboard.ts';
import { expect, test } from './support/stage.ts';

/** Opens a chat in the shop's page and keeps it there, to talk on. */
async function openChat(page: Page): Promise<void> {
  await page.evaluate(`new Promise((done, failed) => {
    window.chat = new WebSocket('/ws/chat', 'shop.chat.v1');
    window.chat.onopen = done;
    window.chat.onerror = failed;
  })`);
}

const say = (page: Page, text: string): Promise<void> => page.evaluate(`window.chat.send(${JSON.stringify(text)})`);

/** Opens Sockets and selects a connection by its path; gives the grid of its messages. */
async function inspectConnection(dashboard: Dashboard, path: string, messages: 'Frames' | 'Events') {
  await dashboard.show('Sockets');
  const { page } = dashboard;
  await page.getByRole('grid', { name: 'Connections' }).getByRole('row').filter({ hasText: path }).click();
  const grid = page.getByRole('grid', { name: messages });
  await expect(grid).toBeVisible();
  return grid;
}

test('every sort of frame is listed, with its sizes and its payload', async ({ dashboard, shop }) => {
  expect(await shop.make('Chat socket')).toBe('6 messages, closed with 4001 Shop is closing');
  const frames = await inspectConnection(dashboard, '/ws/chat', 'Frames');
  await expect(frames.getByRole('row', { name: /sent by the browser text Hello 5 B/ })).toBeVisible();
  await expect(frames.getByRole('row', { name: /sent by the browser binary 00 01 02 03/ })).toBeVisible();
  await expect(
    frames.getByRole('row', { name: /sent by the browser text Do you have this in blue\? .* 5\.2 kB 6\d B$/ }),
  ).toBeVisible();
  await expect(frames.getByRole('row', { name: /close 4001 Shop is closing/ }).first()).toBeVisible();
  await expect(frames.getByRole('row', { name: /heartbeats? folded, answered/ }).first()).toBeVisible();

  await frames
    .getByRole('row', { name: /"kind":"question"/ })
    .first()
    .click();
  const message = dashboard.page.getByRole('region', { name: 'Selected message' });
  await expect(message.getByRole('treeitem', { name: /"productId": "mug"/ })).toBeVisible();
  await message.getByRole('button', { name: 'Hex' }).click();
  await expect(message.getByText('7b 22 6b 69', { exact: false }).first()).toBeVisible();
});

test('frames come live, and the close says its code and who closed', async ({ dashboard, shop }) => {
  await openChat(shop.page);
  const frames = await inspectConnection(dashboard, '/ws/chat', 'Frames');
  await expect(frames.getByRole('row', { name: /Welcome\. How can we help\?/ })).toBeVisible();
  await say(shop.page, 'One blue mug');
  await expect(frames.getByRole('row', { name: /sent by the browser text One blue mug/ })).toBeVisible();
  await expect(frames.getByRole('row', { name: /received by the browser text .*One blue mug/ })).toBeVisible();
  await say(shop.page, '/close 4002 Gone for lunch');
  await expect(frames.getByRole('row', { name: /received by the browser close 4002 Gone for lunch/ })).toBeVisible();
  await expect(dashboard.page.getByRole('main').getByText(/4002.* by the back end/)).toBeVisible();
});

test('heartbeats fold into one row and open again', async ({ dashboard, shop }) => {
  await openChat(shop.page);
  await say(shop.page, '/ping');
  const frames = await inspectConnection(dashboard, '/ws/chat', 'Frames');
  const folded = frames.getByRole('row', { name: /1 heartbeat folded, answered in/ });
  await expect(folded).toHaveCount(2);
  await folded.last().click();
  const ping = frames.getByRole('row', { name: /received by the browser ping 61 72 65/ });
  await expect(ping).toBeVisible();
  await expect(frames.getByRole('row', { name: /sent by the browser pong 61 72 65/ })).toBeVisible();
  await folded.last().click();
  await expect(ping).toHaveCount(0);
  await dashboard.page.getByRole('checkbox', { name: 'Fold heartbeats' }).uncheck();
  await expect(folded).toHaveCount(0);
  await expect(frames.getByRole('row', { name: /pong/ })).toHaveCount(2);
});

test('a search looks into whole payloads, and a filter asks for opcode and direction', async ({ dashboard, shop }) => {
  await openChat(shop.page);
  await say(shop.page, `${'mug '.repeat(2_000)}needle`);
  await say(shop.page, 'Nothing to find here');
  const frames = await inspectConnection(dashboard, '/ws/chat', 'Frames');
  const filter = dashboard.page.getByRole('main').getByRole('searchbox');
  const rows = frames.getByRole('rowgroup').getByRole('row');
  await expect(frames.getByRole('row', { name: /received by the browser .*Nothing to find/ })).toBeVisible();
  await filter.fill('needle');
  await expect(rows).toHaveCount(2);
  await filter.fill('op:text needle');
  await dashboard.page.getByRole('group', { name: 'Direction' }).getByRole('button', { name: /^Out/ }).click();
  await expect(rows).toHaveCount(1);
  await expect(rows).toContainText('mug mug');
  await filter.fill('op:nothing');
  await expect(filter).toHaveAccessibleDescription('Not understood: op:nothing');
});

test('server-sent events come live, with name, data and id', async ({ dashboard, shop }) => {
  await shop.make('Event stream');
  const countdown = await inspectConnection(dashboard, '/events/countdown', 'Events');
  await expect(countdown.getByRole('row', { name: /received by the browser end/ })).toBeVisible();
  await expect(countdown.getByRole('rowgroup').getByRole('row')).toHaveCount(6);

  const orders = await inspectConnection(dashboard, '/events/orders', 'Events');
  await shop.addToCart('Blue mug');
  await shop.placeOrder();
  await expect(orders.getByRole('row', { name: /received by the browser order \{/ })).toBeVisible();
});

test('a refused handshake is listed with its answer', async ({ dashboard, shop }) => {
  const refused = await shop.page.evaluate(`new Promise((done) => {
    const socket = new WebSocket('/ws/nothing');
    socket.onopen = () => done('open');
    socket.onerror = () => done('refused');
  })`);
  expect(refused).toBe('refused');
  await dashboard.show('Sockets');
  const row = dashboard.page.getByRole('grid', { name: 'Connections' }).getByRole('row', { name: /\/ws\/nothing/ });
  await expect(row).toContainText('refused');
  await dashboard.show('Traffic');
  await dashboard.narrow('/ws/nothing');
  await expect(dashboard.rows('/ws/nothing', '404')).toHaveCount(1);
});

test('a connection opens in Traffic by its link, with its frames in the detail', async ({ dashboard, shop }) => {
  await shop.make('Chat socket');
  await inspectConnection(dashboard, '/ws/chat', 'Frames');
  await dashboard.page.getByRole('button', { name: 'Show in Traffic' }).click();
  await expect(dashboard.grid.getByRole('row', { selected: true })).toContainText('/ws/chat');
  const frames = await dashboard.openTab('Frames');
  await expect(frames.getByRole('row', { name: /Hello/ }).first()).toBeVisible();
});
