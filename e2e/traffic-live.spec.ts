// End to end: rows that stream in while one reads, and the recording that is paused, cleared and sorted.
import { expect, test } from './support/stage.ts';

test('the selection stays where it is while rows stream in, and a pill counts them', async ({ dashboard, shop }) => {
  await dashboard.rows('/api/products').first().click();
  const selected = dashboard.grid.getByRole('row', { selected: true });
  await expect(selected).toContainText('/api/products');
  const before = await selected.boundingBox();

  expect(await shop.make('Burst of 24')).toBe('24 answers');
  const pill = dashboard.page.getByRole('button', { name: '24 new' });
  await expect(pill).toBeVisible();
  await expect(selected).toContainText('/api/products');
  expect(await selected.boundingBox()).toEqual(before);
  await expect(dashboard.detail.getByRole('heading', { level: 2 })).toContainText('/api/products');

  await pill.click();
  await expect(dashboard.page.getByText('Following', { exact: true })).toBeVisible();
  await expect(dashboard.rows('/api/burst/').last()).toBeVisible();
  await shop.make('Not found');
  await expect(dashboard.rows('/api/missing')).toBeVisible();
});

test('sorting by a column orders the rows, and once more turns them round', async ({ dashboard, shop }) => {
  await shop.make('Slow answer');
  await dashboard.narrow('kind:fetch');
  const head = dashboard.grid.getByRole('columnheader', { name: 'Total' });
  await head.getByRole('button').click();
  await expect(head).toHaveAttribute('aria-sort', 'ascending');
  await expect(dashboard.rows().last()).toContainText('/api/slow');
  await head.getByRole('button').click();
  await expect(head).toHaveAttribute('aria-sort', 'descending');
  await expect(dashboard.rows().first()).toContainText('/api/slow');
  await shop.make('Not found');
  await expect(dashboard.page.getByRole('button', { name: '1 new' })).toBeVisible();
  await expect(dashboard.rows('/api/missing')).toHaveCount(0);
});

test('pausing stops the recording, not the page', async ({ dashboard, shop }) => {
  const { page } = dashboard;
  await page.getByRole('button', { name: /^Recording/ }).click();
  await expect(page.getByRole('button', { name: /^Resume/ })).toBeVisible();
  await expect(page.getByText('they leave no trace in the session', { exact: false })).toBeVisible();
  const rows = await dashboard.rowCount();
  expect(await shop.make('Not found')).toBe('404');
  expect(await shop.make('Burst of 24')).toBe('24 answers');

  await page.getByRole('button', { name: /^Resume/ }).click();
  await expect(page.getByRole('button', { name: /^Recording/ })).toBeVisible();
  await shop.make('Server error');
  await expect(dashboard.rows('/api/broken', '500')).toBeVisible();
  await dashboard.expectRows(rows + 1);
});

test('clearing hides rows here and leaves them in the session', async ({ dashboard, shop }) => {
  await shop.make('Not found');
  await expect(dashboard.rows('/api/missing')).toBeVisible();
  const rows = await dashboard.rowCount();
  await dashboard.choose('Clear the list');
  await expect(dashboard.page.getByText('The list was cleared')).toBeVisible();
  await shop.make('Server error');
  await dashboard.expectRows(1);
  await dashboard.page.getByRole('button', { name: 'Show them again' }).click();
  await dashboard.expectRows(rows + 1);
});
