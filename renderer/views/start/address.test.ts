import { expect, it } from 'vitest';
import { parseAddress } from './address.ts';

it.each([
  ['3000', 'http://localhost:3000'],
  [' localhost:5173 ', 'http://localhost:5173'],
  ['http://127.0.0.1:8080/', 'http://127.0.0.1:8080'],
  ['https://a.test/base?x=1', 'https://a.test/base?x=1'],
  ['[::1]:8090', 'http://[::1]:8090'],
  ['', undefined],
  ['not one', undefined],
  ['ftp://a.test', undefined],
  ['http://', undefined],
  ['99999', undefined],
])('%j is %j', (text, address) => expect(parseAddress(text)).toBe(address));
