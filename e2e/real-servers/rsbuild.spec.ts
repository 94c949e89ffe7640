// End to end: Rsbuild as it comes from npm, with React, behind the product. It names neither a build's beginning nor changed files.
import { expect, expectCodeFrame, expectLatency, placeOf, requestsOf, test, toStory } from '../support/hot-run.ts';
import { REAL_SERVERS } from '../support/servers.ts';

const BROKEN_LINE = 'const price = count * )2;';

test('Rsbuild: edits, a reload, an error and its recovery', async ({ page, startHotRun }) => {
  const { server, ...run } = await startHotRun(REAL_SERVERS.rsbuild);
  const button = page.getByRole('button');
  await expect(button).toHaveText('1 mugs');
  await run.record('the page is connected', ({ type }) => type === 'connected');

  server.edit('src/Cart.jsx', 'mugs</button>', 'cups</button>');
  await expect(button).toHaveText('1 cups');
  await run.decided('update', 1);
  server.edit('src/theme.css', 'rgb(1, 1, 1)', 'rgb(2, 2, 2)');
  await expect(page.getByRole('heading')).toHaveCSS('color', 'rgb(2, 2, 2)');
  await run.decided('update', 2);

  server.edit('src/main.jsx', 'Shop one', 'Shop two');
  await expect(page).toHaveTitle('Shop two');
  await run.decided('full-reload', 1);

  const broken = server.edit('src/price.js', 'const price = count * 12;', BROKEN_LINE);
  await run.record('the error', ({ type }) => type === 'error');
  server.edit('src/price.js', BROKEN_LINE, 'const price = count * 13;');
  await expect(page.locator('button + p')).toHaveText('13 euros');
  await run.decided('update', 3);

  const { hmr, exchanges } = await run.end();
  expect(new Set(hmr.map(({ dialect }) => dialect))).toEqual(new Set(['rspack']));
  expect(toStory(hmr)).toEqual([
    ...['connected', 'update Cart.jsx inferred', 'update inferred'],
    ...['full-reload main.jsx not-accepted', 'connected'],
    ...[`error price.js ${placeOf(broken, ')2')}`, 'update price.js inferred'],
  ]);

  const updates = hmr.filter(({ type }) => type === 'update');
  for (const update of updates) expectLatency(update);
  expect(updates.map(({ modules }) => modules.map(({ path, kind }) => `${kind} ${path}`).join())).toEqual([
    ...['js ./src/Cart.jsx', 'css /static/css/index.css', 'js ./src/price.js'],
  ]);
  const keys = hmr.flatMap(({ type, key }) => (type === 'disconnected' ? [] : [key ?? '']));
  const [first = '', second = '', third = '', reloaded = '', , failed = ''] = keys;
  const pair = (hash: string): readonly string[] => [`/index.${hash}.hot-update.json`, `/index.${hash}.hot-update.js`];
  const [cart, theme = [], price] = updates.map((each) => requestsOf(each, exchanges));
  expect(cart).toEqual(pair(first));
  expect([...theme].sort()).toEqual([
    ...[...pair(second)].sort(),
    expect.stringMatching(/^\/static\/css\/index\.css\?\d{13}$/),
  ]);
  expect(price).toEqual([...pair(reloaded), ...pair(failed)]);
  const [reload] = hmr.filter(({ type }) => type === 'full-reload');
  expect(requestsOf(reload, exchanges)).toEqual([...pair(third), '/']);

  const [error] = hmr.filter(({ type }) => type === 'error');
  if (!error) throw new Error('The error is missing.');
  expect(error.error?.file).toBe('./src/price.js');
  expect(error.recoveredBy).toBe(updates[2]?.id);
  expectCodeFrame(error, BROKEN_LINE);
});
