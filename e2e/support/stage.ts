// End to end: what a browser test stands on: the product with the demo, its dashboard in one page and the shop in another.
import { test as base, expect } from '@playwright/test';
import { Dashboard, watchFaults } from './dashboard.ts';
import { type TestFolder, createFolder } from './folder.ts';
import { Shop } from './shop.ts';
import { type Throughline, startThroughline } from './throughline.ts';

export interface StageOptions {
  /** The demo's back end: the one it takes by itself, or the one that is named. */
  readonly backend: 'any' | 'go' | 'node';
}

export interface Stage {
  readonly folder: TestFolder;
  /** The product, recording the demo into `session.tline` in the folder. */
  readonly throughline: Throughline;
  readonly dashboard: Dashboard;
  /** The shop, opened through the proxy. */
  readonly shop: Shop;
}

export const test = base.extend<Stage & StageOptions>({
  backend: ['any', { option: true }],
  // Playwright reads a fixture's needs from its first parameter, which must be a pattern.
  // eslint-disable-next-line no-empty-pattern
  folder: async ({}, use) => {
    const folder = createFolder();
    await use(folder);
    folder.remove();
  },
  throughline: async ({ folder, backend }, use) => {
    const ports = ['--port', '0', '--otlp-port', '0'];
    const args = ['--browser', '--demo', ...ports, '--session', folder.at('session.tline')];
    const env = backend === 'any' ? {} : { THROUGHLINE_DEMO_BACKEND: backend };
    const throughline = await startThroughline(args, folder, env);
    await use(throughline);
    await throughline.kill();
  },
  dashboard: async ({ context, throughline }, use) => {
    const page = await context.newPage();
    const faults = watchFaults(page);
    const dashboard = new Dashboard(page);
    await dashboard.open(throughline.ready.dashboard ?? 'about:blank');
    await use(dashboard);
    expect(faults, 'what went wrong inside the dashboard').toEqual([]);
  },
  shop: async ({ context, throughline }, use) => {
    const shop = new Shop(await context.newPage());
    await shop.open(throughline.ready.proxy);
    await use(shop);
  },
});

export { expect };
