import { expect, it } from 'vitest';
import { parseViteError } from './vite-error.ts';

it('takes file, place and frame from their fields', () => {
  const err = {
    message: 'no',
    id: '/app/b.js?v=1',
    frame: '1  |  a\n   |  ^',
    loc: { file: '/app/a.js', line: 3, column: 4 },
  };
  expect(parseViteError(err, '/app/c.js')).toEqual({
    message: 'no',
    file: '/app/a.js',
    line: 3,
    column: 5,
    codeFrame: '1  |  a\n   |  ^',
  });
});

it('takes the file from the id, the message, or the file announced before, in this order', () => {
  expect(parseViteError({ message: 'no\n/app/m.vue', id: '/app/b.js?v=1' }, '/app/c.js').file).toBe('/app/b.js');
  expect(parseViteError({ message: 'no\n\n/app/m.vue\n1 | a' }, '/app/c.js').file).toBe('/app/m.vue');
  expect(parseViteError({ message: 'no' }, '/app/c.js').file).toBe('/app/c.js');
  expect(parseViteError({}, undefined)).toEqual({ message: '' });
});

it('takes the frame out of the message where it is only there', () => {
  const err = {
    message: 'Unexpected token (5:0)\n\n/app/m.vue\n4  |  a\n   |  ^\n5  |  ',
    frame: '',
    loc: { line: 5, column: 0 },
  };
  expect(parseViteError(err, undefined)).toEqual({
    message: 'Unexpected token (5:0)\n\n/app/m.vue',
    file: '/app/m.vue',
    line: 5,
    column: 1,
    codeFrame: '4  |  a\n   |  ^\n5  |',
  });
});
