// End to end: what the traffic table says of a page load and of answers of every sort.
import { expect, test } from './support/stage.ts';

test('a page load lists its document, modules, styles, data, socket and stream', async ({ dashboard, shop }) => {
  expect(await shop.make('Image and font')).toContain('96 × 96');
  const wanted: readonly (readonly [path: string, status: string, kind: string])[] = [
    ['kind:document', '200', 'document'],
    ['/src/main.ts', '200', 'script'],
    ['/src/shop.css', '200', 's'],
    ['/api/products', '200', 'fetch'],
    ['/api/picture.png', '200', 'image'],
    ['/shop-digits.woff2', '200', 'font'],
    ['/ws/stock', '101', 'socket'],
    ['/events/orders', '200', 'stream'],
  ];
  for (const [query, status, kind] of wanted) {
    await dashboard.narrow(query);
    await expect(dashboard.rows(status, kind).first()).toBeVisible();
  }
});

test('failures show by their status, and an answer that broke off by its mark', async ({ dashboard, shop }) => {
  await shop.make('Not found');
  await shop.make('Server error');
  await shop.make('Broken off');
  await shop.make('Redirect');
  await expect(dashboard.rows('/api/missing', '404', 'GET')).toBeVisible();
  await expect(dashboard.rows('/api/broken', '500', 'GET')).toBeVisible();
  await expect(dashboard.rows('/api/half', '200', '38 B')).toBeVisible();
  for (const status of ['301', '302', '307', '308']) await expect(dashboard.rows('/api/old/', status)).toHaveCount(1);
  await expect(dashboard.page.getByRole('img', { name: /requests, 3 of them failed$/ })).toBeVisible();
});

test('a slow answer waits in its bar for as long as it took', async ({ dashboard, shop }) => {
  await shop.make('Slow answer');
  await dashboard.narrow('/api/slow');
  const row = dashboard.rows('/api/slow', /1\.5\d s/);
  await expect(row).toBeVisible();
  // The bar is a picture for the eye alone; its figures stand in the row's cells and in the detail.
  const wait = await row.locator('.ph.wait').boundingBox();
  const receive = await row.locator('.ph.receive').boundingBox();
  expect(wait?.width).toBeGreaterThan(100);
  expect(wait?.width).toBeGreaterThan(20 * (receive?.width ?? Infinity));

  await row.click();
  await expect(dashboard.detail.getByRole('img', { name: /^Phases of 1\.5\d s$/ })).toBeVisible();
  await expect(dashboard.detail.getByText(/^Wait 1\.5\d s$/)).toBeVisible();
});
