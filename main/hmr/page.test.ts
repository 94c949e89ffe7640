import { expect, it } from 'vitest';
import { isSame, MAX_PAGES, Pages } from './page.ts';

const ORIGIN = 'http://a';
const asked = (id: number, at: number, url = `${ORIGIN}/`) => ({ id: String(id), at, origin: ORIGIN, url });

it('gives a connection the newest page that has none', () => {
  const pages = new Pages();
  const first = pages.open(asked(1, 0));
  const second = pages.open(asked(2, 5));
  expect(pages.find(ORIGIN)).toBe(second);
  second.connected = true;
  expect(pages.find(ORIGIN)).toBe(first);
  first.connected = true;
  expect(pages.find(ORIGIN)).toBe(second);
});

it('makes up a page for a connection whose document was not seen', () => {
  const page = new Pages().find(ORIGIN);
  expect(page).toMatchObject({ origin: ORIGIN, at: 0 });
  expect(page.key).toBeUndefined();
  expect(isSame(page, asked(1, 0, `${ORIGIN}/any`))).toBe(true);
});

it('does not give a page that was left', () => {
  const pages = new Pages();
  const page = pages.open(asked(1, 0));
  page.connected = page.left = true;
  expect(pages.find(ORIGIN)).not.toBe(page);
});

it('gives a document that was asked for just before once, and never the page itself', () => {
  const pages = new Pages();
  const page = pages.open(asked(1, 100));
  pages.open(asked(2, 110));
  expect(pages.claimRecent(page, 200)).toBeUndefined();
  expect(pages.claimRecent(page, 120)?.id).toBe('2');
  expect(pages.claimRecent(page, 120)).toBeUndefined();
});

it('forgets the oldest page', () => {
  const pages = new Pages();
  const first = pages.open(asked(0, 0));
  for (let id = 1; id <= MAX_PAGES; id++) pages.open(asked(id, id)).connected = true;
  expect(pages.find(ORIGIN)).not.toBe(first);
});
