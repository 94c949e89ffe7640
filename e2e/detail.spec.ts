// End to end: one request in full: sentence, headers, payload, timing, and sent once more.
import { expect, test } from './support/stage.ts';

/** `1.50 s` → 1500, `0.3 ms` → 0.3; nothing where a phase was not needed. */
function toMs(text: string): number {
  const [, figure = '0', unit] = /^([\d.,]+) (ms|s)$/.exec(text.trim()) ?? [];
  return Number(figure.replaceAll(',', '')) * (unit === 's' ? 1000 : 1);
}

test('the overview opens with what happened, in a sentence with figures', async ({ dashboard, shop }) => {
  await shop.make('Server error');
  await shop.make('Broken off');
  await dashboard.pick('/api/broken');
  await expect(dashboard.detail.getByText(/answered 500 Internal Server Error after [\d.]+ m?s\./)).toBeVisible();
  await dashboard.pick('/api/half');
  await expect(
    dashboard.detail.getByText(/ended the connection .* in the middle of its answer, with 38 B/),
  ).toBeVisible();
  await expect(dashboard.detail.getByRole('note')).toContainText('Ended by the back end in phase Receive');
});

test('headers stand side by side before and after the proxy, with what it changed marked', async ({
  dashboard,
  shop,
}) => {
  await shop.page.evaluate(() => fetch('/api/products?marked', { headers: { 'X-Forwarded-For': '203.0.113.7' } }));
  await dashboard.pick('/api/products?marked');
  const headers = await dashboard.openTab('Headers');
  const table = headers.getByRole('table', { name: 'Request headers' });
  for (const column of ['Browser → proxy', 'Proxy → upstream'])
    await expect(table.getByRole('columnheader', { name: column })).toBeVisible();
  await headers.getByRole('checkbox', { name: /^Only differences/ }).check();
  await expect(table.getByRole('row', { name: /^X-Forwarded-For .*127\.0\.0\.1/ })).toBeVisible();
  await expect(table.getByRole('row', { name: /^X-Forwarded-Proto – http added$/ })).toBeVisible();
  await expect(table.getByRole('row', { name: /^Accept / })).toHaveCount(0);

  await headers.getByRole('checkbox', { name: /^Only differences/ }).uncheck();
  await headers.getByRole('button', { name: /^Response/ }).click();
  const answered = headers.getByRole('table', { name: 'Response headers' });
  for (const column of ['Upstream → proxy', 'Proxy → browser'])
    await expect(answered.getByRole('columnheader', { name: column })).toBeVisible();
  await headers.getByRole('searchbox', { name: 'Filter headers' }).fill('content-type');
  await expect(answered.getByRole('row', { name: /^Content-Type application\/json/i })).toBeVisible();
  await expect(answered.getByRole('row')).toHaveCount(2);
});

test('a header the browser sent and the proxy replaced is marked as changed', async ({ dashboard, shop }) => {
  await shop.page.evaluate(() => fetch('/api/products?replaced', { headers: { 'X-Forwarded-Proto': 'gopher' } }));
  await dashboard.pick('/api/products?replaced');
  const headers = await dashboard.openTab('Headers');
  await expect(headers.getByRole('row', { name: /^X-Forwarded-Proto gopher http changed$/ })).toBeVisible();
});

test('secrets are covered until they are asked for', async ({ dashboard, shop }) => {
  await shop.page.evaluate(() => fetch('/api/products?secret', { headers: { Authorization: 'Bearer mug-and-spoon' } }));
  await dashboard.pick('/api/products?secret');
  const headers = await dashboard.openTab('Headers');
  await expect(headers.getByRole('row', { name: /^Authorization .*hidden/i })).toBeVisible();
  await expect(headers.getByText('mug-and-spoon')).toHaveCount(0);
  await headers.getByRole('checkbox', { name: 'Show secrets' }).check();
  await expect(headers.getByText('Bearer mug-and-spoon').first()).toBeVisible();
});

test('a payload shows its form fields, its parts and its query', async ({ dashboard, shop }) => {
  await shop.page.evaluate(() =>
    fetch('/api/upload?from=shop&page=2', {
      method: 'POST',
      body: new URLSearchParams({ name: 'Blue mug', size: '3 dl' }),
    }),
  );
  await dashboard.pick('/api/upload?from');
  let payload = await dashboard.openTab('Payload');
  await expect(payload.getByRole('row', { name: 'name Blue mug' })).toBeVisible();
  await expect(payload.getByRole('row', { name: 'size 3 dl' })).toBeVisible();
  await expect(payload.getByRole('region', { name: 'Query' }).getByRole('row', { name: 'page 2' })).toBeVisible();

  await shop.make('Upload a form');
  await dashboard.pick('/api/upload mime:json -"from=shop"');
  payload = await dashboard.openTab('Payload');
  const parts = payload.getByRole('region', { name: 'Parts of the form' });
  await expect(parts.getByRole('row', { name: /^title .*My mug$/ })).toBeVisible();
  await expect(parts.getByRole('row', { name: /^photo mug\.svg image\/svg\+xml 41 B/ })).toBeVisible();
});

test('the phases of the timing add up to the total', async ({ dashboard, shop }) => {
  await shop.make('Slow answer');
  await dashboard.pick('/api/slow');
  const total = toMs((await dashboard.tab('Timing').innerText()).replace('Timing', ''));
  const timing = await dashboard.openTab('Timing');
  const rows = timing.getByRole('table', { name: 'Phases' }).getByRole('row');
  await expect(rows).toHaveCount(8);
  const names = await rows.getByRole('rowheader').allInnerTexts();
  expect(names).toEqual(['Blocked', 'DNS', 'Connect', 'TLS', 'Send', 'Wait', 'Receive']);
  let sum = 0;
  for (let i = 1; i < 8; i += 1) sum += toMs(await rows.nth(i).getByRole('cell').first().innerText());
  // Both are shown in hundredths of a second.
  expect(Math.abs(sum - total)).toBeLessThan(12);
  expect(total).toBeGreaterThanOrEqual(1500);
  await expect(timing.getByRole('row', { name: /^TLS – Not needed/ })).toBeVisible();
});

test('a request that is sent again is a new row with the same answer', async ({ dashboard, shop }) => {
  await shop.make('Not found');
  await dashboard.pick('/api/missing');
  await dashboard.detail.getByRole('button', { name: 'Replay' }).click();
  await expect(dashboard.said).toContainText('Sent again');
  await dashboard.expectRows(2);
  await dashboard.grid.focus();
  await dashboard.page.keyboard.press('End');
  await expect(dashboard.rows('/api/missing', '404')).toHaveCount(2);
});
