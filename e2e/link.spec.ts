// End to end: the dashboard reloaded, and cut off from its recorder.
import { Dashboard } from './support/dashboard.ts';
import { expect, test } from './support/stage.ts';

test('a reload brings all rows, frames and bodies back', async ({ dashboard, shop }) => {
  await shop.make('Chat socket');
  await shop.make('Not found');
  await shop.make('Big download');
  await expect(dashboard.rows('/api/download', '21.0 MB')).toBeVisible();
  const rows = await dashboard.rowCount();
  await dashboard.page.reload();
  await dashboard.ready();
  await dashboard.expectRows(rows);
  await dashboard.pick('/ws/chat');
  const frames = await dashboard.openTab('Frames');
  await expect(frames.getByRole('row', { name: /Hello/ }).first()).toBeVisible();
  await dashboard.pick('/api/missing');
  const response = await dashboard.openTab('Response');
  await expect(response.getByText('sold out', { exact: false })).toBeVisible();
});

test('two dashboards of one run show the same', async ({ context, dashboard, shop, throughline }) => {
  await shop.make('Not found');
  const second = new Dashboard(await context.newPage());
  await second.open(throughline.ready.dashboard ?? '');
  await expect(second.rows('/api/missing', '404')).toBeVisible();
  await second.expectRows(await dashboard.rowCount());
  await shop.make('Server error');
  for (const each of [dashboard, second]) await expect(each.rows('/api/broken', '500')).toBeVisible();
});

test('a recorder that dies leaves its rows on the screen and says so', async ({ context, shop, throughline }) => {
  // Its own page: the browser reports each try to reach the dead process as an error.
  const dashboard = new Dashboard(await context.newPage());
  await dashboard.open(throughline.ready.dashboard ?? '');
  await shop.make('Not found');
  await expect(dashboard.rows('/api/missing', '404')).toBeVisible();
  const rows = await dashboard.rowCount();
  await throughline.kill();
  await expect(dashboard.page.getByText('Disconnected, trying again')).toBeVisible();
  await expect(dashboard.page.getByText('The connection to the recorder is lost.')).toBeVisible();
  await dashboard.expectRows(rows);
  await dashboard.narrow('status:404');
  await dashboard.expectRows(1);
});
