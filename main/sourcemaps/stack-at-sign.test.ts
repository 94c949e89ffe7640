import { expect, it } from 'vitest';
import { splitAtSign } from './stack-at-sign.ts';

it.each([
  ['go@http://h/@fs/a.js:1:2', ['go', 'http://h/@fs/a.js:1:2']],
  ['@http://h/a.js:1:2', ['', 'http://h/a.js:1:2']],
  ['a@b@/srv/a.js:1:2', ['a@b', '/srv/a.js:1:2']],
  ['eval code@', ['eval code', '']],
  ['fn@[native code]', ['fn', '[native code]']],
  ['http://h/a.js:1:2', undefined],
])('splits %s', (line, parts) => expect(splitAtSign(line)).toEqual(parts));
