// End to end: a recording saved, opened again, exported as HAR and imported from one.
import type { BrowserContext } from '@playwright/test';
import { Dashboard, watchFaults } from './support/dashboard.ts';
import { readValidHar } from './support/har.ts';
import { expect, test } from './support/stage.ts';
import { openInBrowser } from './support/throughline.ts';
import type { TestFolder } from './support/folder.ts';

/** Opens a file in a run of its own and hands its dashboard over. */
async function openFile(
  context: BrowserContext,
  folder: TestFolder,
  path: string,
  look: (dashboard: Dashboard) => Promise<void>,
) {
  const viewer = await openInBrowser(path, folder);
  try {
    const dashboard = new Dashboard(await context.newPage());
    const faults = watchFaults(dashboard.page);
    await dashboard.open(viewer.dashboard);
    await look(dashboard);
    expect(faults).toEqual([]);
  } finally {
    await viewer.kill();
  }
}

test('a saved session opens again with the same rows, read only', async ({ context, dashboard, folder, shop }) => {
  await shop.make('Chat socket');
  await shop.make('Upload a form');
  await shop.make('Not found');
  await expect(dashboard.rows('/api/missing', '404')).toBeVisible();
  const rows = await dashboard.rowCount();
  const saved = folder.at('saved.tline');
  await dashboard.download(saved, () => dashboard.choose('Save the session'));
  await expect(dashboard.said).toContainText('The session is saved');

  await openFile(context, folder, saved, async (opened) => {
    await opened.expectRows(rows);
    await expect(opened.page.getByText('Opened file, read only')).toBeVisible();
    await expect(opened.page.getByRole('button', { name: /^Recording/ })).toHaveCount(0);
    await expect(opened.page.getByText('Opened from saved.tline')).toBeVisible();
    await opened.pick('/api/upload');
    await expect(opened.detail.getByRole('button', { name: 'Replay' })).toHaveCount(0);
    await expect((await opened.openTab('Payload')).getByRole('row', { name: /My mug/ })).toBeVisible();
    await opened.show('Sockets');
    await opened.page
      .getByRole('grid', { name: 'Connections' })
      .getByRole('row')
      .filter({ hasText: '/ws/chat' })
      .click();
    await expect(
      opened.page.getByRole('grid', { name: 'Frames' }).getByRole('row', { name: /Hello/ }).first(),
    ).toBeVisible();
    await opened.show('Performance');
    await expect(opened.page.getByRole('img', { name: /^Requests per second: / })).toBeVisible();
  });
});

test('an exported HAR is valid and opens here with the same number of rows', async ({
  context,
  dashboard,
  folder,
  shop,
}) => {
  await shop.make('Chat socket');
  await shop.make('Event stream');
  await shop.make('Broken off');
  await expect(dashboard.rows('/api/half')).toBeVisible();
  const rows = await dashboard.rowCount();
  const path = folder.at('shop.har');
  await dashboard.download(path, () => dashboard.choose('Export HAR'));
  const { log } = await readValidHar(path);
  expect(log.entries).toHaveLength(rows);
  const chat = log.entries.find((entry) => entry.request.url.endsWith('/ws/chat'));
  expect(
    (chat as { _webSocketMessages?: readonly { data: string }[] } | undefined)?._webSocketMessages?.map(
      ({ data }) => data,
    ),
  ).toContain('Hello');

  await openFile(context, folder, path, async (opened) => {
    await opened.expectRows(rows);
    await opened.narrow('/api/half');
    await opened.expectRows(1);
    await opened.pick('/ws/chat');
    await expect((await opened.openTab('Frames')).getByRole('row', { name: /Hello/ }).first()).toBeVisible();
  });
});

test('secrets are left out of a HAR unless they are asked for', async ({ dashboard, folder, shop }) => {
  await shop.page.evaluate(() => fetch('/api/products?secret', { headers: { Authorization: 'Bearer mug-and-spoon' } }));
  await expect(dashboard.rows('/api/products?secret')).toBeVisible();
  const files = [folder.at('plain.har'), folder.at('raw.har')] as const;
  await dashboard.download(files[0], () => dashboard.choose('Export HAR'));
  await dashboard.download(files[1], () => dashboard.choose('Export HAR with secrets'));
  const [plain, raw] = await Promise.all(files.map((file) => readValidHar(file)));
  expect(JSON.stringify(plain)).not.toContain('mug-and-spoon');
  expect(JSON.stringify(raw)).toContain('mug-and-spoon');
});

test('a HAR that is uploaded opens beside the recording', async ({ context, dashboard, folder, shop }) => {
  await shop.make('Not found');
  await expect(dashboard.rows('/api/missing')).toBeVisible();
  const rows = await dashboard.rowCount();
  const path = folder.at('upload.har');
  await dashboard.download(path, () => dashboard.choose('Export HAR'));

  const { page } = dashboard;
  const chooser = page.waitForEvent('filechooser');
  const window = context.waitForEvent('page');
  await dashboard.choose('Open a session or HAR');
  await (await chooser).setFiles(path);
  const opened = new Dashboard(await window);
  await opened.ready();
  await opened.expectRows(rows);
  await expect(opened.page.getByText('Opened file, read only')).toBeVisible();
  await opened.pick('/api/missing');
  await expect((await opened.openTab('Response')).getByText('sold out', { exact: false })).toBeVisible();
  await expect(page.getByRole('button', { name: /^Recording/ })).toBeVisible();
});

test('a file that is no session is refused in words', async ({ context, folder, throughline }) => {
  const dashboard = new Dashboard(await context.newPage());
  await dashboard.open(throughline.ready.dashboard ?? '');
  const chooser = dashboard.page.waitForEvent('filechooser');
  await dashboard.choose('Open a session or HAR');
  await (await chooser).setFiles({ name: 'notes.tline', mimeType: 'text/plain', buffer: Buffer.from('no database') });
  await expect(dashboard.said).toContainText('This file is not a Throughline session.');
  expect(folder.path).not.toBe('');
});
