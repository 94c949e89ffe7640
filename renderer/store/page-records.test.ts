import { describe, expect, it } from 'vitest';
import { samplePage } from './error-sample.ts';
import { pageById, pagePath, putPage } from './page-records.ts';

const ids = (records: readonly { readonly id: string }[]) => records.map(({ id }) => id);

describe('putPage', () => {
  it('keeps pages in order of time, whatever their ids', () => {
    const pages = [samplePage(1), samplePage(5)];
    putPage(pages, samplePage(3, { id: 'p1' }), false);
    putPage(pages, samplePage(5, { title: 'Again' }), false);
    expect(ids(pages)).toEqual(['1', 'p1', '5']);
    expect(pageById(pages, '5')?.title).toBe('Again');
    expect(pageById(pages, null)).toBeUndefined();
  });

  it('drops what is older than all that is held once pages were folded away', () => {
    const pages = [samplePage(4)];
    putPage(pages, samplePage(1), true);
    expect(ids(pages)).toEqual(['4']);
    putPage(pages, samplePage(1), false);
    expect(ids(pages)).toEqual(['1', '4']);
  });
});

it('pagePath is where the page stands now', () => {
  expect(pagePath(samplePage(1))).toBe('/checkout?step=2');
  expect(pagePath(samplePage(1, { routes: [{ at: 1, url: 'http://127.0.0.1:8888/orders/9' }] }))).toBe('/orders/9');
});
