import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createRequire } from 'node:module';
import { expect, it } from 'vitest';
import { mendHttpProxy } from './http-proxy-source.mjs';

const folder = join(dirname(createRequire(import.meta.url).resolve('http-proxy')), 'lib', 'http-proxy');

it('leaves no deprecated call in the version that is installed', () => {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.js'));
  const sources = files.map((name) => {
    const id = join(folder, name);
    const code = readFileSync(id, 'utf8');
    return { before: code, after: mendHttpProxy(code, id) ?? code };
  });
  expect(sources.filter(({ before }) => before.includes('_extend')).length).toBeGreaterThan(0);
  expect(sources.filter(({ after }) => after.includes('_extend'))).toEqual([]);
});

it('does not touch other modules', () => {
  expect(mendHttpProxy("require('util')._extend", '/app/node_modules/other/lib/a.js')).toBeUndefined();
  expect(mendHttpProxy('module.exports = 1;', join(folder, 'x.js'))).toBeUndefined();
});
