import { describe, expect, it } from 'vitest';
import { parseCodeFrame } from './code-frame-lines.ts';

const shown = (frame: string, line?: number) =>
  parseCodeFrame(frame, line).map(({ number, text, role }) => `${role} ${number ?? '-'} ${text}`);

describe('parseCodeFrame', () => {
  it('reads frames that name the line with an arrow', () => {
    expect(shown("  1 | export function render() {\n> 2 |   return 'view B;\n    |          ^\n  3 | }")).toEqual([
      'code 1 export function render() {',
      "hit 2   return 'view B;",
      'mark -          ^',
      'code 3 }',
    ]);
  });

  it('reads frames that only put marks below, and takes the position’s line for the one that is meant, with its mark alone', () => {
    const frame = '4  |  const add = () => {\n   |                   ^\n5  |  </script>\n   |  ^\n6  |';
    expect(shown(frame, 5)).toEqual(['code 4 const add = () => {', 'hit 5 </script>', 'mark - ^', 'code 6 ']);
    expect(shown(frame).filter((line) => line.startsWith('hit'))).toHaveLength(2);
  });

  it('reads frames drawn with boxes', () => {
    expect(shown('        7 │       <h1/>\n        8 │       <b c={n + }/>\n          ·              ─\n', 8)).toEqual([
      'code 7      <h1/>',
      'hit 8      <b c={n + }/>',
      'mark -             ─',
    ]);
  });

  it('takes an arrow before a mark for no line', () => {
    expect(shown("> 2 |   return 'view B;\n>   |          ^^^^^^^^")).toEqual([
      "hit 2  return 'view B;",
      'mark -         ^^^^^^^^',
    ]);
  });

  it('keeps what is no frame as it is', () => {
    expect(shown('Unexpected end of input')).toEqual(['text - Unexpected end of input']);
    expect(shown('')).toEqual(['text - ']);
  });
});
