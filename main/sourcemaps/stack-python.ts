// Source maps: tracebacks of Python.
import type { RawFrame } from '../model/source-frame.ts';

/** With the bars that exception groups draw before each line. */
const FRAME = /^[\s|+-]*File "([^"]+)", line (\d+)(?:, in (.+?))?\s*$/;
const START = /Traceback \(most recent call last\):/;

/** The frames of the last traceback, top first: Python prints the most recent call last, and what was raised at the end in the last block. */
export function parsePythonStack(text: string): RawFrame[] {
  let frames: RawFrame[] = [];
  for (const line of text.split(/\r?\n/)) {
    if (START.test(line)) frames = [];
    const [, url, number, name] = FRAME.exec(line) ?? [];
    if (url === undefined) continue;
    const functionName = name === undefined || name === '<module>' ? {} : { functionName: name };
    const origin = url.startsWith('<') ? ({ origin: 'native' } as const) : { url, line: Number(number) };
    frames.push({ raw: line.replace(/^[\s|+-]+/, '').trim(), ...functionName, ...origin });
  }
  return frames.reverse();
}
