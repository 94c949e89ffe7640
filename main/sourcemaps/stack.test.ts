import { expect, it } from 'vitest';
import { STACK_FRAME_LIMIT, parseStack } from './stack.ts';

it.each([
  ['v8', 'Error: x\n    at a (http://h/a.js:1:2)\n    at http://h/b.js:3:4', 2],
  ['spidermonkey', 'a@http://h/a.js:1:2\n@http://h/b.js:3:4\n', 2],
  ['javascriptcore', 'a@http://h/a.js:1:2\nmap@[native code]\nglobal code@http://h/b.js:3:4', 3],
  ['javascriptcore', 'a@http://h/a.js:1:2\nhttp://h/b.js:3:4', 2],
  ['go', 'goroutine 1 [running]:\nmain.f()\n\t/srv/a.go:1 +0x1', 1],
  ['python', 'Traceback (most recent call last):\n  File "a.py", line 1, in f\nE: x', 1],
  ['java', 'java.lang.Error\n\tat a.B.c(B.java:1)', 1],
  [undefined, 'TypeError: nothing here', 0],
])('tells %s by its frames', (family, text, count) => {
  const parsed = parseStack(text);
  expect([parsed.family, parsed.frames.length]).toEqual([family, count]);
});

it('stops at a bound', () => {
  expect(parseStack('    at f (http://h/a.js:1:2)\n'.repeat(1000)).frames).toHaveLength(STACK_FRAME_LIMIT);
});
