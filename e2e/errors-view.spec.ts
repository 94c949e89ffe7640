// End to end: errors of a real page, mapped to the sources of the demo, and the ways to what belongs to them.
import type { Locator } from '@playwright/test';
import { expect, test } from './support/stage.ts';

/** How long an error may take from the page to a mapped row, in milliseconds. */
const ARRIVAL_MS = 20_000;

const group = (rows: Locator, text: string) => rows.filter({ hasText: text }).first();

test('an error thrown in nested functions is shown with its own frames', async ({ dashboard, shop }) => {
  await shop.break('Error in a timer');
  await shop.break('Error in a timer');
  await dashboard.page.bringToFront();
  await dashboard.show('Errors');
  const row = group(dashboard.rows('window.onerror'), 'cents');
  await expect(row).toContainText('receipt.ts:7:21', { timeout: ARRIVAL_MS });
  await expect(row).toContainText('2 times');

  await row.click();
  const detail = dashboard.page.getByRole('region', { name: 'Error details' });
  await expect(detail).toContainText('Thrown 2 times and caught by nothing.');
  await expect(detail).toContainText('It followed');
  const frames = detail.getByRole('grid', { name: 'Stack' }).getByRole('row');
  await expect(frames.filter({ hasText: 'receipt.ts:7:21' })).toContainText('centsOf');
  await expect(frames.filter({ hasText: 'receipt.ts:11:' }).first()).toBeVisible();
  await expect(frames.filter({ hasText: 'receipt.ts:17:' })).toContainText('printReceipt');
  await expect(detail.getByRole('group', { name: /^Code around receipt\.ts:7:21/ })).toContainText('line.price.cents');
  await detail.getByRole('button', { name: /^As thrown/ }).click();
  await expect(frames.first()).toContainText('/src/breaks/receipt.ts');
});

test('each kind of error has its row and its chip', async ({ dashboard, shop }) => {
  for (const what of ['Error in a click', 'Rejected promise', 'Missing picture', 'console.error'] as const)
    await shop.break(what);
  await dashboard.page.bringToFront();
  await dashboard.show('Errors');
  const options = { timeout: ARRIVAL_MS };
  await expect(group(dashboard.rows('vue'), 'cents')).toContainText('BreakPanel', options);
  await expect(group(dashboard.rows('unhandledrejection'), 'The coupon SPRING ran out')).toContainText(
    'coupon.ts:6:',
    options,
  );
  await expect(dashboard.rows('resource', 'missing.png').first()).toBeVisible(options);
  // The page tells of the very error by console.error that it threw before: one group.
  await expect(group(dashboard.rows('vue'), 'cents')).toContainText('console.error', options);
  await dashboard.filter.fill('source:unhandledrejection');
  await dashboard.expectRows(1);
});

test('an error leads to its request, and the request back to its errors', async ({ dashboard, shop }) => {
  await shop.break('Failed answer read');
  await dashboard.page.bringToFront();
  await dashboard.show('Errors');
  const row = dashboard.rows('unhandledrejection', 'delivery.ts').first();
  await expect(row).toBeVisible({ timeout: ARRIVAL_MS });
  await row.click();
  const detail = dashboard.page.getByRole('region', { name: 'Error details' });
  await detail.getByRole('button', { name: 'GET /api/broken' }).first().click();
  await expect(dashboard.detail).toContainText('500');
  await dashboard.tab('Errors').click();
  await dashboard.detail
    .getByRole('button', { name: /^TypeError: / })
    .first()
    .click();
  await expect(detail).toBeVisible();
});
