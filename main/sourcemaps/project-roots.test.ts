import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { findProjectRoots } from './project-roots.ts';

let top: string;
beforeEach(() => {
  top = realpathSync(mkdtempSync(join(tmpdir(), 'roots-')));
});
afterEach(() => rmSync(top, { recursive: true }));

function put(path: string, text = ''): void {
  mkdirSync(dirname(join(top, path)), { recursive: true });
  writeFileSync(join(top, path), text);
}

const found = (folder: string, configured: readonly string[] = []) =>
  findProjectRoots(join(top, folder), configured).map((root) => [root.folder.slice(top.length), root.name]);

it('takes the nearest project, the workspace around it, and its other projects', () => {
  put('shop/package.json', '{"name":"shop","workspaces":["packages/*"]}');
  put('shop/packages/web/package.json', '{"name":"@shop/web"}');
  put('shop/packages/web/src/a.ts');
  put('shop/packages/ui/package.json', '{"name":"ui"}');
  put('shop/back/go.mod');
  put('shop/demo/index.html');
  put('shop/node_modules/x/package.json', '{"name":"x"}');
  expect(found('shop/packages/web/src')).toEqual([
    ['/shop/packages/web', '@shop/web'],
    ['/shop/packages/web/src', undefined],
    ['/shop', 'shop'],
    ['/shop/back', undefined],
    ['/shop/demo', undefined],
    ['/shop/packages/ui', 'ui'],
  ]);
});

it('puts what the configuration names first, and leaves out what is not there', () => {
  put('shop/package.json', '{');
  put('other/a.ts');
  expect(found('shop', ['../other', './none'])).toEqual([
    ['/other', undefined],
    ['/shop', undefined],
  ]);
});
