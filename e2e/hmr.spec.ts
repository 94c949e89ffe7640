// End to end: the HMR view beside a real Vite server: an edit with its latency, a build error with its code, and where both lead.
import type { Page } from '@playwright/test';
import { Dashboard, watchFaults } from './support/dashboard.ts';
import { placeOf } from './support/hot-run.ts';
import { type RealServer, startRealServer } from './support/real-server.ts';
import { REAL_SERVERS } from './support/servers.ts';
import { test as base, expect } from './support/stage.ts';
import { startThroughline } from './support/throughline.ts';

interface HotStage {
  readonly server: RealServer;
  /** The application, opened through the proxy and connected to its server. */
  readonly app: Page;
}

// No sleeps, and no edit of the checkout: the server runs on a copy of its application.
const test = base.extend<HotStage>({
  // eslint-disable-next-line no-empty-pattern
  server: async ({}, use) => {
    const server = await startRealServer(REAL_SERVERS.vite8);
    await use(server);
    await server.dispose();
  },
  throughline: async ({ folder, server }, use) => {
    const args = ['--browser', '--target', server.url, '--port', '0', '--session', folder.at('session.tline')];
    const throughline = await startThroughline(args, folder);
    await use(throughline);
    await throughline.kill();
  },
  dashboard: async ({ context, throughline }, use) => {
    const page = await context.newPage();
    const faults = watchFaults(page);
    const dashboard = new Dashboard(page);
    await dashboard.open(throughline.ready.dashboard ?? 'about:blank');
    await dashboard.show('HMR');
    await use(dashboard);
    expect(faults, 'what went wrong inside the dashboard').toEqual([]);
  },
  app: async ({ context, throughline, dashboard }, use) => {
    const page = await context.newPage();
    await page.goto(throughline.ready.proxy);
    await expect(page.getByRole('button')).toHaveText('1 mugs');
    await expect(dashboard.rows('connected')).toHaveCount(1);
    await use(page);
  },
});

test('an edit is a row with its state and, in the detail, where its time went', async ({ dashboard, app, server }) => {
  server.edit('src/Cart.vue', 'mugs</button>', 'cups</button>');
  await expect(app.getByRole('button')).toHaveText('1 cups');
  const row = dashboard.rows('update', 'Cart.vue');
  await expect(row).toHaveCount(1);
  await expect(row).toContainText('applied, inferred');
  await expect(row).toContainText(/\d m?s/);
  await row.click();
  const detail = dashboard.page.getByRole('region', { name: 'HMR details' });
  await expect(detail.getByText(/^Applied in [\d.]+ m?s: .*Cart\.vue/)).toBeVisible();
  for (const part of ['Message to fetch', 'Fetch']) {
    await expect(
      detail.getByRole('listitem').filter({ has: dashboard.page.getByText(part, { exact: true }) }),
    ).toHaveText(/\d+(\.\d+)? (ms|µs|s)/);
  }
});

test('a build error shows its code and place until a later build ends it', async ({ dashboard, app, server }) => {
  const broken = server.edit('src/price.ts', 'count * 12;', 'count * )2;');
  const place = placeOf(broken, ')2');
  const row = dashboard.rows('error', 'price.ts');
  await expect(row).toContainText('failed');
  await row.click();
  const detail = dashboard.page.getByRole('region', { name: 'HMR details' });
  await expect(detail.getByText(new RegExp(`The build failed at .*price\\.ts:${place}`))).toBeVisible();
  const frame = detail.getByRole('group', { name: /^Code around / });
  await expect(frame).toContainText('const price = count * )2;');
  await expect(detail.getByText('No later build has ended it')).toBeVisible();

  server.edit('src/price.ts', 'count * )2;', 'count * 13;');
  await expect(app.locator('button + p')).toHaveText('13 euros');
  await expect(row).toContainText('failed, since fixed');
  await expect(detail.getByText(/It was fixed after/)).toBeVisible();
});

test('an update leads to the requests it caused and to its frame', async ({ dashboard, app, server }) => {
  server.edit('src/theme.css', 'rgb(1, 1, 1)', 'rgb(2, 2, 2)');
  await expect(app.getByRole('heading')).toHaveCSS('color', 'rgb(2, 2, 2)');
  await dashboard.rows('update', 'theme.css', 'applied, inferred').click();
  await dashboard.page.getByRole('button', { name: 'Show 1 request in Traffic' }).click();
  await dashboard.expectRows(1);
  await expect(dashboard.rows('theme.css')).toHaveCount(1);

  await dashboard.show('HMR');
  await dashboard.page.getByRole('button', { name: 'Show the frame' }).click();
  const message = dashboard.page.getByRole('region', { name: 'Selected message' });
  await expect(message).toContainText('/src/theme.css');
});
