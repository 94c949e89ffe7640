// End to end: the dashboard without a pointer.
import { expect, test } from './support/stage.ts';

test('arrows, Enter, brackets and Escape go from the table into the detail and back', async ({ dashboard, shop }) => {
  await shop.make('Not found');
  const { page, grid } = dashboard;
  await expect(dashboard.rows('/api/missing')).toBeVisible();
  await grid.focus();
  await page.keyboard.press('Home');
  const selected = grid.getByRole('row', { selected: true });
  await expect(selected).toHaveAttribute('aria-rowindex', '2');
  await page.keyboard.press('ArrowDown');
  await expect(selected).toHaveAttribute('aria-rowindex', '3');
  await expect(dashboard.detail).toBeHidden();

  await page.keyboard.press('Enter');
  await expect(dashboard.detail).toBeFocused();
  await expect(dashboard.tab('Overview')).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press(']');
  await expect(dashboard.tab('Headers')).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('[');
  await page.keyboard.press('[');
  await expect(dashboard.detail.getByRole('tab').last()).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Escape');
  await expect(dashboard.detail).toBeHidden();
  await expect(selected).toHaveCount(1);

  await grid.focus();
  await page.keyboard.press('Escape');
  await expect(selected).toHaveCount(0);
});

test('a slash goes to the filter, and Escape empties and leaves it', async ({ dashboard }) => {
  const { page } = dashboard;
  await page.keyboard.press('/');
  await expect(dashboard.filter).toBeFocused();
  await page.keyboard.type('nothing-like-it');
  await page.keyboard.press('Escape');
  await expect(dashboard.filter).toHaveValue('');
});

test('the palette finds a request and goes there, and runs commands', async ({ dashboard, shop }) => {
  await shop.make('Not found');
  await expect(dashboard.rows('/api/missing')).toBeVisible();
  const { page } = dashboard;
  await dashboard.show('Performance');
  await page.keyboard.press('Control+k');
  const palette = page.getByRole('dialog', { name: 'Search or run a command' });
  await expect(palette.getByRole('combobox')).toBeFocused();
  await page.keyboard.type('missing');
  await expect(palette.getByRole('option', { name: /\/api\/missing/ }).first()).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(palette).toBeHidden();
  await expect(dashboard.grid.getByRole('row', { selected: true })).toContainText('/api/missing');

  await page.keyboard.press('Control+k');
  await page.keyboard.type('>go to sock');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Sockets' })).toBeAttached();
});

test('shortcuts change the view, and the sheet lists them all', async ({ dashboard }) => {
  const { page } = dashboard;
  for (const [key, view] of [
    ['Control+2', 'Sockets'],
    ['Control+3', 'HMR'],
    ['Control+4', 'Errors'],
    ['Control+5', 'Logs'],
    ['Control+6', 'Traces'],
    ['Control+7', 'Performance'],
    ['Control+,', 'Settings'],
    ['Control+1', 'Traffic'],
  ] as const) {
    await page.keyboard.press(key);
    await expect(page.getByRole('heading', { level: 1, name: view })).toBeAttached();
  }
  await page.keyboard.press('Shift+?');
  const sheet = page.getByRole('dialog');
  await expect(sheet.getByText('Pause or resume recording')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(sheet).toBeHidden();
});

test('Ctrl E pauses and resumes the recording', async ({ dashboard }) => {
  const { page } = dashboard;
  await page.keyboard.press('Control+e');
  await expect(dashboard.said).toContainText('Recording is paused');
  await page.keyboard.press('Control+e');
  await expect(dashboard.said).toContainText('Recording goes on');
});
