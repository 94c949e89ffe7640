import { expect, it } from 'vitest';
import {
  cutCodeFrame,
  findCodeFrame,
  findMark,
  MAX_ERROR_CHARACTERS,
  parseLocated,
  parsePlace,
  stripAnsi,
  toBuildError,
  toPlace,
} from './build-error.ts';

const FRAME = '  1 | function a() {\n> 2 |   return "b;\n    |          ^\n  3 | }';

it('counts columns from 1, whatever they were counted from', () => {
  expect(toPlace('a.js', 2, 0, 'zero')).toEqual({ file: 'a.js', line: 2, column: 1 });
  expect(toPlace('a.js', 2, 1, 'one')).toEqual({ file: 'a.js', line: 2, column: 1 });
  expect(parsePlace(undefined, '4', '14', 'zero')).toEqual({ line: 4, column: 15 });
});

it('gives no column without a line, and no line that is none', () => {
  expect(toPlace('a.js', undefined, 3, 'zero')).toEqual({ file: 'a.js' });
  expect(toPlace('a.js', 0, 3, 'zero')).toEqual({ file: 'a.js' });
  expect(toPlace('', '2', 3, 'zero')).toEqual({});
});

it('takes terminal colours out', () => {
  expect(stripAnsi('\u001b[31m\u001b[1m>\u001b[0m \u001b[36;1;4m5\u001b[0m')).toBe('> 5');
  expect(toBuildError('\u001b[31mno\u001b[39m', {}, '\u001b[2m1\u001b[0m | a ')).toEqual({
    message: 'no',
    codeFrame: '1 | a',
  });
});

it('finds a code frame inside a message, and the message without it', () => {
  const message = `Parse failed (2:9)\n${FRAME}\n\nsee the manual`;
  expect(findCodeFrame(message)).toBe(FRAME);
  expect(cutCodeFrame(message, FRAME)).toBe('Parse failed (2:9)\n\n\n\nsee the manual');
  expect(findCodeFrame('nothing | here')).toBeUndefined();
});

it('finds frames that are drawn in other ways', () => {
  expect(findCodeFrame('x\n   ╭─[4:14]\n 4 │ a(b);\n   ·   ─\n 5 │ c\n   ╰────\nend')).toBe(
    ' 4 │ a(b);\n   ·   ─\n 5 │ c',
  );
});

it('reads where the mark of a frame points', () => {
  expect(findMark(FRAME)).toEqual({ line: 2, column: 10 });
  expect(findMark(' 4 | const n = (\n 5 |   return n;\n   :   ^^^^^^\n 6 | }')).toEqual({ line: 5, column: 3 });
  expect(findMark('no frame')).toEqual({});
});

it('reads a place after a path', () => {
  expect(parseLocated('/app/src/view.js:2:10', 'one')).toEqual({ file: '/app/src/view.js', line: 2, column: 10 });
  expect(parseLocated('C:\\app\\a.js:2:10', 'one')).toEqual({ file: 'C:\\app\\a.js', line: 2, column: 10 });
  expect(parseLocated('/app/src/view.js', 'one')).toBeUndefined();
});

it('bounds what it keeps', () => {
  const error = toBuildError('m'.repeat(100_000), {}, 'f'.repeat(100_000));
  expect([error.message.length, error.codeFrame?.length]).toEqual([MAX_ERROR_CHARACTERS, MAX_ERROR_CHARACTERS]);
});
