// End to end: narrowing the traffic table by query, chips, scope and the brush.
import { expect, test } from './support/stage.ts';

test('a query narrows by status, kind, words and their opposite', async ({ dashboard, shop }) => {
  await shop.make('Not found');
  await shop.make('Server error');
  await dashboard.narrow('status:>=400');
  await dashboard.expectRows(2);
  await expect(dashboard.rows('/api/missing', '404')).toBeVisible();
  await dashboard.narrow('status:>=400 -status:5xx');
  await dashboard.expectRows(1);
  await dashboard.narrow('kind:socket');
  await expect(dashboard.rows()).toHaveCount(2);
  await dashboard.narrow('"src/shop" kind:script');
  await expect(dashboard.rows('/src/shop/').first()).toBeVisible();
  await expect(dashboard.rows('/api/')).toHaveCount(0);
  await dashboard.narrow('no-such-thing');
  await expect(dashboard.page.getByText('No request matches')).toBeVisible();
  await dashboard.page.getByRole('button', { name: 'Clear the filter' }).first().click();
  await expect.poll(() => dashboard.rowCount()).toBeGreaterThan(15);
});

test('a faulty word says why and keeps what was found before', async ({ dashboard, shop }) => {
  await shop.make('Not found');
  await dashboard.narrow('status:404');
  await dashboard.expectRows(1);
  await dashboard.narrow('status:404x');
  await expect(dashboard.filter).toHaveAttribute('aria-invalid', 'true');
  await expect(dashboard.filter).toHaveAccessibleDescription(/“404x” is no status.*The last good filter still holds\./);
  await dashboard.expectRows(1);
  await dashboard.narrow('colour:blue');
  await expect(dashboard.filter).toHaveAccessibleDescription(/^colour:blue is no filter/);
  await dashboard.expectRows(1);
});

test('completions offer keys and their values', async ({ dashboard, shop }) => {
  await shop.make('Not found');
  await dashboard.filter.fill('sta');
  const offers = dashboard.page.getByRole('listbox', { name: 'Completions' });
  await expect(offers.getByRole('option', { name: /^status:/ })).toBeVisible();
  await dashboard.filter.press('ArrowDown');
  await dashboard.filter.press('Enter');
  await expect(dashboard.filter).toHaveValue('status:');
  await dashboard.filter.pressSequentially('404');
  await dashboard.expectRows(1);
});

test('kind chips write into the query', async ({ dashboard, shop }) => {
  await shop.make('Event stream');
  const chips = dashboard.page.getByRole('group', { name: 'Kinds' });
  await chips.getByRole('button', { name: 'Stream' }).click();
  await expect(dashboard.filter).toHaveValue('kind:stream');
  await expect(chips.getByRole('button', { name: 'Stream' })).toHaveAttribute('aria-pressed', 'true');
  await expect(dashboard.rows('stream')).toHaveCount(2);
  await dashboard.expectRows(2);
  await chips.getByRole('button', { name: 'Socket' }).click({ modifiers: ['Control'] });
  await dashboard.expectRows(4);
  await chips.getByRole('button', { name: 'All' }).click();
  await expect(dashboard.filter).toHaveValue('');
});

test('a source at the side keeps only its own', async ({ dashboard, shop }) => {
  await shop.make('Not found');
  const source = dashboard.page.getByRole('list', { name: 'Sources' }).getByRole('button', { name: /^\/api,/ });
  await source.click();
  await expect(source).toHaveAttribute('aria-pressed', 'true');
  await expect(dashboard.rows('/api/missing')).toBeVisible();
  await expect(dashboard.rows('/src/')).toHaveCount(0);
  await dashboard.page.getByRole('button', { name: 'Only /api' }).click();
  await expect(source).toHaveAttribute('aria-pressed', 'false');
});

test('a brush on the overview keeps the rows of its time', async ({ dashboard, shop }) => {
  await shop.make('Slow answer');
  await shop.make('Not found');
  const { page } = dashboard;
  await expect(dashboard.rows('/api/missing')).toBeVisible();
  await dashboard.narrow('/api/');
  const all = await dashboard.rowCount();

  // From the start of the axis to shortly after the slow request began: the line through the selected row tells where.
  await dashboard.rows('/api/slow').click();
  const strip = page.getByRole('region', { name: /^Session overview/ });
  const lane = await strip.getByRole('img', { name: /requests, .* failed$/ }).boundingBox();
  const thread = await strip.locator('.thread').boundingBox();
  if (!lane || !thread) throw new Error('The overview has no lane of requests, or no line through the selection.');
  const y = lane.y + lane.height / 2;
  await page.mouse.move(lane.x + 1, y);
  await page.mouse.down();
  await page.mouse.move(thread.x + 9, y, { steps: 4 });
  await page.mouse.up();
  await expect(dashboard.rows('/api/missing')).toHaveCount(0);
  await expect(dashboard.rows('/api/slow')).toBeVisible();

  // The start is moved up to the slow request: what the page asked for before that goes.
  const start = page.getByRole('slider', { name: 'Start of the brush' });
  const before = await start.getAttribute('aria-valuetext');
  for (let i = 0; i < 3; i += 1) await start.press('ArrowRight');
  await expect(start).not.toHaveAttribute('aria-valuetext', before ?? '');

  await dashboard.grid.focus();
  await page.keyboard.press('0');
  await dashboard.expectRows(all);
  await expect(start).toBeHidden();
});

test('a row’s own time is shown by its menu', async ({ dashboard, shop }) => {
  await shop.make('Not found');
  await dashboard.narrow('/');
  await dashboard.rows('/api/missing').click({ button: 'right' });
  await dashboard.page.getByRole('menuitem', { name: 'Show its time' }).click();
  await expect(dashboard.rows('/api/missing')).toBeVisible();
  await dashboard.narrow('kind:document');
  await expect(dashboard.page.getByText('No request matches')).toBeVisible();
  await dashboard.page.getByRole('button', { name: 'Show the whole session' }).click();
  await dashboard.expectRows(1);
});
