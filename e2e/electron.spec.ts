// End to end: the product's window, with the demo's traffic in it.
import { expect, quitDesktopApp, test } from './support/electron.ts';

test('the window opens and shows the demo’s traffic as it happens', async ({ folder, open }) => {
  const desktop = await open(['--demo', '--session', folder.at('shop.tline')]);
  await desktop.dashboard.ready();
  await expect(desktop.window).toHaveTitle(/^shop.* · Throughline$/);

  const answer = await fetch(`${desktop.proxy}/api/products`);
  expect(answer.status).toBe(200);
  await expect(desktop.dashboard.rows('/api/products', '200')).toHaveCount(1);

  expect(desktop.app.windows()).toHaveLength(1);
  expect(await quitDesktopApp(desktop)).toBe(0);
});
