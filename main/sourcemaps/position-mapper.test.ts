import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PositionMapper } from './position-mapper.ts';
import { createSourceFiles } from './source-files.ts';
import { toSourceMap } from './source-map.ts';

let root: string;
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'positions-')));
});
afterEach(() => rmSync(root, { recursive: true }));

function put(path: string, text: string): string {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
  return join(root, path);
}

function mapper(...folders: readonly string[]): PositionMapper {
  const roots = folders.map((folder) => ({ folder: join(root, folder) }));
  return new PositionMapper({ files: createSourceFiles(roots), paths: { roots, rules: [] } });
}

const map = (fields: object) => toSourceMap({ version: 3, mappings: 'AAAA,IACC', ...fields });
const AT = { line: 1, column: 5 };

describe('an original position', () => {
  it('has source, file, place, name and a frame of code', () => {
    const path = put('src/App.vue', 'one\ntwo\n');
    const known = toSourceMap({ version: 3, sources: ['App.vue'], names: ['add'], mappings: 'AAAA,IACCA' });
    expect(mapper('.').original(known, 'http://h/src/App.vue?t=1', AT, [])).toEqual({
      ...{ source: 'http://h/src/App.vue', path, line: 2, column: 2, name: 'add', ignored: false },
      codeFrame: '  1 | one\n> 2 | two\n    |  ^',
    });
  });

  it('shows the code that the map brings rather than the file', () => {
    put('src/a.ts', 'changed\nchanged\n');
    const known = map({ sources: ['src/a.ts'], sourcesContent: ['then\nthen'] });
    expect(mapper('.').original(known, '', AT, [])).toMatchObject({
      codeFrame: expect.stringContaining('then') as unknown,
    });
  });

  it('is in the file with the same content where several have its name', () => {
    put('a/src/main.ts', 'of a');
    const path = put('b/src/main.ts', 'of b');
    const known = map({ sources: ['webpack://x/./src/main.ts'], sourcesContent: ['of b'] });
    expect(mapper('a', 'b').original(known, '', AT, [])).toMatchObject({ path });
  });

  it('is relative to a map that is a file', () => {
    const path = put('src/a.ts', 'x');
    put('dist/a.js.map', '');
    expect(mapper('.').original(map({ sources: ['../src/a.ts'] }), join(root, 'dist/a.js.map'), AT, [])).toMatchObject({
      path,
    });
  });

  it('outside of known folders has its path and no code', () => {
    const secret = put('secret/a.ts', 'x\ny');
    const answer = mapper('project').original(map({ sources: [secret] }), '', AT, []);
    expect(answer).toEqual({ source: secret, path: secret, line: 2, column: 2, ignored: false });
  });

  it.each([
    [{ sources: ['a.ts'], ignoreList: [0] }, true],
    [{ sources: ['webpack://x/./node_modules/vue/index.js'] }, true],
    [{ sources: ['a.ts'] }, false],
  ])('of %j is passed over: %s', (fields, ignored) =>
    expect(mapper('.').original(map(fields), '', AT, [])).toMatchObject({ ignored }),
  );

  it('keeps absolute sources and drops the hash of webpack', () => {
    const of = (source: string) => mapper('.').original(map({ sources: [source] }), 'http://h/a.js.map', AT, []);
    expect(of('/home/me/a.ts')).toMatchObject({ source: '/home/me/a.ts' });
    expect(of('webpack://x/./a.vue?3c4d')).toMatchObject({ source: 'webpack://x/./a.vue' });
  });

  it('says what it is worth less for', () => {
    const lines = toSourceMap({ version: 3, sources: ['a.ts'], mappings: 'AAAA;AACA' });
    const answer = mapper('.').original(lines, '', { line: 2 }, [{ code: 'map-not-then', message: '' }]);
    expect(answer).toMatchObject({
      line: 2,
      caveats: [{ code: 'map-not-then' }, { code: 'map-lines-only' }, { code: 'frame-without-column' }],
    });
    expect(answer).not.toHaveProperty('column');
  });

  it('may not be there', () => {
    const answer = mapper('.').original(map({ sources: ['a.ts'] }), '', { line: 9, column: 1 }, []);
    expect(answer).toMatchObject({ unresolved: { code: 'position-unmapped' } });
  });
});

it('takes a file for its own source', () => {
  const path = put('cart/cart.go', 'package cart\n');
  expect(mapper('.').file(path, 1, undefined)).toMatchObject({
    source: path,
    path,
    line: 1,
    codeFrame: '> 1 | package cart',
  });
  expect(mapper('.').file('cart/cart.go', 1, undefined)).toMatchObject({ path });
  expect(mapper('.').file('none.py', 1, undefined)).toBeUndefined();
  expect(mapper('.').file('/usr/local/go/src/net/http/server.go', 9, undefined)).toMatchObject({ ignored: true });
});

it('lists the sources of a map', () => {
  const path = put('src/a.ts', 'x');
  expect(mapper('.').sources(map({ sources: ['src/a.ts', 'b.ts'], sourcesContent: [null, 'b'] }), '')).toEqual([
    { source: 'src/a.ts', path, hasContent: false, ignored: false },
    { source: 'b.ts', hasContent: true, ignored: false },
  ]);
});
