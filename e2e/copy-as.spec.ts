// End to end: a request copied from the table makes the same request elsewhere.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Dashboard } from './support/dashboard.ts';
import { expect, test } from './support/stage.ts';

const run = promisify(execFile);

type Form = 'the URL' | 'as cURL' | 'as fetch';

async function copyAs(dashboard: Dashboard, path: string, form: Form): Promise<string> {
  const { page } = dashboard;
  await dashboard.rows(path).first().click({ button: 'right' });
  await page.getByRole('menuitem', { name: form === 'the URL' ? 'Copy as URL' : `Copy ${form}` }).click();
  await expect(dashboard.said).toContainText(`Copied ${form}`);
  return page.evaluate<string>('navigator.clipboard.readText()');
}

test.beforeEach(({ context }) => context.grantPermissions(['clipboard-read', 'clipboard-write']));

test('a request copied as cURL gives the same body when bash runs it', async ({ dashboard, shop }) => {
  const answer = shop.page.waitForResponse('**/api/catalogue/gzip');
  await shop.make('gzip JSON');
  const seen = await (await answer).text();
  const command = await copyAs(dashboard, '/api/catalogue/gzip', 'as cURL');
  const { stdout } = await run('bash', ['-c', `${command} --silent --show-error`], { maxBuffer: 8 * 1024 * 1024 });
  expect(stdout).toBe(seen);
  await expect(dashboard.rows('/api/catalogue/gzip', '200')).toHaveCount(2);
});

test('a POST copied as cURL sends the same body again', async ({ dashboard, shop }) => {
  const body = { name: 'O’Hara & "sons"', note: "it's\nfine $HOME `date`" };
  const seen = await shop.page.evaluate(async (sent) => {
    const headers = { 'Content-Type': 'application/json' };
    return (await fetch('/api/upload', { method: 'POST', headers, body: JSON.stringify(sent) })).text();
  }, body);
  const command = await copyAs(dashboard, '/api/upload', 'as cURL');
  const { stdout } = await run('bash', ['-c', `${command} --silent --show-error`]);
  expect(JSON.parse(stdout)).toEqual(JSON.parse(seen));
});

test('a request copied as fetch or as its address says the same', async ({ dashboard, shop, throughline }) => {
  await shop.make('Not found');
  const address = `${throughline.ready.proxy}/api/missing`;
  expect(await copyAs(dashboard, '/api/missing', 'the URL')).toBe(address);
  const call = await copyAs(dashboard, '/api/missing', 'as fetch');
  expect(call).toContain(address);
  const status = await shop.page.evaluate(
    `(async () => { const answer = ${call.replace(/;$/, '')}; return answer.status; })()`,
  );
  expect(status).toBe(404);
});
