// End to end: the logs of a back end that Throughline started: colours, a stack, a trace id; from a line to its request and back.
import { test as base } from '@playwright/test';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { Dashboard, watchFaults } from './support/dashboard.ts';
import { createFolder } from './support/folder.ts';
import { type ReadyLine, startThroughline } from './support/throughline.ts';

const { expect } = base;

/** A back end that writes of each request what the browser's side needs to find it again. */
const BACK_END = `
import { createServer } from 'node:http';
const [, , port] = process.argv;
createServer((request, response) => {
  const traceId = (request.headers.traceparent ?? '').split('-')[1];
  if (request.url === '/api/pay') {
    console.log('\\u001b[33mWARN\\u001b[0m stock is \\u001b[1mlow\\u001b[0m');
    console.log(JSON.stringify({ level: 'error', msg: 'payment refused', trace_id: traceId, user: { id: 42 }, code: 'E_PAY' }));
    console.error(new Error('no receipt').stack);
  }
  response.end('ok');
}).listen(Number(port), '127.0.0.1', () => console.log('listening on ' + port));
`;

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}

const test = base.extend<{ dashboard: Dashboard; ready: ReadyLine }>({
  // Playwright reads a fixture's needs from its first parameter, which must be a pattern.
  // eslint-disable-next-line no-empty-pattern
  ready: async ({}, use) => {
    const folder = createFolder();
    const script = folder.at('api.mjs');
    writeFileSync(script, BACK_END);
    const port = await freePort();
    const recorded = ['--browser', '--port', '0', '--otlp-port', '0', '--session', folder.at('session.tline')];
    const child = ['--target', `http://127.0.0.1:${port}`, '--', process.execPath, script, String(port)];
    const throughline = await startThroughline([...recorded, ...child], folder);
    await use(throughline.ready);
    await throughline.kill();
    folder.remove();
  },
  dashboard: async ({ page, ready }, use) => {
    const faults = watchFaults(page);
    const dashboard = new Dashboard(page);
    await dashboard.open(ready.dashboard ?? '');
    await use(dashboard);
    expect(faults, 'what went wrong inside the dashboard').toEqual([]);
  },
});

test('a back end’s lines: read, narrowed, followed to their request and back', async ({ dashboard, ready }) => {
  const { page } = dashboard;
  await dashboard.show('Logs');
  await expect(dashboard.rows('listening on')).toBeVisible();
  for (const path of ['/api/ok', '/api/pay']) await page.request.get(ready.proxy + path);

  const refused = dashboard.rows('payment refused', 'error');
  await expect(refused).toBeVisible();
  await expect(dashboard.rows('stock is low').locator('.ansi-yellow')).toHaveText('WARN');
  const stack = dashboard.rows('no receipt');
  await stack.getByRole('button', { name: /^\+ \d+ lines/ }).click();
  await expect(stack).toContainText(/at .*api\.mjs:/);

  await dashboard.narrow('level:>=warn -receipt user.id:42');
  await dashboard.expectRows(1);
  await refused.click();
  const details = page.getByRole('region', { name: 'Log details' });
  await expect(details.getByRole('tree', { name: 'Fields' })).toContainText('"E_PAY"');
  await details.getByRole('button', { name: /^GET \/api\/pay/ }).click();
  await expect(dashboard.grid.getByRole('row', { selected: true })).toContainText('/api/pay');
  await dashboard.openTab('Logs');
  await expect(page.getByRole('grid', { name: 'Logs of the request' }).getByRole('row')).not.toHaveCount(1);

  await page.getByRole('button', { name: 'Back to Logs' }).click();
  await expect(dashboard.grid.getByRole('row', { selected: true })).toContainText('payment refused');
  await dashboard.grid.press('t');
  await expect(dashboard.filter).toHaveValue(/trace:[0-9a-f]{8}$/);
  await expect(refused).toBeVisible();
});
