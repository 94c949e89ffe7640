import { describe, expect, it } from 'vitest';
import { findMapComment, findMapHeader } from './map-reference.ts';

describe('the header', () => {
  it.each([
    [[['SourceMap', ' a.map ']], 'a.map'],
    [[['x-sourcemap', 'old.map']], 'old.map'],
    [
      [
        ['X-SourceMap', 'old.map'],
        ['sourcemap', 'new.map'],
      ],
      'new.map',
    ],
    [[['SourceMap', '']], undefined],
    [[['Content-Type', 'text/javascript']], undefined],
  ] as const)('%j', (headers, url) => expect(findMapHeader(headers)).toBe(url));
});

describe('the comment', () => {
  it.each([
    ['a()\n//# sourceMappingURL=a.js.map', 'a.js.map'],
    ['a()\n//# sourceMappingURL=a.js.map\n\n', 'a.js.map'],
    ['a()//# sourceMappingURL=a.js.map', 'a.js.map'],
    ['a()\n//@ sourceMappingURL=old.map', 'old.map'],
    ['a{}/*# sourceMappingURL=a.css.map */', 'a.css.map'],
    ['//# sourceMappingURL=first.map\n//# sourceMappingURL=last.map', 'last.map'],
    ['//# sourceMappingURL=a.map\n// the end\n/* of\n all */', 'a.map'],
    ['//# sourceMappingURL=a.map\r\n', 'a.map'],
    ['//# sourceMappingURL=data:application/json;base64,e30=', 'data:application/json;base64,e30='],
    ['//# sourceMappingURL=a.map\n//# sourceURL=b.js', 'a.map'],
    // Code after it: it belongs to what was put before.
    ['//# sourceMappingURL=a.map\nb()', undefined],
    ['//# sourceMappingURL=a.map\n"x"', undefined],
    // In a string.
    ['eval("a()\\n//# sourceMappingURL=data:x\\n//# sourceURL=webpack-internal:///a.js\\n");', undefined],
    ['const s = "//# sourceMappingURL=x.map";', undefined],
    ['//# sourceMappingURL=a.map b', undefined],
    ['//# sourceMappingURL=', undefined],
    ['// sourceMappingURL=a.map', undefined],
    ['a()', undefined],
    ['', undefined],
  ])('%j', (text, url) => expect(findMapComment(text)).toBe(url));

  it('is found at the end of a long line in no time', () => {
    const text = `${'x("//");'.repeat(200_000)}\n//# sourceMappingURL=a.map`;
    expect(findMapComment(text)).toBe('a.map');
  });
});
