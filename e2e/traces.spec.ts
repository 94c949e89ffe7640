// End to end: spans that a back end sends for a request through the proxy, as one tree in the dashboard.
import type { Page } from '@playwright/test';
import { expectClean } from './support/axe.ts';
import { Dashboard, watchFaults } from './support/dashboard.ts';
import { expect, test as base } from './support/stage.ts';
import { startThroughline } from './support/throughline.ts';
import {
  newSpanId,
  startToldBackend,
  tellLog,
  tellSpans,
  type Called,
  type ToldBackend,
} from './support/told-spans.ts';

/** The back end's clock is ahead by this, in milliseconds. */
const AHEAD_MS = 60_000;

interface Run {
  readonly dashboard: Dashboard;
  readonly backend: ToldBackend;
  readonly otlp: string;
  readonly order: () => Promise<Called>;
}

const test = base.extend<{ run: Run }>({
  run: async ({ context, folder }, use) => {
    const backend = await startToldBackend();
    const args = ['--browser', '--port', '0', '--otlp-port', '0', '--session', folder.at('session.tline'), backend.url];
    const throughline = await startThroughline(args, folder);
    const { proxy, otlp = '', dashboard: address = '' } = throughline.ready;
    const page = await context.newPage();
    const faults = watchFaults(page);
    const dashboard = new Dashboard(page);
    await dashboard.open(address);
    const order = async () => {
      const answer = await context.request.post(`${proxy}/api/orders`, { data: { cart: 4410 } });
      expect(answer.status()).toBe(201);
      const called = backend.calls.at(-1);
      if (!called) throw new Error('The back end was told no trace.');
      return called;
    };
    await use({ dashboard, backend, otlp, order });
    expect(faults, 'what went wrong inside the dashboard').toEqual([]);
    await throughline.kill();
    await backend.close();
  },
});

/** What the back end did for an order: served it, asked the database, and named a parent that it never sends. */
async function tellOrder(otlp: string, called: Called): Promise<void> {
  const [server, query] = [newSpanId(), newSpanId()];
  await tellSpans(
    otlp,
    called,
    [
      {
        service: 'api',
        name: 'POST /api/orders',
        kind: 2,
        from: 0,
        to: 0.8,
        spanId: server,
        parentSpanId: called.parentSpanId,
        failed: true,
      },
      {
        service: 'api',
        name: 'SELECT carts',
        kind: 3,
        from: 0.1,
        to: 0.5,
        spanId: query,
        parentSpanId: server,
        attributes: { 'db.system': 'postgresql', 'db.statement': 'SELECT * FROM carts' },
      },
      {
        service: 'mail',
        name: 'send receipt',
        kind: 1,
        from: 0.2,
        to: 0.3,
        spanId: newSpanId(),
        parentSpanId: newSpanId(),
      },
    ],
    AHEAD_MS,
  );
  await tellLog(otlp, { ...called, at: called.at + AHEAD_MS }, server, 'stock is low');
}

const tree = (page: Page) => page.getByRole('treegrid', { name: 'Trace' });
const row = (page: Page, name: RegExp) => tree(page).getByRole('row', { name });

test('a request and what the back end did for it are one tree, on one clock', async ({ run }) => {
  const { dashboard, otlp, order } = run;
  const { page } = dashboard;
  await tellOrder(otlp, await order());
  await dashboard.show('Traces');
  await dashboard.rows('POST /api/orders', 'api').click();
  await expect(row(page, /^proxy POST \/api\/orders/)).toHaveAttribute('aria-level', '1');
  await expect(row(page, /^api POST \/api\/orders/)).toHaveAttribute('aria-level', '2');
  await expect(row(page, /^postgresql SELECT carts/)).toHaveAttribute('aria-level', '3');
  await expect(row(page, /^missing parent [0-9a-f]{16}/)).toBeVisible();
  await expect(row(page, /stock is low/)).toHaveAttribute('aria-level', '3');
  await expect(page.getByText(/api’s clock is 1 min 00 s ahead; its spans were moved/)).toBeVisible();

  await row(page, /^api POST/).click();
  await tree(page).press('ArrowLeft');
  await expect(row(page, /^postgresql SELECT carts/)).toBeHidden();
  await tree(page).press('ArrowRight');
  await row(page, /^postgresql SELECT carts/).click();
  await expect(page.getByRole('region', { name: 'The selected row' })).toContainText('SELECT * FROM carts');
  await expectClean(page, 'a trace');

  await row(page, /^proxy POST/).click();
  await page.getByRole('button', { name: 'Open the request' }).click();
  await dashboard.openTab('Trace');
  await expect(row(page, /^mail send receipt/)).toBeVisible();
  await expect(
    page.getByText(/^3 spans from \d services; id added by the proxy; 1 parent span never came$/),
  ).toBeVisible();
});

test('new spans join the trace that is shown, and services become a map', async ({ run }) => {
  const { dashboard, otlp, order } = run;
  const { page } = dashboard;
  const called = await order();
  await dashboard.show('Traces');
  await dashboard.rows('POST /api/orders').click();
  await expect(row(page, /^proxy POST/)).toBeVisible();
  await tellOrder(otlp, called);
  await expect(row(page, /^postgresql SELECT carts/)).toBeVisible();

  await page.getByRole('button', { name: 'Services' }).click();
  const map = page.getByRole('group', { name: 'Service map' });
  await expect(map).toBeVisible();
  await expectClean(page, 'services');
  const call = map.getByRole('button', { name: /^browser to api: 1 call, / });
  await call.click();
  await expect(
    page.getByRole('grid', { name: 'Calls between services' }).getByRole('row', { selected: true }),
  ).toContainText('browser');
  await page.getByRole('button', { name: 'Show its traces' }).click();
  await expect(dashboard.filter).toHaveValue('service:api');
  await dashboard.expectRows(1);
});
