// End to end: what came back, shown as what it is, with what is missing said first.
import { expect, test } from './support/stage.ts';

test('JSON is a tree that folds, and raw text beside it', async ({ dashboard, shop }) => {
  await shop.make('gzip JSON');
  await dashboard.pick('/api/catalogue/gzip');
  const response = await dashboard.openTab('Response');
  const tree = response.getByRole('tree', { name: 'JSON tree' });
  await expect(tree.getByRole('treeitem').first()).toHaveAttribute('aria-expanded', 'true');
  const open = await tree.getByRole('treeitem').count();
  await tree.focus();
  await dashboard.page.keyboard.press('ArrowLeft');
  await expect.poll(() => tree.getByRole('treeitem').count()).toBeLessThan(open);
  await expect(response.getByText(/application\/json, gzip, .* → .*, complete/)).toBeVisible();
  await response.getByRole('button', { name: 'Raw', exact: true }).click();
  await expect(response.getByRole('textbox', { name: 'Text' })).toContainText('{');
  await response.getByRole('button', { name: 'As sent' }).click();
  await expect(response.getByText('1f 8b', { exact: false }).first()).toBeVisible();
});

test('an image and a font are shown as such', async ({ dashboard, shop }) => {
  await shop.make('Image and font');
  await dashboard.pick('/api/picture.png');
  let response = await dashboard.openTab('Response');
  await expect(response.getByRole('img', { name: 'The captured image' })).toBeVisible();
  await expect(response.getByText('96 × 96 pixels')).toBeVisible();
  await dashboard.pick('/shop-digits.woff2');
  response = await dashboard.openTab('Response');
  await expect(response.getByLabel('Sample of the captured font')).toBeVisible();
});

test('a body that broke off says where, and shows what came', async ({ dashboard, shop }) => {
  await shop.make('Broken off');
  await dashboard.pick('/api/half');
  const response = await dashboard.openTab('Response');
  await expect(response.getByRole('note')).toHaveText('Incomplete: the sender stopped after 38 B.');
  await expect(response.getByRole('textbox', { name: 'Text' })).toHaveText('Only the beginning of a longer answer.');
});

test('a body beyond its budget says how much is kept before it is shown', async ({ dashboard, shop }) => {
  expect(await shop.make('Big download')).toBe('20,971,520 bytes');
  await expect(dashboard.rows('/api/download', '21.0 MB').getByRole('img', { name: 'Body cut' })).toBeVisible();
  await expect(dashboard.page.getByText('1 cut', { exact: true })).toBeVisible();
  await dashboard.pick('/api/download');
  const response = await dashboard.openTab('Response');
  await expect(response.getByRole('note')).toHaveText('Cut: the first 10.5 MB of 21.0 MB are kept.');
  await response.getByRole('button', { name: 'Show it' }).click();
  await expect(response.getByRole('textbox', { name: 'Text' })).toContainText('chunk 0 chunk 0');
});

test('what has no body says why', async ({ dashboard, shop }) => {
  await shop.make('HEAD, 204 and 304');
  await dashboard.pick('method:head');
  await expect(
    (await dashboard.openTab('Response')).getByText('The answer to a HEAD request has no body.'),
  ).toBeVisible();
  await dashboard.pick('status:304 /api/');
  await expect(
    (await dashboard.openTab('Response')).getByText('An answer with this status has no body.'),
  ).toBeVisible();
});

test('a stream is shown while it still comes', async ({ dashboard, shop }) => {
  // The answer comes line by line for a second; the row must be there before its end.
  const done = shop.make('NDJSON stream');
  const running = dashboard.rows('/api/export.ndjson', '…');
  await expect(running).toBeVisible();
  expect(await done).toBe('8 lines');
  await expect(running).toHaveCount(0);
  await expect(dashboard.rows('/api/export.ndjson', '200')).toHaveCount(1);
});
