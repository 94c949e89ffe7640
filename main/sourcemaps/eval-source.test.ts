import { describe, expect, it } from 'vitest';
import { findEvaluatedSource, findNamedMap } from './eval-source.ts';

const module = (name: string, map: string) =>
  `"${name}": ((m) => {\neval("var a = \\"x\\";\\nthrow a;//# sourceMappingURL=data:application/json;charset=utf-8;base64,${map}\\n//# sourceURL=webpack-internal:///${name}\\n");\n/***/ }),\n`;
const bundle = module('./src/a.js', 'QQ==') + module('./src/a.jsx', 'Qg==') + module('(app)/./src/p.tsx', 'Qw==');

describe('a module kept in a string', () => {
  it.each([
    ['webpack-internal:///./src/a.js', 'data:application/json;charset=utf-8;base64,QQ=='],
    ['webpack-internal:///./src/a.jsx', 'data:application/json;charset=utf-8;base64,Qg=='],
    ['webpack-internal:///(app)/./src/p.tsx', 'data:application/json;charset=utf-8;base64,Qw=='],
  ])('%s', (url, mapUrl) => expect(findEvaluatedSource(bundle, url)).toEqual({ mapUrl }));

  it('is not taken for one whose name it begins', () => {
    expect(findEvaluatedSource(bundle, 'webpack-internal:///./src/a')).toBeUndefined();
  });

  it('may be without a map, whatever the module before it has', () => {
    const text = `${bundle}eval("b();\\n\\n//# sourceURL=webpack-internal:///./src/b.js?")`;
    expect(findEvaluatedSource(text, 'webpack-internal:///./src/b.js?')).toEqual({});
  });

  it('of several is the last', () => {
    const text = module('./a.js', 'b2xk') + module('./a.js', 'bmV3');
    expect(findEvaluatedSource(text, 'webpack-internal:///./a.js')?.mapUrl).toMatch(/bmV3$/);
  });
});

it('takes the comments of a whole script in any order', () => {
  const code = 'a()\n//# sourceURL=http://h/hot.js\n//# sourceMappingURL=data:,x';
  expect(findNamedMap(code, 'http://h/hot.js')).toEqual({ mapUrl: 'data:,x' });
  expect(findNamedMap(code, 'http://h/other.js')).toBeUndefined();
});
