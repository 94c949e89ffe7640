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

it('takes place and frame out of what Oxc draws', () => {
  const message = [
    ...['Transform failed with 1 error:', '', '\u001b[31m[PARSE_ERROR] \u001b[0mUnexpected token'],
    '   \u001b[38;5;246m╭\u001b[0m\u001b[38;5;246m─\u001b[0m\u001b[38;5;246m[\u001b[0m src/price.ts:3:25 \u001b[38;5;246m]\u001b[0m',
    ...['   \u001b[38;5;246m│\u001b[0m', ' \u001b[38;5;246m3 │\u001b[0m   const price = count * * 12;'],
    ' \u001b[38;5;240m  │\u001b[0m                         ┬  ',
    ' \u001b[38;5;240m  │\u001b[0m                         ╰── ',
    '\u001b[38;5;246m───╯\u001b[0m\n',
  ].join('\n');
  expect(parseViteError({ message, id: '/app/src/price.ts', plugin: 'vite:oxc', loc: null }, undefined)).toEqual({
    message: 'Transform failed with 1 error:\n\n[PARSE_ERROR] Unexpected token',
    file: '/app/src/price.ts',
    line: 3,
    column: 25,
    codeFrame: ` 3 │   const price = count * * 12;\n   │${' '.repeat(25)}┬`,
  });
});

it('counts the columns of Vue’s template compiler from 1, and puts the mark of the frame there', () => {
  const err = {
    message: 'Invalid end tag.',
    id: '/app/Cart.vue',
    plugin: 'vite:vue',
    loc: { file: '/app/Cart.vue', line: 2, column: 7 },
    frame: '1  |  <template>\n2  |    <b>x</i>\n   |         ^\n3  |  </template>',
    stack: '    at createCompilerError (/app/node_modules/@vue/compiler-core/dist/compiler-core.cjs.js:1378:17)',
  };
  expect(parseViteError(err, undefined)).toMatchObject({
    line: 2,
    column: 7,
    codeFrame: '1  |  <template>\n2  |    <b>x</i>\n   |        ^\n3  |  </template>',
  });
  expect(parseViteError({ ...err, stack: '    at Parser.raise (/app/parser.js:1:1)' }, undefined).column).toBe(8);
});
