// End to end: errors of a Vue component and a React component in TypeScript, as three tools build them: every frame of one's own stands where it was written, after an edit and without the server too.
import type { RealServerOptions } from '../support/real-server.ts';
import { findMarks } from '../support/source-marks.ts';
import { expect, test, type Thrown } from '../support/source-run.ts';

/** Where each button's frames are, the innermost first. */
const BUTTONS: Readonly<Record<string, readonly (readonly [file: string, mark: string])[]>> = {
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
    const { server, press, ownFrames, shows, recorded } = await startSourceRun(options);
    const expected = (button: string): string[] =>
      (BUTTONS[button] ?? []).map(([file, mark]) => {
        const place = findMarks(server.read(file), isBundled).get(mark);
        return [file, place?.line, ...(maps === 'lines' ? [] : [place?.column])].join(':');
      });
    const errors: { readonly title: string; readonly thrown: Thrown; readonly expected: readonly string[] }[] = [];
    const pressAll = async (when: string): Promise<void> => {
      for (const button of Object.keys(BUTTONS)) {
        errors.push({ title: `${button}, ${when}`, thrown: await press(button), expected: expected(button) });
      }
    };
    const check = async (when: string): Promise<void> => {
      for (const { title: what, thrown, expected: places } of errors) {
        expect(await ownFrames(thrown), `${what}, asked ${when}`).toEqual(places);
      }
    };

    await shows('one');
    await pressAll('as it was');
    await check('at once');

    // Above all that is marked in the file.
    server.edit('src/total.ts', 'interface Line {', '// One.\n// Two.\n\ninterface Line {');
    server.edit('src/total.ts', "= 'one'", "= 'two'");
    await shows('two');
    await pressAll('edited');
    expect(errors[4]?.expected).not.toEqual(errors[0]?.expected);
    await check('after an edit');

    await server.stop();
    await check('without the server');
    const told = await recorded();
    for (const { title: what, expected: places } of errors)
      expect(told, `${what}, as the page told it`).toContainEqual(places);
  });
}

test('webpack 5, eval: code without a map says so', async ({ startSourceRun }) => {
  const { press, ownFrames, shows } = await startSourceRun(webpack('eval', 'lines'));
  await shows('one');
  const frames = await ownFrames(await press('Vue throws'));
  expect(frames.slice(0, 3)).toEqual(Array.from({ length: 3 }, () => 'eval-without-map'));
});
