import { expect, it } from 'vitest';
import { bodyPath } from './exchange.ts';

it('gives each body of an exchange a path of its own, safe in a URL', () => {
  expect(bodyPath('12', 'request')).toBe('/body/12/request');
  expect(bodyPath('a/b?c', 'response')).toBe('/body/a%2Fb%3Fc/response');
});
