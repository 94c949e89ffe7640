import { describe, expect, it } from 'vitest';
import { FORGET_MS, SeriesBook, UNCHANGED_MS } from './series-book.ts';

const seen = (at: number, value: number, series = 'a') => ({
  series,
  sample: { at, name: series, labels: {}, value, target: 't', type: 'gauge' as const },
});
const kept = (book: SeriesBook, at: number, value: number, series = 'a') =>
  book.take([seen(at, value, series)], at).samples.map((sample) => [sample.at, sample.value]);

describe('SeriesBook', () => {
  it('keeps every change, and where the value stood until then', () => {
    const book = new SeriesBook();
    expect(kept(book, 0, 5)).toEqual([[0, 5]]);
    expect(kept(book, 1000, 5)).toEqual([]);
    expect(kept(book, 2000, 5)).toEqual([]);
    expect(kept(book, 3000, 7)).toEqual([
      [2000, 5],
      [3000, 7],
    ]);
    expect(kept(book, 4000, 8)).toEqual([[4000, 8]]);
  });

  it('tells a value that stays now and then', () => {
    const book = new SeriesBook();
    const at = Array.from({ length: 40 }, (_, index) => index * 1000).flatMap((instant) => kept(book, instant, 5));
    expect(at.map(([instant]) => instant)).toEqual([0, UNCHANGED_MS, 2 * UNCHANGED_MS]);
  });

  it('ends lines where they ended', () => {
    const book = new SeriesBook();
    kept(book, 0, 5);
    kept(book, 1000, 5);
    expect(book.flush().map(({ at }) => at)).toEqual([1000]);
    expect(book.flush()).toEqual([]);
  });

  it('says what a series is with its first sample only', () => {
    const book = new SeriesBook();
    const told = (at: number) => {
      const { series, sample } = seen(at, at);
      return book.take([{ series, sample: { ...sample, help: 'Ours.', unit: 'seconds' } }], at).samples;
    };
    expect(told(0)).toMatchObject([{ help: 'Ours.', unit: 'seconds' }]);
    expect(told(1)).toEqual([{ at: 1, name: 'a', labels: {}, value: 1, target: 't', type: 'gauge' }]);
  });

  it('takes a sample that tells its own time once', () => {
    const book = new SeriesBook();
    kept(book, 10, 5);
    expect(kept(book, 10, 6)).toEqual([]);
  });

  it('follows so many series and counts the rest, until some fall silent', () => {
    const book = new SeriesBook(2);
    const poll = [seen(0, 1, 'a'), seen(0, 1, 'b'), seen(0, 1, 'c')];
    expect(book.take(poll, 0)).toMatchObject({ samples: [{ name: 'a' }, { name: 'b' }], leftOut: 1 });
    kept(book, FORGET_MS - 1, 1, 'a');
    expect(kept(book, FORGET_MS - 1, 1, 'c')).toEqual([]);
    expect(kept(book, FORGET_MS, 1, 'c')).toEqual([[FORGET_MS, 1]]);
    expect(book.take([seen(FORGET_MS, 1, 'd')], FORGET_MS).leftOut).toBe(1);
  });
});
