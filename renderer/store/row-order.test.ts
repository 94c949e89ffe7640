import { describe, expect, it } from 'vitest';
import { applyFeed } from './apply.ts';
import { parseQuery } from './query-parse.ts';
import { createRowOrderer, SORT_COLUMNS } from './row-order.ts';
import { NO_JOINS } from './query-terms.ts';
import { createRowSelector } from './row-selection.ts';
import type { SessionState } from './session-state.ts';
import { sampleBody, sampleRow, sampleSession, toBatch } from './row-sample.ts';

const all = { query: parseQuery(''), scope: null, page: null, joins: NO_JOINS, span: null, hiddenThrough: -1 };
const sized = (n: number, size: number) => sampleRow(n, { responseBody: sampleBody(size) });
const bySize = { column: 'size', direction: 'descending' } as const;

function setUp() {
  const selector = createRowSelector();
  const orderer = createRowOrderer();
  return {
    order: (state: SessionState, sort: Parameters<typeof orderer.order>[2], thaw = 0) => {
      const order = orderer.order(state, selector.select(state, all), sort, thaw);
      return { ...order, ids: order.positions.map((position) => state.rows[position - state.firstPosition]?.id) };
    },
  };
}

describe('createRowOrderer', () => {
  it('keeps the order of time without a sort', () => {
    const { order } = setUp();
    const state = sampleSession([sized(1, 5), sized(2, 9)]);
    expect(order(state, null).ids).toEqual(['1', '2']);
    expect(order(state, null).indexOf(1)).toBe(1);
    expect(order(state, null).indexOf(7)).toBe(-1);
  });

  it('freezes a sorted list: rows neither move nor come in until it thaws', () => {
    const { order } = setUp();
    const state = sampleSession([sized(1, 5), sized(2, 9), sized(3, 7)]);
    expect(order(state, bySize).ids).toEqual(['2', '3', '1']);
    const later = applyFeed(state, [toBatch([sized(1, 100), sized(4, 50)])]);
    expect(order(later, bySize)).toMatchObject({ ids: ['2', '3', '1'], waiting: 1 });
    expect(order(later, bySize, 1)).toMatchObject({ ids: ['1', '4', '2', '3'], waiting: 0 });
  });

  it('leaves equals in order of time, both ways', () => {
    const { order } = setUp();
    const state = sampleSession([sized(1, 5), sized(2, 5), sized(3, 5)]);
    expect(order(state, bySize).ids).toEqual(['1', '2', '3']);
    expect(order(state, { ...bySize, direction: 'ascending' }).ids).toEqual(['1', '2', '3']);
  });

  it('sorts by each column it names', () => {
    const { order } = setUp();
    const state = sampleSession([sampleRow(1), sampleRow(2, { status: 500, method: 'POST', kind: 'image' })]);
    for (const column of SORT_COLUMNS) expect(order(state, { column, direction: 'ascending' }).ids).toHaveLength(2);
    expect(order(state, { column: 'status', direction: 'descending' }).ids).toEqual(['2', '1']);
  });
});
