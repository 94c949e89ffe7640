import { describe, expect, it } from 'vitest';
import { samplePage } from '../../store/error-sample.ts';
import { SAMPLE_START } from '../../store/row-sample.ts';
import { navigationAxis, navigationSteps, pagesInView, toPageRow } from './page-rows.ts';

describe('navigationSteps', () => {
  it('go from where the one before ended', () => {
    const steps = navigationSteps({
      type: 'navigate',
      queuedMs: 12,
      responseStartMs: 40,
      responseEndMs: 60,
      loadMs: 480,
    });
    expect(steps.map(({ name, from, to }) => `${name} ${from}-${to}`)).toEqual([
      'queued 0-12',
      'wait 12-40',
      'receive 40-60',
      'load 60-480',
    ]);
  });

  it('leave out what is not known, took nothing or stands before what came before', () => {
    expect(navigationSteps({ type: 'reload' })).toEqual([]);
    const odd = navigationSteps({ type: 'reload', redirectMs: 0, queuedMs: 50, responseStartMs: 20, loadMs: 90 });
    expect(odd.map(({ name }) => name)).toEqual(['queued', 'load']);
  });
});

it('a row has the last word on each vital, and the route where the page stands', () => {
  const row = toPageRow(
    samplePage(1, {
      vitals: [
        { name: 'LCP', value: 100, rating: 'good' },
        { name: 'LCP', value: 5_000, rating: 'poor' },
        { name: 'FID', value: 1, rating: 'good' },
      ],
      routes: [{ at: 1, url: 'http://h/next' }],
    }),
  );
  expect(row.path).toBe('/next');
  expect(row.vitals).toEqual({ LCP: { name: 'LCP', value: 5_000, rating: 'poor' } });
});

it('pages are those of the brush and of the chosen page', () => {
  const pages = [samplePage(1, { leftAt: SAMPLE_START + 200 }), samplePage(50)];
  const ids = (filter: Parameters<typeof pagesInView>[1]) => pagesInView(pages, filter).map(({ id }) => id);
  const later = { from: SAMPLE_START + 1_000, to: SAMPLE_START + 9_000 };
  expect(ids({ span: null, page: null })).toEqual(['1', '50']);
  expect(ids({ span: later, page: null })).toEqual(['50']);
  expect(ids({ span: null, page: '1' })).toEqual(['1']);
  expect(navigationAxis(pagesInView(pages, { span: null, page: null }))).toBe(480);
  expect(navigationAxis([])).toBe(1);
});
