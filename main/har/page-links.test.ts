import { expect, it } from 'vitest';
import { PAGE_LINKS_LIMIT, PageLinks } from './page-links.ts';
import { sampleExchange } from './test/sample-exchange.ts';

const exchange = (id: string, kind: 'document' | 'script' | 'fetch', url: string, referer?: string) =>
  sampleExchange({ id, kind, url, requestHeaders: referer === undefined ? [] : [['Referer', referer]] });

it('gives an exchange the latest page at its referrer', () => {
  const links = new PageLinks();
  expect(links.pageOf(exchange('1', 'document', 'http://h/#top'))).toBe('page_1');
  expect(links.pageOf(exchange('2', 'fetch', 'http://h/a', 'http://h/'))).toBe('page_1');
  expect(links.pageOf(exchange('3', 'document', 'http://h/', 'http://h/'))).toBe('page_3');
  expect(links.pageOf(exchange('4', 'fetch', 'http://h/a', 'http://h/#x'))).toBe('page_3');
});

it('believes the browser before the referrer, as far as that page is listed', () => {
  const links = new PageLinks();
  links.pageOf(exchange('1', 'document', 'http://h/'));
  links.list('5~1');
  const told = (pageId: string) => ({ ...exchange('6', 'fetch', 'http://h/a', 'http://h/'), pageId });
  expect([links.pageOf(told('5~1')), links.pageOf(told('9'))]).toEqual(['page_5~1', 'page_1']);
});

it('knows nothing of exchanges without a referrer, or with one that was a fetch', () => {
  const links = new PageLinks();
  links.pageOf(exchange('1', 'document', 'http://h/'));
  expect(links.pageOf(exchange('2', 'fetch', 'http://h/a'))).toBeUndefined();
  links.pageOf(exchange('3', 'fetch', 'http://h/b', 'http://h/'));
  expect(links.pageOf(exchange('4', 'fetch', 'http://h/c', 'http://h/b'))).toBeUndefined();
});

it('forgets the oldest URL beyond its limit', () => {
  const links = new PageLinks();
  links.pageOf(exchange('1', 'document', 'http://h/'));
  for (let i = 0; i < PAGE_LINKS_LIMIT; i++) links.pageOf(exchange('2', 'script', `http://h/${i}`, 'http://h/'));
  expect(links.pageOf(exchange('3', 'fetch', 'http://h/a', 'http://h/'))).toBeUndefined();
  expect(links.pageOf(exchange('4', 'fetch', 'http://h/a', `http://h/${PAGE_LINKS_LIMIT - 1}`))).toBe('page_1');
});
