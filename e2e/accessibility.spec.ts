// End to end: every view and dialog, in both themes, held to axe.
import { expectClean } from './support/axe.ts';
import { Dashboard } from './support/dashboard.ts';
import { expect, test } from './support/stage.ts';
import { startThroughline } from './support/throughline.ts';

test('all views are clean', async ({ dashboard, shop }) => {
  test.slow();
  const { page } = dashboard;
  for (const traffic of [
    'Server error',
    'Broken off',
    'Upload a form',
    'gzip JSON',
    'Chat socket',
    'Event stream',
  ] as const)
    await shop.make(traffic);
  await expect(dashboard.rows('/events/countdown').first()).toBeVisible();
  await expectClean(page, 'traffic');
  await dashboard.narrow('status:nonsense');
  await expectClean(page, 'a faulty filter');
  await dashboard.narrow('nothing-like-it');
  await expectClean(page, 'no match');

  await dashboard.pick('/api/catalogue/gzip');
  for (const tab of ['Overview', 'Headers', 'Response', 'Timing']) {
    await dashboard.openTab(tab);
    await expectClean(page, tab);
  }
  await dashboard.pick('/api/upload');
  await dashboard.openTab('Payload');
  await expectClean(page, 'Payload');
  await dashboard.pick('/ws/chat');
  await (await dashboard.openTab('Frames')).getByRole('row', { name: /Hello/ }).first().click();
  await expectClean(page, 'Frames');

  await dashboard.show('Sockets');
  await page.getByRole('grid', { name: 'Connections' }).getByRole('row').filter({ hasText: '/ws/chat' }).click();
  await expect(page.getByRole('grid', { name: 'Frames' }).getByRole('row', { name: /Hello/ }).first()).toBeVisible();
  await expectClean(page, 'sockets');
  await dashboard.show('Performance');
  await expect(page.getByRole('img', { name: /^Latency: / })).toBeVisible();
  await expectClean(page, 'performance');
  await page.getByRole('region', { name: 'Latency' }).getByRole('button', { name: 'Table' }).click();
  await expectClean(page, 'a chart’s table');
  await dashboard.show('Settings');
  await expectClean(page, 'settings');
});

test('errors and their stacks are clean', async ({ dashboard, shop }) => {
  test.slow();
  const { page } = dashboard;
  await dashboard.show('Errors');
  await expectClean(page, 'no error');
  await shop.break('Failed answer read');
  await shop.break('Error in a timer');
  await page.bringToFront();
  const row = dashboard.rows('delivery.ts').first();
  await expect(row).toBeVisible({ timeout: 20_000 });
  await expectClean(page, 'errors');
  await row.click();
  await expect(page.getByRole('grid', { name: 'Stack' })).toBeVisible();
  await expectClean(page, 'an error');
  await page.getByRole('button', { name: /^As thrown/ }).click();
  await expectClean(page, 'a stack as thrown');
  await dashboard.show('HMR');
  await page.getByRole('button', { name: 'Send' }).click();
  await expectClean(page, 'the form that sends');
  await dashboard.show('Traffic');
  await dashboard.pick('/src/main.ts');
  await dashboard.openTab('Source map');
  await expect(page.getByRole('list', { name: 'What was tried' })).toBeVisible();
  await expectClean(page, 'Source map');
});

test('dialogs, menus and the paused state are clean', async ({ dashboard, shop }) => {
  const { page } = dashboard;
  await shop.make('Not found');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('miss');
  await expect(page.getByRole('option', { name: /missing/ }).first()).toBeVisible();
  await expectClean(page, 'palette');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Shift+?');
  await expect(page.getByRole('dialog')).toBeVisible();
  await expectClean(page, 'keys');
  await page.keyboard.press('Escape');
  await dashboard.choose('Change the target');
  await expect(page.getByRole('dialog')).toBeVisible();
  await expectClean(page, 'target');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await expect(page.getByRole('menu')).toBeVisible();
  await expectClean(page, 'menu');
  await page.keyboard.press('Escape');
  await dashboard.rows('/api/missing').click({ button: 'right' });
  await expect(page.getByRole('menu')).toBeVisible();
  await expectClean(page, 'row menu');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+e');
  await expect(page.getByRole('button', { name: /^Resume/ })).toBeVisible();
  await expectClean(page, 'paused');
});

test('the start page and an empty recording are clean', async ({ context, folder }) => {
  const throughline = await startThroughline(['--browser', '--port', '0'], folder);
  try {
    const dashboard = new Dashboard(await context.newPage());
    const { page } = dashboard;
    await page.goto(throughline.ready.dashboard ?? '');
    await expect(page.getByRole('button', { name: 'Look again' })).toBeEnabled();
    await expectClean(page, 'start page');
    const address = page.getByRole('textbox', { name: 'Address of the target' });
    await address.fill('http://127.0.0.1:9');
    await address.press('Enter');
    await dashboard.ready();
    await expectClean(page, 'nothing yet');
    await dashboard.show('Sockets');
    await expectClean(page, 'no connections');
    await dashboard.show('Performance');
    await expectClean(page, 'no figures');
  } finally {
    await throughline.kill();
  }
});
