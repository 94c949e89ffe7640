import { expect, it } from 'vitest';
import { parseSetting } from './setting.ts';

it('reads what the tag says', () => {
  expect(parseSetting({ page: '12', trace: '1', origins: ' http://localhost:5382  https://[::1]:9 ' })).toEqual({
    page: '12',
    trace: true,
    origins: ['http://localhost:5382', 'https://[::1]:9'],
  });
});

it('takes what is not said as no', () => {
  const nothing = { page: '', trace: false, origins: [] };
  expect(parseSetting({})).toEqual(nothing);
  expect(parseSetting(undefined)).toEqual(nothing);
  expect(parseSetting({ page: '1', trace: '0', origins: '' })).toEqual({ ...nothing, page: '1' });
});
