import { expect, it } from 'vitest';
import { isDataUrl, readDataUrl } from './data-url.ts';

it.each([
  ['data:application/json;base64,eyJ2IjozfQ==', '{"v":3}'],
  ['data:application/json;charset=utf-8;base64,eyJ2Ijoiw6kifQ', '{"v":"é"}'],
  ['DATA:application/json;Base64,eyJ2IjozfQ%3D%3D', '{"v":3}'],
  ['data:application/json,%7B%22v%22%3A%22%C3%A9%22%7D', '{"v":"é"}'],
  ['data:,{"v":3}', '{"v":3}'],
])('reads %s', (url, text) => expect(readDataUrl(url)).toBe(text));

it.each(['data:application/json;base64', 'data:;base64,e30="}', 'data:,%zz', 'data:,%ff'])('refuses %s', (url) =>
  expect(() => readDataUrl(url)).toThrow(expect.objectContaining({ code: 'map-inline-invalid' })),
);

it('tells data URLs from others', () => expect([isDataUrl('Data:,'), isDataUrl('a.map')]).toEqual([true, false]));
