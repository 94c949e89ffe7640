// End to end: what the shop's page tells of itself: pages, actions and errors, joined with the requests that passed.
import type { Exchange } from '../main/model/exchange.ts';
import type { ErrorReport } from '../main/model/error-report.ts';
import { inspect } from './support/inspect.ts';
import { expect, test } from './support/stage.ts';

test('a request that fails after a click names the click and its page', async ({ folder, shop, throughline }) => {
  await shop.make('Server error');
  await shop.page.close();
  await throughline.stop();
  const exchanges = await inspect<Exchange[]>(folder.at('session.tline'), 'exchanges');
  const document = exchanges.find(({ kind }) => kind === 'document');
  const failed = exchanges.find(({ status }) => status === 500);
  expect(failed?.pageId).toBe(document?.id);
  expect(failed?.initiator).toMatchObject({ type: 'fetch', action: 'button "Server error"' });
  expect(failed?.trace).toMatchObject({ source: 'traceparent' });
  expect(exchanges.find(({ kind }) => kind === 'stylesheet' || kind === 'script')?.pageId).toBe(document?.id);
});

test('an error in a component is mapped to the line that was written', async ({ folder, page, throughline }) => {
  await page.route('**/api/products', (route) => route.fulfill({ json: { items: [null] } }));
  await page.goto(throughline.ready.proxy);
  const session = folder.at('session.tline');
  const thrown = async () => (await inspect<ErrorReport[]>(session, 'errors')).filter(({ source }) => source === 'vue');
  await expect.poll(async () => (await thrown()).length, { timeout: 20_000 }).toBeGreaterThan(0);
  await page.close();
  await throughline.stop();
  const [error] = await thrown();
  const own = error?.stack.find(({ original }) => original?.ignored === false);
  expect(error).toMatchObject({ name: 'TypeError', component: 'App', mapped: true });
  expect(own?.original?.source).toMatch(/\/src\/App\.vue$/);
  expect(own?.original?.path).toMatch(/demo[\\/]web[\\/]src[\\/]App\.vue$/);
  expect(own?.original?.codeFrame).toMatch(/^> +\d+ \| +:key="product\.id"$/m);
});
