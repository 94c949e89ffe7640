import { expect, it } from 'vitest';
import { requestCookies, responseCookies } from './cookies.ts';

it('lists the cookies of several fields, with empty and unnamed ones', () => {
  const headers = [
    ['cookie', 'a=1;  b = 2 ;'],
    ['X', 'c=3'],
    ['Cookie', 'd=;=e;f'],
  ] as const;
  expect(requestCookies(headers)).toEqual([
    { name: 'a', value: '1' },
    { name: 'b', value: '2' },
    { name: 'd', value: '' },
    { name: '', value: 'e' },
    { name: 'f', value: '' },
  ]);
});

it('lists what an answer sets, with the attributes that HAR knows', () => {
  const headers = [
    ['Set-Cookie', 'a="x y"; Max-Age=5; domain=h; PATH=/; expires=Thu, 01 Jan 1970 00:00:01 GMT; secure'],
  ] as const;
  expect(responseCookies(headers)).toEqual([
    { name: 'a', value: '"x y"', domain: 'h', path: '/', expires: '1970-01-01T00:00:01.000Z', secure: true },
  ]);
});

it('leaves out an expiry that is no date', () => {
  expect(responseCookies([['set-cookie', 'a=1; Expires=soon']])).toEqual([{ name: 'a', value: '1' }]);
});
