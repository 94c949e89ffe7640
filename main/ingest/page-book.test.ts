import { expect, test } from 'vitest';
import { PAGE_LIST_LIMIT, type PageRecord } from '../model/page.ts';
import type { PageReport } from '../model/page-report.ts';
import { MAX_DOCUMENTS, MAX_KEPT_PAGES, NAVIGATION_LEAD_MS, PageBook } from './page-book.ts';

const T = 1_790_000_000_000;
const DOCUMENT = { id: '7', startedAt: T + 5, url: 'http://h/' };

const report = (load: string, facts: Partial<PageReport> = {}): PageReport => ({
  ...{ v: 1, page: '7', load, origin: T, url: 'http://h/', title: '', sentAt: T + 9, seq: 1, lost: 0, items: [] },
  ...facts,
});

function start() {
  const put: PageRecord[] = [];
  return { put, book: new PageBook((record) => put.push(record), 3) };
}

test('the first load of a document is its exchange, later ones came from the cache', () => {
  const { book } = start();
  book.document(DOCUMENT);
  const ids = ['a', 'b', 'c'].map((load) => book.of(report(load), undefined)?.record.id);
  expect(ids).toEqual(['7', '7~1', '7~2']);
  expect(book.of(report('a', { seq: 2 }), undefined)).toMatchObject({
    isFresh: true,
    record: { documentExchangeId: '7' },
  });
  expect(book.of(report('b', { seq: 2 }), undefined)?.isFresh).toBe(false);
});

test('a page whose document is not known, or whose number means another request now, is unknown', () => {
  const { book } = start();
  book.document(DOCUMENT);
  expect(book.of(report('a', { page: '99' }), 'UA')?.record).toMatchObject({ id: 'p3', userAgent: 'UA' });
  const old = report('b', { origin: DOCUMENT.startedAt - NAVIGATION_LEAD_MS - 1 });
  expect(book.of(old, undefined)?.record).not.toHaveProperty('documentExchangeId');
});

test('a report that comes twice counts once', () => {
  const { book } = start();
  expect(book.of(report('a'), undefined)).toBeDefined();
  expect(book.of(report('a'), undefined)).toBeUndefined();
  expect(book.of(report('a', { seq: 2 }), undefined)).toBeDefined();
});

test('what a page tells of itself is put once a turn, as a whole', () => {
  const { book, put } = start();
  book.document(DOCUMENT);
  const page = book.of(report('a', { title: 'Shop' }), undefined)!;
  const timing = { redirectStart: 1, redirectEnd: 3, requestStart: 10, responseEnd: 30, loadEventEnd: 0 };
  book.navigation(page, { type: 'navigation', at: T, kind: 'reload', timing });
  book.vital(page, { type: 'vital', at: T, name: 'LCP', value: 9, rating: 'good' });
  book.vital(page, { type: 'vital', at: T, name: 'LCP', value: 12, rating: 'poor', target: '#a' });
  book.longTask(page, { type: 'long-task', at: T + 1, durationMs: 60 });
  book.longTask(page, { type: 'long-task', at: T + 2, durationMs: 70 });
  book.route(page, { type: 'route', at: T + 3, url: 'http://h/cart' });
  book.leave(page, T + 4);
  book.lost(page, 2);
  book.flush();
  book.flush();
  expect(put).toEqual([
    {
      ...{ id: '7', at: T, url: 'http://h/', title: 'Shop', documentExchangeId: '7', leftAt: T + 4, lost: 2 },
      navigation: { type: 'reload', redirectMs: 2, queuedMs: 10, responseEndMs: 30 },
      vitals: [{ name: 'LCP', value: 12, rating: 'poor', target: '#a' }],
      longTasks: {
        count: 2,
        totalMs: 130,
        latest: [
          { at: T + 1, durationMs: 60 },
          { at: T + 2, durationMs: 70 },
        ],
      },
      routes: [{ at: T + 3, url: 'http://h/cart' }],
    },
  ]);
  expect(book.at('http://h/cart')).toBe(page);
});

test('lists keep the latest, counts go on', () => {
  const { book } = start();
  const page = book.of(report('a'), undefined)!;
  for (let i = 0; i <= PAGE_LIST_LIMIT; i++) {
    book.longTask(page, { type: 'long-task', at: i, durationMs: 1 });
    book.route(page, { type: 'route', at: i, url: `/${i}` });
  }
  const { longTasks, routes } = page.record;
  expect([longTasks.count, longTasks.latest.length, routes.length, routes[0]?.at]).toEqual([
    ...[PAGE_LIST_LIMIT + 1, PAGE_LIST_LIMIT, PAGE_LIST_LIMIT, 1],
  ]);
});

test('only so many pages and documents are remembered', () => {
  const { book } = start();
  for (let id = 0; id <= MAX_DOCUMENTS; id++) book.document({ ...DOCUMENT, id: String(id) });
  expect(book.of(report('a', { page: '0' }), undefined)?.record.id).toBe('p3');
  expect(book.of(report('b', { page: '1' }), undefined)?.record.id).toBe('1');
  for (let i = 0; i < MAX_KEPT_PAGES; i++) book.of(report(`l${i}`), undefined);
  expect(book.of(report('b', { page: '1', seq: 2 }), undefined)?.record.id).toBe('1~1');
});
