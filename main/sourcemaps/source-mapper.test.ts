import { describe, expect, it } from 'vitest';
import type { FetchText } from './loopback-fetch.ts';
import { createSourceMapper } from './source-mapper.ts';
import { ServedSession, inlineMap, type ServedAnswer } from './test/served-session.ts';

const OFFLINE: FetchText = async (url) => ({ code: 'fetch-refused', message: `${url} is not asked.` });
const CONTENT = 'line one\nline two\nline three';

function served(text: string, map: object): string {
  return `${text}\n//# sourceMappingURL=${inlineMap(map)}`;
}

/** Generated line n is line n + shift of `source`. */
const shifted = (source: string, shift: number) => ({
  ...{ version: 3, sources: [source], sourcesContent: [CONTENT] },
  mappings: `AA${'ACEGIK'.charAt(shift)}A,C;AACA,C;AACA,C`,
});

function mapper(...answers: readonly ServedAnswer[]) {
  const session = new ServedSession(...answers);
  return { session, mapper: createSourceMapper({ reader: session, roots: [], paths: [], fetch: OFFLINE }) };
}

const URL = 'http://h/src/a.ts';

describe('a look-up by URL', () => {
  const { mapper: it1, session } = mapper(
    { url: `${URL}?t=1`, text: served('a', shifted('a.ts', 0)), at: 100 },
    { url: `${URL}?t=2`, text: served('a', shifted('a.ts', 1)), at: 200 },
    { url: URL, text: served('a', shifted('old.ts', 0)), at: 100 },
    { url: URL, text: served('a', shifted('new.ts', 1)), at: 200 },
  );

  it('follows the query', async () => {
    expect(await it1.lookup({ url: `${URL}?t=1`, line: 1, column: 1 })).toMatchObject({
      source: 'http://h/src/a.ts',
      line: 1,
    });
    expect(await it1.lookup({ url: `${URL}?t=2`, line: 1, column: 1 })).toMatchObject({ line: 2, column: 1 });
  });

  it('follows the instant where a URL stays the same', async () => {
    expect(await it1.lookup({ url: URL, line: 1, column: 1, at: 150 })).toMatchObject({
      source: 'http://h/src/old.ts',
      line: 1,
    });
    expect(await it1.lookup({ url: URL, line: 1, column: 1, at: 250 })).toMatchObject({
      source: 'http://h/src/new.ts',
      line: 2,
    });
  });

  it('gives a reason for what was not served', async () => {
    expect(await it1.lookup({ url: 'http://h/b.ts', line: 1, column: 1 })).toMatchObject({
      unresolved: { code: 'script-not-captured' },
    });
  });

  it('reads a script once, however often it is asked', async () => {
    const before = session.bodiesRead;
    expect(await it1.lookup({ url: URL, line: 2, column: 1, at: 150 })).toMatchObject({ line: 2 });
    expect(session.bodiesRead).toBe(before);
  });
});

describe('a look-up by map', () => {
  const { mapper: it1 } = mapper({ url: 'http://h/a.map', text: JSON.stringify(shifted('a.ts', 1)) });

  it.each([
    ['an object', shifted('a.ts', 1)],
    ['text', `)]}'\n${JSON.stringify(shifted('a.ts', 1))}`],
    ['a data URL', inlineMap(shifted('a.ts', 1))],
  ])('as %s', async (_, map) =>
    expect(await it1.lookup({ map, line: 1, column: 1 })).toMatchObject({ source: 'a.ts', line: 2 }),
  );

  it('as a URL makes sources absolute', async () => {
    expect(await it1.lookup({ map: 'http://h/a.map', line: 2, column: 1 })).toMatchObject({
      source: 'http://h/a.ts',
      line: 3,
    });
  });

  it.each([
    ['map-invalid', { version: 2 }],
    ['map-invalid', 5],
    ['map-not-json', '{'],
    ['script-not-captured', 'http://h/none.map'],
  ])('may fail: %s', async (code, map) =>
    expect(await it1.lookup({ map, line: 1, column: 1 })).toMatchObject({ unresolved: { code } }),
  );
});

describe('a stack', () => {
  const bundle = `eval("x\\n//# sourceMappingURL=${inlineMap(shifted('webpack://shop/./src/e.ts', 0))}\\n//# sourceURL=webpack-internal:///./src/e.ts\\n")`;
  const { mapper: it1, session } = mapper(
    { url: URL, text: served('a', shifted('a.ts', 1)) },
    { url: 'http://h/vue.js', text: served('a', { ...shifted('vue.ts', 0), ignoreList: [0] }) },
    { url: 'http://h/plain.js', text: 'a()' },
    { url: 'http://h/main.js', text: bundle },
    { url: 'http://h/broken.js', text: '//# sourceMappingURL=data:,<html>' },
  );
  const stack = `Error: x
    at lib (http://h/vue.js:1:1)
    at add (${URL}:1:1)
    at again (${URL}:2:1)
    at evaluated (webpack-internal:///./src/e.ts:2:1)
    at plain (http://h/plain.js:1:1)
    at broken (http://h/broken.js:1:1)
    at Array.map (<anonymous>)
    at node:internal/x:1:1
    at chrome-extension://abc/a.js:1:1
    at w (http://h/a.wasm:wasm-function[1]:0x1)
    at eval (eval at run (${URL}:1:1), <anonymous>:3:4)
    at go (/srv/none.go:3:1)
    at rel (none.py:3:1)`;

  it('is mapped frame by frame, each with its original or a reason', async () => {
    const frames = await it1.mapStack(stack);
    expect(
      frames.map(({ original, unresolved }) => unresolved?.code ?? `${original?.source}:${original?.line}`),
    ).toEqual([
      'http://h/vue.ts:1',
      'http://h/src/a.ts:2',
      'http://h/src/a.ts:3',
      'webpack://shop/./src/e.ts:2',
      'map-none',
      'map-not-json',
      'frame-native',
      'frame-native',
      'frame-extension',
      'frame-wasm',
      'http://h/src/a.ts:2',
      '/srv/none.go:3',
      'file-missing',
    ]);
    expect(frames[1]?.original?.codeFrame).toContain('> 2 | line two');
    expect(frames[10]?.original?.caveats).toMatchObject([{ code: 'frame-evaluated' }]);
  });

  it('asks for each script once', async () => {
    const before = session.bodiesRead;
    await it1.mapStack(`    at a (http://h/broken.js:1:1)\n`.repeat(20));
    expect(session.bodiesRead - before).toBe(1);
  });

  it('as a look-up answers with the first frame of one’s own', async () => {
    const answer = await it1.lookup({ stack });
    expect(answer).toMatchObject({ source: 'http://h/src/a.ts', line: 2, column: 1 });
    expect(answer.frames).toHaveLength(13);
    expect(await it1.lookup({ stack: 'nothing' })).toMatchObject({ unresolved: { code: 'stack-unknown' }, frames: [] });
  });
});

describe('the check of a script', () => {
  const { mapper: it1 } = mapper(
    { url: URL, text: served('a', { ...shifted('a.ts', 0), sourcesContent: [null] }) },
    { url: 'http://h/plain.js', text: 'a()' },
    { url: 'http://h/html.js', text: '//# sourceMappingURL=data:,<html>' },
  );
  const steps = async (url: string) =>
    (await it1.check(url)).steps.map(({ step, ok, code }) => [step, ok, ...(code === undefined ? [] : [code])]);

  it('says what was tried, and what failed and why', async () => {
    const named = [
      ['script', true],
      ['header', false],
      ['comment', true],
      ['map', true],
    ];
    expect(await steps(URL)).toEqual([
      ...named,
      ['parse', true],
      ['version', true],
      ['sources', false, 'source-missing'],
    ]);
    expect(await steps('http://h/html.js')).toEqual([...named, ['parse', false, 'map-not-json']]);
    expect(await steps('http://h/plain.js')).toEqual([
      ['script', true],
      ['header', false],
      ['comment', false],
    ]);
    expect(await steps('http://h/none.js')).toEqual([['script', false, 'script-not-captured']]);
  });

  it('lists sources', async () => {
    expect(await it1.check(URL)).toMatchObject({
      mapUrl: URL,
      sources: [{ source: URL, hasContent: false, ignored: false }],
    });
  });
});
