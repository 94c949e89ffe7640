// End to end: the demo behind the proxy, its traffic in the dashboard.
import { expect, test } from './support/stage.ts';

test('a shop opened through the proxy shows up in the dashboard', async ({ dashboard, shop, throughline }) => {
  await dashboard.page.bringToFront();
  await expect(dashboard.rows('/api/products').first()).toBeVisible();
  await expect.poll(() => dashboard.rowCount()).toBeGreaterThan(15);

  await shop.page.bringToFront();
  await shop.addToCart('Blue mug');
  await shop.placeOrder();
  expect(await shop.make('Not found')).toBe('404');
  await dashboard.page.bringToFront();
  await expect(dashboard.rows('/api/missing', '404')).toHaveCount(1);

  await dashboard.page.close();
  const closed = await throughline.stop();
  expect(closed.exchanges).toBeGreaterThan(15);
  expect(closed.dropped).toBe(0);
});
