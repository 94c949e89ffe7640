// End to end: Vite as it comes from npm, behind the product: each edit is one record, with what it made the page fetch.
import { expect, expectCodeFrame, expectLatency, placeOf, requestsOf, test, toStory } from '../support/hot-run.ts';
import { REAL_SERVERS } from '../support/servers.ts';

const BROKEN_LINE = 'const price = count * )2;';
const BROKEN_TAG = '</buttom>';

for (const [name, options] of [
  ['Vite 8', REAL_SERVERS.vite8],
  ['Vite 5', REAL_SERVERS.vite5],
] as const) {
  test(`${name}: edits, a reload, errors and their recoveries`, async ({ page, startHotRun }) => {
    const { server, ...run } = await startHotRun(options);
    const button = page.getByRole('button');
    await expect(button).toHaveText('1 mugs');
    await run.record('the page is connected', ({ type }) => type === 'connected');

    server.edit('src/Cart.vue', 'mugs</button>', 'cups</button>');
    await expect(button).toHaveText('1 cups');
    await run.decided('update', 1);
    server.edit('src/theme.css', 'rgb(1, 1, 1)', 'rgb(2, 2, 2)');
    await expect(page.getByRole('heading')).toHaveCSS('color', 'rgb(2, 2, 2)');
    await run.decided('update', 2);
    server.edit('src/linked.css', 'rgb(250, 250, 250)', 'rgb(240, 240, 240)');
    await expect(page.locator('body')).toHaveCSS('background-color', 'rgb(240, 240, 240)');
    await run.decided('update', 3);

    server.edit('src/main.js', 'Shop one', 'Shop two');
    await expect(page).toHaveTitle('Shop two');
    await run.decided('full-reload', 1);

    const brokenScript = server.edit('src/price.ts', 'const price = count * 12;', BROKEN_LINE);
    await run.record('the script’s error', ({ type }) => type === 'error');
    await run.decided('update', 4);
    server.edit('src/price.ts', BROKEN_LINE, 'const price = count * 13;');
    await expect(page.locator('button + p')).toHaveText('13 euros');
    await run.decided('update', 5);

    const brokenComponent = server.edit('src/Cart.vue', '</button>', BROKEN_TAG);
    await run.record('the component’s error', ({ type, files }) => type === 'error' && /Cart/.test(files.join()));
    await run.decided('update', 6);
    server.edit('src/Cart.vue', BROKEN_TAG, '</button>');
    await run.decided('update', 7);
    await expect(page.locator('vite-error-overlay')).toHaveCount(0);

    const { hmr, exchanges } = await run.end();
    expect(toStory(hmr)).toEqual([
      'connected',
      ...['custom file-changed Cart.vue', 'update Cart.vue inferred'],
      ...['custom file-changed theme.css', 'update theme.css inferred'],
      ...['custom file-changed linked.css', 'update linked.css inferred'],
      ...['custom file-changed main.js', 'full-reload main.js no-boundary', 'connected'],
      ...['custom file-changed price.ts', 'update price.ts fetch-failed'],
      `error price.ts ${placeOf(brokenScript, ')2')}`,
      ...['custom file-changed price.ts', 'update price.ts inferred'],
      ...['custom file-changed Cart.vue', 'update Cart.vue fetch-failed'],
      `error Cart.vue ${placeOf(brokenComponent, BROKEN_TAG)}`,
      ...['custom file-changed Cart.vue', 'update Cart.vue inferred'],
    ]);

    const updates = hmr.filter(({ type }) => type === 'update');
    for (const update of updates.filter(({ applied }) => applied !== undefined)) expectLatency(update);
    expect(updates.map(({ modules }) => modules.map(({ path, kind }) => `${kind} ${path}`).join())).toEqual([
      ...['js /src/Cart.vue', 'css /src/theme.css', 'css /src/linked.css?direct'],
      ...['js /src/Cart.vue', 'js /src/Cart.vue', 'js /src/Cart.vue', 'js /src/Cart.vue'],
    ]);
    const [cart, theme, linked, , price] = updates.map((each) => requestsOf(each, exchanges));
    const stamp = (index: number): string => `?t=${updates[index]?.key}`;
    expect(cart).toEqual([`/src/Cart.vue${stamp(0)}`]);
    expect(theme).toEqual([`/src/theme.css${stamp(1)}`]);
    expect(linked).toEqual([`/src/linked.css${stamp(2)}`]);
    expect(price).toEqual([`/src/Cart.vue${stamp(4)}`, `/src/price.ts${stamp(4)}`]);

    const [reload] = hmr.filter(({ type }) => type === 'full-reload');
    expect(requestsOf(reload, exchanges)).toEqual(['/']);
    expect(reload?.triggeredBy).toBe(server.at('src/main.js'));

    const [inScript, inComponent] = hmr.filter(({ type }) => type === 'error');
    if (!inScript || !inComponent) throw new Error('An error is missing.');
    expect(inScript.error?.file).toBe(server.at('src/price.ts'));
    expect(inScript.recoveredBy).toBe(updates[4]?.id);
    expectCodeFrame(inScript, BROKEN_LINE);
    expect(inComponent.error?.file).toBe(server.at('src/Cart.vue'));
    expect(inComponent.recoveredBy).toBe(updates[6]?.id);
    expectCodeFrame(inComponent, BROKEN_TAG);
  });
}
