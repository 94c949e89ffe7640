// End to end: the pictures of every view that the documents show, light and dark; `npm run shots` runs it.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { Dashboard } from './support/dashboard.ts';
import { toPalettePng } from './support/palette-png.ts';
import type { Break, Shop, Traffic } from './support/shop.ts';
import { expect, test } from './support/stage.ts';
import { ROOT, startThroughline } from './support/throughline.ts';

const FOLDER = join(ROOT, 'docs/shots');

interface Size {
  readonly width: number;
  readonly height: number;
}

const USUAL: readonly Size[] = [{ width: 1440, height: 900 }];
const ALL: readonly Size[] = [{ width: 1280, height: 800 }, ...USUAL, { width: 1920, height: 1080 }];

/** Takes the picture of what is shown, in both themes and each size. */
async function shoot(page: Page, view: string, sizes = USUAL): Promise<void> {
  mkdirSync(FOLDER, { recursive: true });
  for (const size of sizes) {
    await page.setViewportSize(size);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      // The picture is of a reader who points at nothing.
      await page.mouse.move(size.width - 1, size.height - 1);
      const path = join(FOLDER, `${view}-${size.width}x${size.height}-${colorScheme}.png`);
      writeFileSync(path, toPalettePng(await page.screenshot({ animations: 'disabled', caret: 'hide' })));
    }
  }
  await page.setViewportSize(USUAL[0] ?? { width: 1440, height: 900 });
}

const BUSY: readonly Traffic[] = [
  'Upload raw bytes',
  'Big download',
  'NDJSON stream',
  'Broken off',
  'Range request',
  'Burst of 24',
  'Event stream',
  'Brotli JSON',
  'Upload a form',
  'Chat socket',
  'HEAD, 204 and 304',
  'Redirect',
  'Page load',
  'Slow answer',
  'gzip JSON',
  'Server error',
  'Image and font',
  'Not found',
];

const BROKEN: readonly Break[] = [
  'Error in a timer',
  'Error in a click',
  'Rejected promise',
  'Missing picture',
  'Failed answer read',
  'Vue warning',
];

async function makeBusy(shop: Shop): Promise<void> {
  for (const traffic of BUSY) await shop.make(traffic);
  for (const what of BROKEN) await shop.break(what);
  await shop.addToCart('Blue mug');
  await shop.placeOrder();
}

/** Selects a row without narrowing the table. */
async function select(page: Page, path: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.keyboard.type(path);
  await expect(page.getByRole('option').filter({ hasText: path }).first()).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('row', { selected: true })).toContainText(path);
  await expect(page.getByRole('tab').first()).toBeVisible();
}

/** Selects a row and opens a tab of its detail. */
async function show(dashboard: Dashboard, path: string, tab: string): Promise<void> {
  await select(dashboard.page, path);
  await dashboard.openTab(tab);
  await dashboard.tab(tab).blur();
}

test('pictures of a busy recording', async ({ dashboard, shop }) => {
  test.setTimeout(240_000);
  const { page } = dashboard;
  await makeBusy(shop);
  await expect(dashboard.rows('/api/orders').first()).toBeVisible();
  await shoot(page, 'traffic');

  await show(dashboard, '/api/broken', 'Overview');
  await shoot(page, 'traffic-detail', ALL);
  await show(dashboard, '/api/broken', 'Headers');
  await shoot(page, 'traffic-headers');
  await show(dashboard, '/api/broken', 'Logs');
  await shoot(page, 'traffic-logs');
  await show(dashboard, '/api/upload', 'Payload');
  await shoot(page, 'traffic-payload');
  await show(dashboard, '/api/catalogue/gzip', 'Response');
  await expect(dashboard.detail.getByRole('tree')).toBeVisible();
  await shoot(page, 'traffic-response');
  await show(dashboard, '/api/slow', 'Timing');
  await shoot(page, 'traffic-timing');
  await show(dashboard, '/src/breaks/receipt.ts', 'Source map');
  await expect(page.getByRole('list', { name: 'What was tried' })).toBeVisible();
  await shoot(page, 'traffic-source-map');
  await show(dashboard, '/api/download', 'Response');
  await expect(dashboard.detail.getByRole('note')).toBeVisible();
  await shoot(page, 'traffic-truncated');
  await show(dashboard, '/ws/chat', 'Frames');
  const kept = dashboard.detail.getByRole('row', { name: /"kind":"question"/ }).first();
  await kept.click();
  await expect(dashboard.detail.getByRole('treeitem').first()).toBeVisible();
  await shoot(page, 'traffic-frames');

  await page.keyboard.press('Escape');
  await dashboard.narrow('status:>=400 has:error path:nowhere');
  await shoot(page, 'traffic-no-match');
  await dashboard.narrow('status:>=400');
  await dashboard.narrow('status:>=400 took:long');
  await shoot(page, 'traffic-faulty');
  await dashboard.narrow('');

  await dashboard.show('Sockets');
  await page.getByRole('grid', { name: 'Connections' }).getByRole('row').filter({ hasText: '/ws/chat' }).click();
  const frame = page.getByRole('grid', { name: 'Frames' }).getByRole('row', { name: /"kind":"question"/ });
  await frame.first().click();
  await expect(page.getByRole('region', { name: 'Selected message' }).getByRole('treeitem').first()).toBeVisible();
  await shoot(page, 'sockets', ALL);
  await dashboard.show('Errors');
  await dashboard.rows('delivery.ts').first().click();
  await expect(page.getByRole('grid', { name: 'Stack' })).toBeVisible();
  await shoot(page, 'errors', ALL);
  await dashboard.show('Logs');
  // Beside the message, where a click would open all its lines.
  await dashboard.rows('panic').first().getByText('error', { exact: true }).click();
  await expect(page.getByRole('button', { name: 'Open trace' })).toBeVisible();
  await shoot(page, 'logs', ALL);
  await dashboard.show('HMR');
  await shoot(page, 'hmr', ALL);
  await dashboard.show('Performance');
  await expect(page.getByRole('img', { name: /^Latency: / })).toBeVisible();
  await shoot(page, 'performance', ALL);
  await dashboard.show('Settings');
  await shoot(page, 'settings');

  await dashboard.show('Traffic');
  await dashboard.grid.press('End');
  await dashboard.grid.blur();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('api/p');
  await expect(page.getByRole('option').nth(3)).toBeVisible();
  await shoot(page, 'palette');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Shift+?');
  await expect(page.getByRole('dialog')).toBeVisible();
  await shoot(page, 'keys');
  await page.keyboard.press('Escape');

  await page.keyboard.press('Control+e');
  await expect(page.getByRole('button', { name: /^Resume/ })).toBeVisible();
  await shoot(page, 'traffic-paused');
  await page.keyboard.press('Control+e');

  await page.keyboard.press('Control+k');
  await page.keyboard.type('>中文');
  await page.keyboard.press('Enter');
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
  await select(page, '/api/slow');
  await page.getByRole('tab').first().click();
  await page.getByRole('tab').first().blur();
  await shoot(page, 'traffic-zh-CN');
});

test('pictures of traces', async ({ dashboard, shop }) => {
  const { page } = dashboard;
  await dashboard.show('Traces');
  await shoot(page, 'traces-empty');
  for (const traffic of ['gzip JSON', 'Server error', 'Slow answer', 'Upload a form'] as const)
    await shop.make(traffic);
  await shop.addToCart('Blue mug');
  await shop.placeOrder();
  await dashboard.rows('Place order').first().click();
  const tree = page.getByRole('treegrid', { name: 'Trace' });
  await expect(tree.getByRole('row', { name: /api\/orders/ }).nth(1)).toBeVisible();
  await shoot(page, 'traces', ALL);
  await tree
    .getByRole('row', { name: /api\/orders/ })
    .nth(1)
    .click();
  await shoot(page, 'traces-span');
  await page.getByRole('button', { name: 'Services' }).click();
  await expect(page.getByRole('group', { name: 'Service map' })).toBeVisible();
  await shoot(page, 'traces-services', ALL);
  await dashboard.show('Traffic');
  await show(dashboard, '/api/orders', 'Trace');
  await expect(tree).toBeVisible();
  await shoot(page, 'traffic-trace', ALL);
});

test('a picture of a dashboard whose recorder is gone', async ({ context, shop, throughline }) => {
  const dashboard = new Dashboard(await context.newPage());
  await dashboard.open(throughline.ready.dashboard ?? '');
  await shop.make('Burst of 24');
  await shop.make('Server error');
  await expect(dashboard.rows('/api/broken')).toBeVisible();
  await throughline.kill();
  await expect(dashboard.page.getByText('Disconnected, trying again')).toBeVisible();
  await shoot(dashboard.page, 'traffic-disconnected');
});

test('pictures of the start page and of a recording that waits', async ({ context, folder, throughline, shop }) => {
  const beside = await startThroughline(['--browser', '--port', '0'], folder);
  try {
    // Another run's demo is what the start page finds.
    await expect(shop.status).toBeVisible();
    expect(throughline.ready.pid).not.toBe(beside.ready.pid);
    const page = await context.newPage();
    await page.goto(beside.ready.dashboard ?? '');
    await expect(page.getByRole('button', { name: 'Look again' })).toBeEnabled();
    await shoot(page, 'start');
    await page
      .getByRole('button', { name: /^Open http:/ })
      .first()
      .click();
    await expect(page.getByRole('heading', { name: 'Open your app through the proxy' })).toBeVisible();
    await shoot(page, 'traffic-empty');
  } finally {
    await beside.kill();
  }
});
