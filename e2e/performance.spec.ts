// End to end: the charts, each with its figure and with a table behind it.
import { expect, test } from './support/stage.ts';

const CHARTS = ['Latency', 'Requests per second', 'Answers per second', 'Bytes per second', 'Response size, kB'];

test('every chart shows its figure and has a table behind it', async ({ dashboard, shop }) => {
  await shop.make('Server error');
  await shop.make('Upload raw bytes');
  await dashboard.show('Performance');
  for (const name of CHARTS) {
    const card = dashboard.page.getByRole('region', { name, exact: true });
    await expect(card.getByRole('img', { name: new RegExp(`^${name}: .*\\d`) })).toBeVisible();
    await card.getByRole('button', { name: 'Table' }).click();
    await expect(card.getByRole('table').getByRole('row').nth(1)).toContainText(/\d/);
    await card.getByRole('button', { name: 'Chart' }).click();
    await expect(card.getByRole('table')).toHaveCount(0);
  }
  const phases = dashboard.page.getByRole('region', { name: 'Where the time goes' });
  await expect(phases.getByRole('img', { name: /^\/api: [\d.]+ m?s in the mean$/ })).toBeVisible();
  await expect(dashboard.page.getByText(/5xx 1/).first()).toBeVisible();
});

test('endpoints are listed with count, percentiles and errors, and sort', async ({ dashboard, shop }) => {
  await shop.make('Burst of 24');
  await shop.make('Server error');
  await dashboard.show('Performance');
  const grid = dashboard.page.getByRole('grid', { name: 'Endpoints' });
  const errors = grid.getByRole('columnheader', { name: 'Errors' });
  await errors.getByRole('button').click();
  await errors.getByRole('button').click();
  await expect(grid.getByRole('rowgroup').getByRole('row').first()).toContainText('/api/broken');
  await expect(grid.getByRole('row', { name: /^GET \/api\/burst\/\S+ 24 / })).toBeAttached();
});

test('the charts go on while requests come', async ({ dashboard, shop }) => {
  await dashboard.show('Performance');
  const count = dashboard.page.getByRole('region', { name: 'Requests per second' }).getByText(/, peak/);
  const before = Number.parseInt(await count.innerText(), 10);
  await shop.make('Burst of 24');
  await expect(count).toContainText(new RegExp(`^${before + 24},`));
});
