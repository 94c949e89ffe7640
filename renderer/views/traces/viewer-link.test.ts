import { expect, it } from 'vitest';
import { viewerLink } from './viewer-link.ts';

const slots = { traceId: '7c1e', spanId: 'a b&', from: 1_000.4, to: 2_000.2 };

it.each([
  ['http://localhost:16686/trace/{traceId}?uiFind={spanId}', 'http://localhost:16686/trace/7c1e?uiFind=a%20b%26'],
  ['https://g.test/explore?l={traceId}&from={from}&to={to}', 'https://g.test/explore?l=7c1e&from=0&to=3001'],
  ['https://g.test/{traceId}/{traceId}/{other}', 'https://g.test/7c1e/7c1e/%7Bother%7D'],
])('%s', (template, address) => {
  expect(viewerLink(template, slots)).toBe(address);
});

it.each([
  'javascript:alert("{traceId}")',
  'file:///tmp/{traceId}',
  'data:text/html,{traceId}',
  '{traceId}',
  '',
  '//x/{traceId}',
])('opens nothing for %s', (template) => {
  expect(viewerLink(template, slots)).toBeUndefined();
});

it('can not be led elsewhere by an id', () => {
  expect(viewerLink('https://g.test/{spanId}', { ...slots, spanId: '../../@evil.test/?x#y' })).toBe(
    'https://g.test/..%2F..%2F%40evil.test%2F%3Fx%23y',
  );
});
