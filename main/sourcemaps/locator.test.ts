import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MapStep } from '../model/source-frame.ts';
import { EVAL_HELD_CHARACTERS, Locator, toLocalPath } from './locator.ts';
import type { FetchText } from './loopback-fetch.ts';
import { ServedIndex } from './served-index.ts';
import { createSourceFiles } from './source-files.ts';
import { ServedSession, type ServedAnswer } from './test/served-session.ts';

const JS = 'http://h/dist/a.js';
const NOBODY: FetchText = async (url) => ({ code: 'fetch-failed', message: `${url}: refused.` });

let root: string;
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'locator-')));
  mkdirSync(join(root, 'dist'));
});
afterEach(() => rmSync(root, { recursive: true }));

function locator(answers: readonly ServedAnswer[], fetch = NOBODY): Locator {
  const roots = [{ folder: root }];
  const served = new ServedIndex(new ServedSession(...answers));
  return new Locator({ served, files: createSourceFiles(roots), fetch, paths: { roots, rules: [] } });
}

async function mapOf(locating: Locator, url = JS, at?: number) {
  const script = await locating.script(url, at);
  return 'code' in script ? script : locating.map(script);
}

describe('the map of a script', () => {
  it('is named by the header before the comment', async () => {
    const found = await mapOf(
      locator([
        {
          url: JS,
          text: 'a()\n//# sourceMappingURL=comment.map',
          fields: { responseHeaders: [['SourceMap', 'header.map']] },
        },
        { url: 'http://h/dist/header.map', text: 'by header' },
        { url: 'http://h/dist/comment.map', text: 'by comment' },
      ]),
    );
    expect(found).toMatchObject({
      mapUrl: 'http://h/dist/header.map',
      text: 'by header',
      from: 'recorded',
      caveats: [],
    });
  });

  it('may be in it', async () => {
    expect(await mapOf(locator([{ url: JS, text: 'a()\n//# sourceMappingURL=data:,%7B%7D' }]))).toEqual({
      ...{ mapUrl: JS, text: '{}', from: 'inline', caveats: [] },
    });
  });

  it('is the one served nearest to the script, not to now', async () => {
    const text = 'a()\n//# sourceMappingURL=a.js.map?1';
    const answers = [
      { url: JS, text, at: 100 },
      { url: `${JS}.map?1`, text: 'then', at: 101 },
      { url: JS, text, at: 200 },
      { url: `${JS}.map?1`, text: 'later', at: 201 },
    ];
    expect(await mapOf(locator(answers), JS, 150)).toMatchObject({ text: 'then' });
    expect(await mapOf(locator(answers), JS, 250)).toMatchObject({ text: 'later', caveats: [] });
  });

  it('is looked for on disk, then at the server that the script came from, and says so', async () => {
    const answers = [
      { url: JS, text: '//# sourceMappingURL=a.js.map', fields: { upstreamUrl: 'http://127.0.0.1:5173/dist/a.js' } },
    ];
    const asked: string[] = [];
    const server: FetchText = async (url) => (asked.push(url), { text: 'now', headers: [] });
    expect(await mapOf(locator(answers, server))).toMatchObject({ text: 'now', caveats: [{ code: 'map-not-then' }] });
    expect(asked).toEqual(['http://127.0.0.1:5173/dist/a.js.map']);
    writeFileSync(join(root, 'dist/a.js.map'), 'on disk');
    expect(await mapOf(locator(answers, server))).toMatchObject({
      text: 'on disk',
      caveats: [{ code: 'map-from-disk' }],
    });
  });

  it.each([
    ['map-none', 'a()'],
    ['map-missing', '//# sourceMappingURL=a.js.map'],
    ['map-inline-invalid', '//# sourceMappingURL=data:;base64,%%'],
    ['map-unreachable', '//# sourceMappingURL=http://['],
  ])('may not be had: %s', async (code, text) =>
    expect(await mapOf(locator([{ url: JS, text }]))).toMatchObject({ code }),
  );

  it('of a script that was not served is that of now', async () => {
    const server: FetchText = async () => ({ text: '//# sourceMappingURL=data:,x', headers: [] });
    expect(await mapOf(locator([], server))).toMatchObject({ text: 'x', caveats: [{ code: 'script-not-then' }] });
    expect(await mapOf(locator([]))).toMatchObject({ code: 'script-not-captured' });
  });

  it('of a file is beside it', async () => {
    writeFileSync(join(root, 'dist/b.js'), '//# sourceMappingURL=b.js.map');
    const url = `file://${root}/dist/b.js`;
    expect(await mapOf(locator([]), url)).toMatchObject({ code: 'map-missing' });
    writeFileSync(join(root, 'dist/b.js.map'), 'of b');
    expect(await mapOf(locator([]), url)).toMatchObject({
      mapUrl: join(root, 'dist/b.js.map'),
      text: 'of b',
      from: 'disk',
    });
  });
});

describe('evaluated code', () => {
  const held = (name: string, map: string) => `eval("a()${map}\\n//# sourceURL=${name}\\n")`;
  const url = 'webpack-internal:///./src/a.ts';

  it('is found in the script of its time', async () => {
    const answers = [
      { url: 'http://h/main.js', text: held(url, '\\n//# sourceMappingURL=data:,first'), at: 100 },
      { url: 'http://h/main.1.hot-update.js', text: held(url, '\\n//# sourceMappingURL=data:,second'), at: 200 },
      { url: 'http://h/other.js', text: held(`${url}x`, ''), at: 210 },
    ];
    expect(await locator(answers).evaluated(url, 150)).toMatchObject({ text: 'first', mapUrl: url });
    expect(await locator(answers).evaluated(url, 250)).toMatchObject({ text: 'second' });
    expect(await locator(answers).evaluated(`${url}x`)).toMatchObject({ code: 'eval-without-map' });
    expect(await locator(answers).evaluated('webpack-internal:///none')).toMatchObject({ code: 'eval-not-found' });
  });

  it('is looked for in scripts that are at hand, as many as may be', async () => {
    const big = ' '.repeat(EVAL_HELD_CHARACTERS / 2);
    const session = new ServedSession(
      { url: 'http://h/big.js', text: big + held(url, '\\n//# sourceMappingURL=data:,big') },
      { url: 'http://h/bigger.js', text: `${big}${big}` },
      { url: 'http://h/other.js', text: held(`${url}x`, '\\n//# sourceMappingURL=data:,other') },
    );
    const served = new ServedIndex(session);
    const locating = new Locator({
      served,
      files: createSourceFiles([]),
      fetch: NOBODY,
      paths: { roots: [], rules: [] },
    });
    expect(await locating.evaluated(`${url}x`)).toMatchObject({ text: 'other' });
    expect(await locating.evaluated(`${url}x`)).toMatchObject({ text: 'other' });
    expect(session.bodiesRead).toBe(1);
    expect(await locating.evaluated(url)).toMatchObject({ text: 'big' });
    expect(session.bodiesRead).toBe(3);
    expect(await locating.evaluated(url)).toMatchObject({ text: 'big' });
    expect(session.bodiesRead).toBe(6);
  });
});

it('tells what was tried', async () => {
  const steps: MapStep[] = [];
  const locating = locator([{ url: JS, text: '//# sourceMappingURL=a.js.map' }]);
  const script = await locating.script(JS, undefined, (step) => steps.push(step));
  if (!('code' in script)) await locating.map(script, (step) => steps.push(step));
  expect(steps.map(({ step, ok, code }) => [step, ok, code])).toEqual([
    ['script', true, undefined],
    ['header', false, undefined],
    ['comment', true, undefined],
    ['recorded', false, undefined],
    ['disk', false, undefined],
    ['fetch', false, 'fetch-failed'],
    ['map', false, 'map-missing'],
  ]);
});

it.each([
  ['/a/b.js', '/a/b.js'],
  ['C:\\a.js', 'C:\\a.js'],
  ['file:///a%20b.js', '/a b.js'],
  ['file://elsewhere/a.js', undefined],
  ['http://h/a.js', undefined],
  ['a.js', undefined],
])('the path of %s is %s', (url, path) => expect(toLocalPath(url)).toBe(path));
