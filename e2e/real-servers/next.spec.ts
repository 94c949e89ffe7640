// End to end: Next.js as it comes from npm, with both of its bundlers, behind the product. Its pages say that an update is applied.
import { expect, expectCodeFrame, placeOf, requestsOf, test, toStory } from '../support/hot-run.ts';
import { REAL_SERVERS } from '../support/servers.ts';

const BROKEN_LINE = 'const price = count * )2;';

for (const [name, options] of [
  ['Turbopack', REAL_SERVERS.nextTurbopack],
  ['webpack', REAL_SERVERS.nextWebpack],
] as const) {
  test(`Next.js with ${name}: edits, an error and its recovery, a reload`, async ({ page, startHotRun }) => {
    const { server, ...run } = await startHotRun(options);
    const button = page.getByRole('button');
    await expect(button).toHaveText('1 mugs');
    await run.record('the page is connected', ({ type }) => type === 'connected');

    server.edit('app/cart.jsx', 'mugs</button>', 'cups</button>');
    await expect(button).toHaveText('1 cups');
    await run.decided('update', 1);
    server.edit('app/theme.css', 'rgb(1, 1, 1)', 'rgb(2, 2, 2)');
    await expect(page.getByRole('heading')).toHaveCSS('color', 'rgb(2, 2, 2)');
    await run.decided('update', 2);

    const broken = server.edit('app/price.js', 'const price = count * 12;', BROKEN_LINE);
    await run.record('the error', ({ type }) => type === 'error');
    server.edit('app/price.js', BROKEN_LINE, 'const price = count * 13;');
    await expect(page.locator('button + p')).toHaveText('13 euros');
    await run.decided('update', 3);

    server.edit('app/page.jsx', 'one day', 'six days');
    await expect(page.locator('footer')).toHaveText('Open six days');
    await run.decided('update', 4);

    server.edit('app/title.jsx', 'Shop one', 'Shop two');
    await expect(page.getByRole('heading')).toHaveText('Shop two');
    const { id } = await run.decided('full-reload', 1);
    await run.record('the new page is connected', (each) => each.type === 'connected' && Number(each.id) > Number(id));

    const { hmr, exchanges } = await run.end();
    expect(new Set(hmr.map(({ dialect }) => dialect))).toEqual(new Set(['next']));
    // It also compiles what the page needs when it is visited, and says each time that it builds.
    const story = toStory(hmr).filter((line) => line !== 'building' && !line.startsWith('built '));
    expect(story).toEqual([
      ...['connected', 'update cart.jsx confirmed', 'update confirmed'],
      ...[`error price.js ${placeOf(broken, ')2')}`, 'update price.js confirmed', 'update confirmed'],
      ...['full-reload title.jsx not-accepted', 'connected'],
    ]);

    const [cart, theme, price, page4] = hmr.filter(({ type }) => type === 'update');
    const [error] = hmr.filter(({ type }) => type === 'error');
    const [reload] = hmr.filter(({ type }) => type === 'full-reload');
    if (!cart || !theme || !price || !page4 || !error || !reload) throw new Error('A record is missing.');
    for (const { latency = {}, durationMs = -1 } of [cart, theme, price, page4]) {
      expect(durationMs).toBeGreaterThanOrEqual(0);
      for (const part of Object.values(latency)) expect(part).toBeGreaterThanOrEqual(0);
    }
    if (name === 'Turbopack') {
      // Its code comes in the message; only style sheets are fetched.
      expect(requestsOf(cart, exchanges)).toEqual([]);
      expect(requestsOf(theme, exchanges)).toEqual([expect.stringMatching(/^\/_next\/static\/chunks\/.+\.css/)]);
    } else {
      expect(requestsOf(cart, exchanges)).toEqual([
        expect.stringMatching(/\.webpack\.hot-update\.json$/),
        expect.stringMatching(/\.hot-update\.js$/),
        expect.stringMatching(/\.hot-update\.js$/),
      ]);
      expect(requestsOf(theme, exchanges)).toContainEqual(expect.stringMatching(/\/layout\.css\?v=\d{13}$/));
    }
    expect(requestsOf(page4, exchanges)).toContainEqual(expect.stringMatching(/^\/\?_rsc=/));
    expect(requestsOf(reload, exchanges).at(-1)).toBe('/');
    expect(error.error?.file).toMatch(/^\.\/(.+\/)?app\/price\.js$/);
    expect(error.recoveredBy).toBe(price.id);
    expectCodeFrame(error, BROKEN_LINE);
  });
}
