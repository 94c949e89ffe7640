import { expect, it } from 'vitest';
import { parsePythonStack } from './stack-python.ts';

const names = (text: string) => parsePythonStack(text).map(({ functionName, url, line }) => [functionName, url, line]);

it('reads a traceback, the most recent call first', () => {
  expect(
    names(`Traceback (most recent call last):
  File "/srv/app/main.py", line 40, in <module>
    run()
  File "C:\\app\\shop cart.py", line 7, in add
    return items[0] / 0
           ~~~~~~~~~^~~
  File "<string>", line 1, in inner
ZeroDivisionError: division by zero`),
  ).toEqual([
    ['inner', undefined, undefined],
    ['add', 'C:\\app\\shop cart.py', 7],
    [undefined, '/srv/app/main.py', 40],
  ]);
});

it('takes the last of several tracebacks: what was raised in the end', () => {
  expect(
    names(`Traceback (most recent call last):
  File "a.py", line 1, in first
KeyError: 'x'

During handling of the above exception, another exception occurred:

Traceback (most recent call last):
  File "b.py", line 2, in second
ValueError: y`),
  ).toEqual([['second', 'b.py', 2]]);
});

it('reads exception groups through their bars', () => {
  expect(
    names(
      '  + Exception Group Traceback (most recent call last):\n  |   File "g.py", line 3, in many\n  | ExceptionGroup: two',
    ),
  ).toEqual([['many', 'g.py', 3]]);
});
