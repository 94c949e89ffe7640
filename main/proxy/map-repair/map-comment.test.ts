import { describe, expect, it } from 'vitest';
import { findMapComment } from './map-comment.ts';

const find = (text: string) => findMapComment(Buffer.from(text));

describe('the comment that names a map', () => {
  it.each([
    ['run()\n//# sourceMappingURL=app.js.map', 'app.js.map'],
    ['run()\n//@ sourceMappingURL=http://cdn.test/app.js.map?v=1\n', 'http://cdn.test/app.js.map?v=1'],
    ['a{}\n/*# sourceMappingURL=https://cdn.test/a.css.map */\n', 'https://cdn.test/a.css.map'],
    ['a{}/*# sourceMappingURL=a.css.map*/', 'a.css.map'],
    ['//# sourceMappingURL=old.map\nrun()\n//# sourceMappingURL=new.map\n//# debugId=1\n/* more */ \n', 'new.map'],
    ['//#\tsourceMappingURL=/Zürich.map', '/Zürich.map'],
  ])('of %j is found where it stands', (text, url) => {
    const comment = find(text);
    expect([comment?.url, comment?.inline]).toEqual([url, false]);
    expect(Buffer.from(text).subarray(comment?.start, comment?.end).toString()).toBe(url);
  });

  it('may hold the map itself', () =>
    expect(find(`x\n//# sourceMappingURL=data:application/json;base64,${'A'.repeat(50_000)}`)?.inline).toBe(true));

  it.each([
    'run()',
    '',
    'const s = "//# sourceMappingURL=app.js.map"; run()',
    '//# sourceMappingURL=app.js.map\nrun()',
    'a{} /*# sourceMappingURL=a.css.map */ b{}',
    '// sourceMappingURL=app.js.map',
    '//#sourceMappingURL=app.js.map',
    '//# sourceMappingURL=',
    `//# sourceMappingURL=${'x'.repeat(9_000)}`,
    `//# sourceMappingURL=a.map\n${' '.repeat(20_000)}`,
  ])('is none where code follows it, or it is written otherwise (%#)', (text) => expect(find(text)).toBeUndefined());
});
