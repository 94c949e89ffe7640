// End to end: the servers around webpack as they come from npm, behind the product: a WebSocket, two dialects on one, an event stream.
import { expect, expectCodeFrame, expectLatency, placeOf, requestsOf, test, toStory } from '../support/hot-run.ts';
import { REAL_SERVERS } from '../support/servers.ts';

const BROKEN_LINE = 'const price = count * )2;';

for (const [name, options, dialect] of [
  ['webpack-dev-server 5', REAL_SERVERS.webpackDevServer5, 'webpack-dev-server'],
  ['webpack-dev-server 6', REAL_SERVERS.webpackDevServer6, 'webpack-dev-server'],
  ['webpack-hot-middleware', REAL_SERVERS.webpackHotMiddleware, 'webpack-hot-middleware'],
] as const) {
  test(`${name}: edits, a reload, an error and its recovery`, async ({ page, startHotRun }) => {
    const { server, ...run } = await startHotRun(options);
    const cart = page.locator('#cart');
    await expect(cart).toHaveText('2 mugs for 24 euros');
    await run.record('the page is connected', ({ type }) => type === 'connected');

    server.edit('src/cart.js', 'mugs for', 'cups for');
    await expect(cart).toHaveText('2 cups for 24 euros');
    await run.decided('update', 1);
    server.edit('src/theme.css', 'rgb(1, 1, 1)', 'rgb(2, 2, 2)');
    await expect(page.getByRole('heading')).toHaveCSS('color', 'rgb(2, 2, 2)');
    await run.decided('update', 2);

    server.edit('src/main.js', 'Shop one', 'Shop two');
    await expect(page).toHaveTitle('Shop two');
    await run.decided('full-reload', 1);

    const broken = server.edit('src/price.js', 'const price = count * 12;', BROKEN_LINE);
    await run.record('the error', ({ type }) => type === 'error');
    server.edit('src/price.js', BROKEN_LINE, 'const price = count * 13;');
    await expect(cart).toHaveText('2 cups for 26 euros');
    await run.decided('update', 3);

    const { hmr, exchanges } = await run.end();
    expect(new Set(hmr.map((each) => each.dialect))).toEqual(new Set([dialect]));
    // webpack names the changed file before the build only to the newest clients; without it, it is that of the modules.
    expect(toStory(hmr).map((line) => line.replace(/^building .*/, 'building'))).toEqual([
      'connected',
      ...['building', 'update cart.js inferred'],
      ...['building', 'update theme.css inferred'],
      ...['building', 'full-reload main.js not-accepted', 'connected'],
      ...['building', `error price.js ${placeOf(broken, ')2')}`],
      ...['building', 'update price.js inferred'],
    ]);

    const updates = hmr.filter(({ type }) => type === 'update');
    for (const update of updates) expectLatency(update);
    expect(updates.map(({ modules }) => modules.map(({ path, kind }) => `${kind} ${path}`).join())).toEqual([
      ...['js ./src/cart.js', 'css ./src/theme.css', 'js ./src/price.js'],
    ]);
    const keys = hmr.flatMap(({ type, key }) => (type === 'building' || type === 'disconnected' ? [] : [key ?? '']));
    const [first = '', second = '', third = '', reloaded = '', , failed = ''] = keys;
    const pair = (hash: string): readonly string[] => [`/main.${hash}.hot-update.json`, `/main.${hash}.hot-update.js`];
    expect(updates.map((each) => requestsOf(each, exchanges))).toEqual([
      pair(first),
      pair(second),
      [...pair(reloaded), ...pair(failed)],
    ]);
    const [reload] = hmr.filter(({ type }) => type === 'full-reload');
    expect(requestsOf(reload, exchanges)).toEqual([...pair(third), '/']);

    const [error] = hmr.filter(({ type }) => type === 'error');
    if (!error) throw new Error('The error is missing.');
    expect(error.error?.file).toBe('./src/price.js');
    expect(error.recoveredBy).toBe(updates[2]?.id);
    expectCodeFrame(error, BROKEN_LINE);
  });
}
