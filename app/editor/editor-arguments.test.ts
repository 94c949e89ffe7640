import { describe, expect, it } from 'vitest';
import { fillTemplate, isTemplate, toArguments } from './editor-arguments.ts';

const PLACE = { path: '/shop/src/a b.ts', line: 12, column: 5 };
const AT = '/shop/src/a b.ts:12:5';

it.each([
  ['code', ['-r', '-g', AT]],
  ['/usr/bin/codium', ['-r', '-g', AT]],
  ['vscodium', ['-r', '-g', AT]],
  ['cursor', ['-r', '-g', AT]],
  ['windsurf', ['-r', '-g', AT]],
  ['zed', [AT]],
  ['zeditor', [AT]],
  ['webstorm', ['--line', '12', '--column', '5', PLACE.path]],
  ['/opt/idea/bin/idea', ['--line', '12', '--column', '5', PLACE.path]],
  ['C:\\Program Files\\JetBrains\\bin\\idea64.exe', ['--line', '12', '--column', '5', PLACE.path]],
  ['subl', [AT]],
  ['nvim', ['+call cursor(12, 5)', PLACE.path]],
  ['vim', ['+call cursor(12, 5)', PLACE.path]],
  ['nano', ['+12,5', PLACE.path]],
])('%s is told line and column its own way', (command, args) => expect(toArguments(command, PLACE)).toEqual(args));

describe('a template', () => {
  it.each([
    ['myed --line {line} {file}', ['myed', '--line', '12', PLACE.path]],
    ['"/opt/my editor/ed" -c "{line}|{column}" {file}', ['/opt/my editor/ed', '-c', '12|5', PLACE.path]],
    ["kitty nvim '+call cursor({line}, {column})' {file}", ['kitty', 'nvim', '+call cursor(12, 5)', PLACE.path]],
    ['ed --goto={file}:{line}', ['ed', '--goto=/shop/src/a b.ts:12']],
  ])('%s', (template, words) => {
    expect(isTemplate(template)).toBe(true);
    expect(fillTemplate(template, PLACE)).toEqual(words);
  });

  it('takes nothing of a file’s name for words, quotes or places', () => {
    const path = '/shop/$(rm -rf x) "; {line} && \'.ts';
    expect(fillTemplate('ed {file}', { ...PLACE, path })).toEqual(['ed', path]);
  });

  it.each(['ed {line}', 'ed "{file}', "ed '{file} x", '{line}'])('can’t be used: %s', (template) =>
    expect(() => fillTemplate(template, PLACE)).toThrow(expect.objectContaining({ code: 'editor-invalid' })),
  );

  it.each(['code', '/usr/bin/subl', 'C:\\ed.exe'])('is not %s', (editor) => expect(isTemplate(editor)).toBe(false));
});
