// End to end: started with nothing to proxy to.
import { createServer } from 'vite';
import { Dashboard } from './support/dashboard.ts';
import { expect, test } from './support/stage.ts';
import { startThroughline } from './support/throughline.ts';

/** One of the ports that dev servers usually take, but no default of Vite's. */
const VITE_PORT = 4321;

test('the start page lists the Vite that runs, and opening it records', async ({ context, folder }) => {
  const vite = await createServer({
    root: new URL('../demo/web', import.meta.url).pathname,
    configFile: false,
    cacheDir: folder.at('vite-cache'),
    logLevel: 'error',
    server: { host: '127.0.0.1', port: VITE_PORT, strictPort: true },
  });
  await vite.listen();
  const throughline = await startThroughline(['--browser', '--port', '0'], folder);
  try {
    const { page } = new Dashboard(await context.newPage());
    await page.goto(throughline.ready.dashboard ?? '');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^See what your app/);
    await expect(page.getByText('Nothing is recorded until you open a target')).toBeVisible();
    const found = page.getByRole('region', { name: 'Found on this machine' });
    const server = found.getByRole('listitem').filter({ hasText: `localhost:${VITE_PORT}` });
    await expect(server).toContainText('Vite');
    await server.getByRole('button', { name: `Open http://localhost:${VITE_PORT}` }).click();

    const dashboard = new Dashboard(page);
    await dashboard.ready();
    await expect(page.getByRole('heading', { name: 'Open your app through the proxy' })).toBeVisible();
    const app = await context.newPage();
    await app.goto(throughline.ready.proxy);
    await dashboard.narrow('kind:document');
    await expect(dashboard.rows('200', 'document')).toHaveCount(1);
  } finally {
    await throughline.kill();
    await vite.close();
  }
});

test('another address is taken, and one that is none is refused', async ({ context, folder }) => {
  const throughline = await startThroughline(['--browser', '--port', '0'], folder);
  try {
    const dashboard = new Dashboard(await context.newPage());
    const { page } = dashboard;
    await page.goto(throughline.ready.dashboard ?? '');
    const address = page.getByRole('textbox', { name: 'Address of the target' });
    await address.fill('ftp://somewhere');
    await address.press('Enter');
    await expect(page.getByRole('alert')).toContainText('Give an http or https address');
    await address.fill('http://127.0.0.1:9');
    await address.press('Enter');
    await dashboard.ready();
    // Nothing listens there: the visitor gets a page that says so, the dashboard a row.
    const visitor = await context.newPage();
    await visitor.goto(`${throughline.ready.proxy}/hello`);
    await expect(visitor.locator('body')).toContainText('127.0.0.1:9');
    await expect(dashboard.rows('/hello', '502')).toHaveCount(1);
  } finally {
    await throughline.kill();
  }
});

test('the demo starts from the start page', async ({ context, folder }) => {
  const throughline = await startThroughline(['--browser', '--port', '0'], folder);
  try {
    const dashboard = new Dashboard(await context.newPage());
    await dashboard.page.goto(throughline.ready.dashboard ?? '');
    await dashboard.page.getByRole('button', { name: 'Start the demo' }).click();
    await dashboard.ready();
    const visitor = await context.newPage();
    await visitor.goto(throughline.ready.proxy);
    await expect(visitor.getByRole('heading', { name: 'Blue mug' })).toBeVisible();
    await expect(dashboard.rows('/api/products', '200').first()).toBeVisible();
  } finally {
    await throughline.stop();
  }
});
