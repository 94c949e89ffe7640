// End to end: the product's window, with the demo's traffic in it.
import { expect, test as base } from '@playwright/test';
import { openDesktopApp, quitDesktopApp } from './support/electron.ts';
import { type TestFolder, createFolder } from './support/folder.ts';

const test = base.extend<{ readonly folder: TestFolder }>({
  // Playwright reads a fixture's needs from its first parameter, which must be a pattern.
  // eslint-disable-next-line no-empty-pattern
  folder: async ({}, use) => {
    const folder = createFolder();
    await use(folder);
    folder.remove();
  },
});

test('the window opens and shows the demo’s traffic as it happens', async ({ folder }) => {
  const desktop = await openDesktopApp(['--demo', '--session', folder.at('shop.tline')], folder);
  await desktop.dashboard.ready();
  await expect(desktop.window).toHaveTitle(/^shop.* · Throughline$/);

  const answer = await fetch(`${desktop.proxy}/api/products`);
  expect(answer.status).toBe(200);
  await expect(desktop.dashboard.rows('/api/products', '200')).toHaveCount(1);

  expect(desktop.app.windows()).toHaveLength(1);
  expect(await quitDesktopApp(desktop)).toBe(0);
});
