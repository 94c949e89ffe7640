// End to end: errors of a Vue component and a React component in TypeScript, as three tools build them: every frame of one's own stands where it was written, after an edit and without the server too.
import { type ButtonFrames, PositionCheck } from '../support/position-check.ts';
import type { RealServerOptions } from '../support/real-server.ts';
import { REAL_SERVERS } from '../support/servers.ts';
import { expect, test } from '../support/source-run.ts';

const BUTTONS: ButtonFrames = {
  'Vue throws': [
    ['src/total.ts', 'total:throw'],
    ['src/total.ts', 'total:call'],
    ['src/Cart.vue', 'vue:buy:imported'],
  ],
  'Vue rejects': [
    ['src/save.ts', 'save:throw'],
    ['src/save.ts', 'save:call'],
    ['src/Cart.vue', 'vue:keep'],
  ],
  'React throws': [
    ['src/total.ts', 'total:throw'],
    ['src/total.ts', 'total:call'],
    ['src/Basket.tsx', 'react:buy:imported'],
    ['src/Basket.tsx', 'react:click'],
  ],
  'React rejects': [
    ['src/save.ts', 'save:throw'],
    ['src/save.ts', 'save:call'],
    ['src/Basket.tsx', 'react:keep'],
  ],
};

interface Variant extends RealServerOptions {
  readonly title: string;
  /** What the maps of this variant know. */
  readonly maps: 'columns' | 'lines';
  readonly isBundled: boolean;
}

const webpack = (devtool: string, maps: Variant['maps'], tool = 'ts-loader'): Variant => ({
  ...{ title: `webpack 5, ${devtool}, ${tool}`, name: 'sources', path: '/main.js', maps, isBundled: true },
  env: { DEVTOOL: devtool, TOOL: tool },
  command: (port) => ['webpack-cli/bin/cli.js', 'serve', '--port', String(port)],
});

const VARIANTS: readonly Variant[] = [
  {
    ...{ title: 'Vite 8', name: 'sources', maps: 'columns', isBundled: false },
    command: (port) => ['vite/bin/vite.js', '--host', '127.0.0.1', '--port', String(port), '--strictPort'],
  },
  {
    ...{ title: 'Rsbuild 2', name: 'sources', maps: 'lines', isBundled: true },
    command: (port) => ['@rsbuild/core/bin/rsbuild.js', 'dev', '--host', '127.0.0.1', '--port', String(port)],
  },
  webpack('eval-source-map', 'columns'),
  webpack('source-map', 'columns'),
  webpack('source-map', 'columns', 'babel-loader'),
  webpack('cheap-module-source-map', 'lines'),
  webpack('eval-cheap-module-source-map', 'lines'),
];

for (const { title, maps, isBundled, ...options } of VARIANTS) {
  test(title, async ({ startSourceRun }) => {
    const run = await startSourceRun(options);
    const check = new PositionCheck(run, { frames: BUTTONS, maps, isBundled });
    await run.shows('one');
    const [before] = await check.pressAll('as it was');
    await check.expectPlaces('at once');

    // Above all that is marked in the file.
    run.server.edit('src/total.ts', 'interface Line {', '// One.\n// Two.\n\ninterface Line {');
    run.server.edit('src/total.ts', "= 'one'", "= 'two'");
    await run.shows('two');
    const [after] = await check.pressAll('edited');
    expect(after?.places).not.toEqual(before?.places);
    await check.expectPlaces('after an edit');

    await run.server.stop();
    await check.expectPlaces('without the server');
    await check.expectRecorded();
  });
}

test('webpack 5, eval: code without a map says so', async ({ startSourceRun }) => {
  const { press, ownFrames, shows } = await startSourceRun(webpack('eval', 'lines'));
  await shows('one');
  const frames = await ownFrames(await press('Vue throws'));
  expect(frames.slice(0, 3)).toEqual(Array.from({ length: 3 }, () => 'eval-without-map'));
});

const NEXT_BUTTONS: ButtonFrames = {
  'React throws': [
    ['app/total.js', 'total:throw'],
    ['app/total.js', 'total:call'],
    ['app/basket.jsx', 'react:buy:imported'],
    ['app/basket.jsx', 'react:click'],
  ],
  'React rejects': [
    ['app/save.js', 'save:throw'],
    ['app/save.js', 'save:call'],
    ['app/basket.jsx', 'react:keep'],
  ],
};

test('Next.js 16, Turbopack: new code comes in messages', async ({ startSourceRun }) => {
  const run = await startSourceRun({ ...REAL_SERVERS.nextTurbopack, app: 'sources' });
  const check = new PositionCheck(run, { frames: NEXT_BUTTONS, maps: 'columns', isBundled: true });
  await run.shows('one');
  await check.pressAll('as it was');
  await check.expectPlaces('at once');

  run.server.edit('app/total.js', '/** Shown', '// One.\n// Two.\n\n/** Shown');
  run.server.edit('app/total.js', "= 'one'", "= 'two'");
  await run.shows('two');
  const [after] = await check.pressAll('edited');
  expect(after?.thrown.stack).toContain('.js?id=');
  await check.expectPlaces('after an edit');

  await run.server.stop();
  await check.expectPlaces('without the server');
  await check.expectRecorded();
});
