import { expect, test } from 'vitest';
import type { ErrorReport } from '../model/error-report.ts';
import type { RawFrame } from '../model/source-frame.ts';
import {
  ErrorBook,
  MAX_KEPT_ERRORS,
  MAX_MAPPING,
  MAX_NEW_ERRORS,
  MAX_WAITING_TO_MAP,
  RATE_MS,
  type NewError,
} from './error-book.ts';

const FRAME: RawFrame = { raw: 'at f (a.js:1:2)', url: 'a.js', line: 1, column: 2 };
const thrown = (facts: Partial<NewError> = {}): NewError => ({
  ...{ scope: '1', at: 10, source: 'vue', name: 'E', message: 'm', count: 1, frames: [FRAME] },
  ...facts,
});

function start() {
  const put: ErrorReport[] = [];
  const asked: string[] = [];
  let dropped = 0;
  const book = new ErrorBook({
    emit: (record) => put.push(record),
    dropped: (count) => (dropped += count),
    map: (id) => asked.push(id),
    firstId: 4,
  });
  return { book, put, asked, dropped: () => dropped };
}

test('an error is put as thrown, and again when its frames come back', () => {
  const { book, put, asked } = start();
  book.add(thrown(), 0);
  book.flush();
  expect(put).toEqual([
    {
      ...{
        id: '4',
        at: 10,
        lastAt: 10,
        source: 'vue',
        name: 'E',
        message: 'm',
        count: 1,
        stack: [FRAME],
        mapped: false,
      },
      group: 'E: m @ a.js:1',
    },
  ]);
  expect([asked, book.unmapped]).toEqual([['4'], 1]);
  const original = { source: 'a.ts', line: 7, ignored: false };
  book.mapped('4', [{ ...FRAME, original }]);
  book.flush();
  expect(put[1]).toMatchObject({ id: '4', mapped: true, stack: [{ original }], group: 'E: m @ a.ts:7' });
  expect(book.unmapped).toBe(0);
});

test('an error without a place has nothing to wait for', () => {
  const { book, put, asked } = start();
  book.add(thrown({ frames: [{ raw: 'at <anonymous>' }] }), 0);
  book.flush();
  expect([put[0]?.mapped, asked]).toEqual([true, []]);
});

test('the same error of the same page is counted, another page’s is another', () => {
  const { book, put } = start();
  book.add(thrown(), 0);
  book.add(thrown({ at: 30, count: 2 }), 0);
  book.add(thrown({ scope: '2' }), 0);
  book.add(thrown({ frames: [] }), 0);
  book.flush();
  expect(put.map(({ id, count, at, lastAt }) => [id, count, at, lastAt])).toEqual([
    ['4', 3, 10, 30],
    ['5', 1, 10, 10],
    ['6', 1, 10, 10],
  ]);
  book.add(thrown({ at: 50 }), 0);
  book.flush();
  expect(put[3]).toMatchObject({ id: '4', count: 4, lastAt: 50 });
});

test('what becomes known later is put, what is known is not put again', () => {
  const { book, put } = start();
  book.add(thrown({ traceId: 't' }), 0);
  book.flush();
  book.join('4', { exchangeId: '9' });
  book.join('4', { exchangeId: '9' });
  book.flush();
  book.join('4', { exchangeId: '9' });
  book.join('99', { exchangeId: '9' });
  book.flush();
  expect(put.map(({ exchangeId }) => exchangeId)).toEqual([undefined, '9']);
  expect(book.ofTrace('t').map(({ id }) => id)).toEqual(['4']);
});

test('a page in a loop of new errors is held back for a while, others are not', () => {
  const { book, dropped } = start();
  for (let i = 0; i < MAX_NEW_ERRORS + 5; i++) book.add(thrown({ message: String(i) }), 0);
  expect(dropped()).toBe(5);
  expect(book.add(thrown({ scope: '2' }), 0)).toBeDefined();
  expect(book.add(thrown({ message: 'later' }), RATE_MS)).toBeDefined();
});

test('frames are asked for a few at a time, in order', () => {
  const { book, asked } = start();
  for (let i = 0; i < MAX_MAPPING + 2; i++) book.add(thrown({ message: String(i) }), 0);
  book.flush();
  book.flush();
  expect(asked).toHaveLength(MAX_MAPPING);
  book.mapped('5', []);
  book.flush();
  expect(asked.at(-1)).toBe(String(4 + MAX_MAPPING));
});

test('above the bound the frames that waited longest stay as they were thrown, and say why', () => {
  const { book, put } = start();
  for (let i = 0; i <= MAX_WAITING_TO_MAP; i++) book.add(thrown({ scope: String(i) }), 0);
  book.flush();
  const refused = put.filter(({ mapped }) => mapped);
  expect(refused).toMatchObject([{ id: '4', stack: [{ unresolved: { code: 'maps-busy' } }] }]);
});

test('the oldest error is forgotten, not unsaid', () => {
  const { book, put } = start();
  for (let i = 0; i <= MAX_KEPT_ERRORS; i++) book.add(thrown({ scope: String(i), traceId: 't', frames: [] }), 0);
  expect(put.map(({ id }) => id)).toEqual(['4']);
  expect([book.get('4'), book.ofTrace('t').length]).toEqual([undefined, MAX_KEPT_ERRORS]);
  book.mapped('4', []);
  book.flush();
  expect(put.filter(({ id }) => id === '4')).toHaveLength(1);
});
