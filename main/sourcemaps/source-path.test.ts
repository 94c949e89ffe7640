import { describe, expect, it } from 'vitest';
import { toSourcePaths, type PathRule, type SourceRoot } from './source-path.ts';

const web: SourceRoot = { folder: '/repo/packages/web', name: '@shop/web' };
const roots: readonly SourceRoot[] = [web, { folder: '/repo' }, { folder: '/repo/packages/ui', name: 'ui' }];
const first = (source: string, rules: readonly PathRule[] = []) => toSourcePaths(source, { roots, rules })[0];
const all = (source: string) => toSourcePaths(source, { roots, rules: [] });

describe('the path of a source', () => {
  it.each([
    ['webpack://shop/./src/cart.ts', '/repo/packages/web/src/cart.ts'],
    ['webpack:///./src/cart.ts', '/repo/packages/web/src/cart.ts'],
    ['webpack:///src/App.vue?1a2b', '/repo/packages/web/src/App.vue'],
    ['webpack://shop/./src/App.vue?vue&type=script&lang=ts', '/repo/packages/web/src/App.vue'],
    ['webpack:////home/me/a.ts', '/home/me/a.ts'],
    ['webpack:///C:/shop/src/a.ts', 'C:/shop/src/a.ts'],
    ['webpack-internal:///./src/Cart.tsx', '/repo/packages/web/src/Cart.tsx'],
    ['webpack-internal:///(app-pages-browser)/./src/page.tsx', '/repo/packages/web/src/page.tsx'],
    ['turbopack:///[project]/src/page.tsx', '/repo/packages/web/src/page.tsx'],
    ['http://localhost:8888/src/App.vue?t=1', '/repo/packages/web/src/App.vue'],
    ['http://localhost:8888/src/my%20cart.ts', '/repo/packages/web/src/my cart.ts'],
    ['http://localhost:8888/@fs/home/me/ui/a.ts', '/home/me/ui/a.ts'],
    ['http://localhost:8888/@fs/C:/me/a.ts', 'C:/me/a.ts'],
    ['/@fs/home/me/a.ts', '/home/me/a.ts'],
    ['file:///home/me/my%20app/a.ts', '/home/me/my app/a.ts'],
    ['file:///C:/me/a.ts', 'C:/me/a.ts'],
    ['C:\\me\\a.ts', 'C:\\me\\a.ts'],
    ['/home/me/../you/a.ts', '/home/you/a.ts'],
    ['src/a.ts', '/repo/packages/web/src/a.ts'],
    ['./src/a.ts', '/repo/packages/web/src/a.ts'],
    ['src\\win\\a.ts', '/repo/packages/web/src/win/a.ts'],
    ['webpack://ui/./src/button.ts', '/repo/packages/ui/src/button.ts'],
    ['webpack://@shop%2Fweb/./src/a.ts', '/repo/packages/web/src/a.ts'],
  ])('%s', (source, path) => expect(first(source)).toBe(path));

  it.each([
    // Out of the package into its neighbour.
    ['webpack://web/../ui/src/a.ts', '/repo/packages/ui/src/a.ts'],
    // A base path that is no folder, a web root, a folder of Java sources.
    ['http://h/shop/src/a.ts', '/repo/packages/web/src/a.ts'],
    ['/src/a.ts', '/repo/packages/web/src/a.ts'],
    ['http://h/favicon.js', '/repo/packages/web/public/favicon.js'],
    ['shop/cart/Cart.java', '/repo/src/main/java/shop/cart/Cart.java'],
    ['http://h/packages/ui/src/a.ts', '/repo/packages/ui/src/a.ts'],
  ])('%s may be %s', (source, path) => expect(all(source)).toContain(path));

  it('never drops so much of a base path that a bare file name is left', () => {
    expect(all('http://h/shop/a.ts')).not.toContain('/repo/a.ts');
  });

  it('follows the rules of the configuration first', () => {
    const rules = [{ from: /^app:\/\//, to: '/srv/app/' }];
    expect(first('app://cart.ts', rules)).toBe('/srv/app/cart.ts');
  });

  it('on Windows lies below a Windows root', () => {
    const windows = { roots: [{ folder: 'C:\\shop' }], rules: [] };
    expect(toSourcePaths('webpack://shop/./src/a.ts', windows)[0]).toBe('C:\\shop\\src\\a.ts');
  });

  it.each(['node:fs', 'data:text/javascript,a', 'chrome-extension://abc/a.js'])('%s has none', (source) =>
    expect(all(source)).toEqual([]),
  );
});
