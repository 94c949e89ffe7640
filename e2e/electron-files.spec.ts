// End to end: files of the product's window: saved, exported, opened, and left whole at the end.
import { readdirSync } from 'node:fs';
import { type DesktopApp, expect, quitDesktopApp, test } from './support/electron.ts';
import { Dashboard } from './support/dashboard.ts';
import { readValidHar } from './support/har.ts';
import { inspect } from './support/inspect.ts';

/** Answers the next dialogs for a file with this path. */
async function answerDialogs({ app }: DesktopApp, path: string): Promise<void> {
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: chosen });
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] });
  }, path);
}

/** Makes a few requests and waits until the window shows them; gives how many. */
async function record({ dashboard, proxy }: DesktopApp): Promise<number> {
  await dashboard.ready();
  for (const path of ['/api/products', '/api/missing', '/api/broken']) await (await fetch(proxy + path)).text();
  await expect(dashboard.rows('/api/broken', '500')).toHaveCount(1);
  return dashboard.rowCount();
}

test('a session is saved and opened in a window of its own', async ({ folder, open }) => {
  const desktop = await open(['--demo', '--session', folder.at('shop.tline')]);
  const rows = await record(desktop);
  const saved = folder.at('saved.tline');
  await answerDialogs(desktop, saved);
  await desktop.dashboard.choose('Save the session');
  await expect(desktop.dashboard.said).toContainText(`Saved to ${saved}`);

  const [window] = await Promise.all([
    desktop.app.waitForEvent('window'),
    desktop.dashboard.choose('Open a session or HAR'),
  ]);
  const opened = new Dashboard(window);
  await opened.ready();
  await opened.expectRows(rows);
  await expect(opened.page.getByText('Opened file, read only')).toBeVisible();
  await expect(opened.page).toHaveTitle(/^saved\.tline/);
});

test('a HAR is exported from the window and is valid', async ({ folder, open }) => {
  const desktop = await open(['--demo', '--session', folder.at('shop.tline')]);
  const rows = await record(desktop);
  const path = folder.at('shop.har');
  await answerDialogs(desktop, path);
  await desktop.dashboard.choose('Export HAR');
  await expect(desktop.dashboard.said).toContainText(`Saved to ${path}`);
  expect((await readValidHar(path)).log.entries).toHaveLength(rows);
});

test('a second start opens its file in the window that runs', async ({ folder, open }) => {
  const desktop = await open(['--demo', '--session', folder.at('shop.tline')]);
  const rows = await record(desktop);
  const path = folder.at('shop.har');
  await answerDialogs(desktop, path);
  await desktop.dashboard.choose('Export HAR');
  await expect(desktop.dashboard.said).toContainText('Saved to');

  const shown = desktop.app.waitForEvent('window');
  expect(await desktop.startAgain(['open', path])).toBe(0);
  const opened = new Dashboard(await shown);
  await opened.ready();
  await opened.expectRows(rows);
  expect(desktop.app.windows()).toHaveLength(2);
});

test('quitting finishes writing and leaves one complete file', async ({ folder, open }) => {
  const session = folder.at('shop.tline');
  const desktop = await open(['--demo', '--session', session]);
  const rows = await record(desktop);
  expect(await quitDesktopApp(desktop)).toBe(0);
  expect(readdirSync(folder.path).filter((name) => name.startsWith('shop.'))).toEqual(['shop.tline']);
  const exchanges = await inspect<{ url: string }[]>(session, 'exchanges');
  expect(exchanges).toHaveLength(rows);
});
