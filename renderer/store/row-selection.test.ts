import { describe, expect, it } from 'vitest';
import { applyFeed } from './apply.ts';
import { RECORD_BOUNDS } from './apply-records.ts';
import { parseQuery } from './query-parse.ts';
import { NO_JOINS } from './query-terms.ts';
import { createRowSelector, lowerBound, passes, type Criteria } from './row-selection.ts';
import type { SessionState } from './session-state.ts';
import { pendingRow, SAMPLE_START, sampleRow, sampleSession, toBatch } from './row-sample.ts';

const criteria = (text: string, more: Partial<Criteria> = {}): Criteria => ({
  query: parseQuery(text),
  scope: null,
  page: null,
  joins: NO_JOINS,
  span: null,
  hiddenThrough: -1,
  ...more,
});
const ids = (state: SessionState, positions: readonly number[]) =>
  positions.map((position) => state.rows[position - state.firstPosition]?.id);

describe('createRowSelector', () => {
  it('adds new rows that pass and leaves the others', () => {
    const selector = createRowSelector();
    const wanted = criteria('status:>=400');
    const state = sampleSession([sampleRow(1, { status: 500 }), sampleRow(2)]);
    const first = selector.select(state, wanted);
    expect(ids(state, first.positions)).toEqual(['1']);
    const next = applyFeed(state, [toBatch([sampleRow(3, { status: 404 }), sampleRow(4)])]);
    const second = selector.select(next, wanted);
    expect(ids(next, second.positions)).toEqual(['1', '3']);
    expect(second.generation).toBe(first.generation);
    expect(second.version).toBeGreaterThan(first.version);
  });

  it('takes a row in or out when it changes, in its place', () => {
    const selector = createRowSelector();
    const wanted = criteria('is:done');
    const state = sampleSession([sampleRow(1), pendingRow(2), sampleRow(3)]);
    expect(ids(state, selector.select(state, wanted).positions)).toEqual(['1', '3']);
    const done = applyFeed(state, [toBatch([sampleRow(2)])]);
    expect(ids(done, selector.select(done, wanted).positions)).toEqual(['1', '2', '3']);
    const failed = applyFeed(done, [toBatch([sampleRow(1, { state: 'failed' })])]);
    expect(ids(failed, selector.select(failed, wanted).positions)).toEqual(['2', '3']);
  });

  it('answers from memory while nothing changed', () => {
    const selector = createRowSelector();
    const wanted = criteria('');
    const state = sampleSession([sampleRow(1)]);
    expect(selector.select(state, wanted)).toBe(selector.select(state, wanted));
  });

  it('starts over with other criteria, after a reset and when it fell behind the journal', () => {
    const selector = createRowSelector();
    const wanted = criteria('');
    const state = sampleSession([sampleRow(1), sampleRow(2, { status: 500 })]);
    selector.select(state, wanted);
    expect(ids(state, selector.select(state, criteria('status:500')).positions)).toEqual(['2']);
    const bounds = { rows: 100, fold: 10, messages: 10, journal: 1, ...RECORD_BOUNDS };
    const more = applyFeed(state, [toBatch([sampleRow(3), sampleRow(4)])], bounds);
    expect(ids(more, selector.select(more, wanted).positions)).toEqual(['1', '2', '3', '4']);
  });

  it('hides what was cleared, for good', () => {
    const selector = createRowSelector();
    const wanted = criteria('', { hiddenThrough: 1 });
    const state = sampleSession([sampleRow(1), pendingRow(2), sampleRow(3)]);
    expect(ids(state, selector.select(state, wanted).positions)).toEqual(['3']);
    const done = applyFeed(state, [toBatch([sampleRow(2)])]);
    expect(ids(done, selector.select(done, wanted).positions)).toEqual(['3']);
  });

  it('agrees with a fresh reading after any sequence of changes', () => {
    const selector = createRowSelector();
    const wanted = criteria('-status:2xx');
    let state = sampleSession([]);
    let seed = 1;
    for (let step = 0; step < 200; step += 1) {
      seed = (seed * 16807) % 2147483647;
      const id = (seed % 60) + 1;
      state = applyFeed(state, [toBatch([sampleRow(id, { status: seed % 3 === 0 ? 500 : 200 })])], {
        rows: 40,
        fold: 10,
        messages: 10,
        journal: 7,
        ...RECORD_BOUNDS,
      });
      const kept = [...selector.select(state, wanted).positions];
      expect(kept).toEqual([...createRowSelector().select(state, wanted).positions]);
    }
  });
});

describe('passes', () => {
  it('goes by route', () => {
    expect(passes(sampleRow(1), criteria('', { scope: '/api' }))).toBe(true);
    expect(passes(sampleRow(1), criteria('', { scope: 'target' }))).toBe(false);
  });

  it('keeps what touches the span, and what still runs in it', () => {
    const span = { from: SAMPLE_START + 150, to: SAMPLE_START + 300 };
    expect(passes(sampleRow(1), criteria('', { span }))).toBe(true);
    expect(passes(sampleRow(0), criteria('', { span }))).toBe(false);
    expect(passes(sampleRow(4), criteria('', { span }))).toBe(false);
    expect(passes(pendingRow(0), criteria('', { span }))).toBe(true);
  });
});

describe('lowerBound', () => {
  it('finds the first that is not below', () => {
    expect([0, 2, 3, 9].map((value) => lowerBound([2, 4, 8], value))).toEqual([0, 0, 1, 3]);
    expect(lowerBound([], 5)).toBe(0);
  });
});

describe('what other records say', () => {
  const state = sampleSession([sampleRow(1, { kind: 'document' }), sampleRow(2, { pageId: '1' }), sampleRow(3)]);

  it('narrows to what one load of a page asked for, with its document', () => {
    const { positions } = createRowSelector().select(state, criteria('', { page: '1' }));
    expect(ids(state, positions)).toEqual(['1', '2']);
  });

  it('is read anew only where a word asks for it', () => {
    const selector = createRowSelector();
    const joins = (version: string, id: string) => ({
      ...NO_JOINS,
      version,
      hasError: (row: { id: string }) => row.id === id,
    });
    const wanted = criteria('has:error', { joins: joins('1', '2') });
    expect(ids(state, selector.select(state, wanted).positions)).toEqual(['2']);
    expect(ids(state, selector.select(state, { ...wanted, joins: joins('2', '3') }).positions)).toEqual(['3']);
    const plain = criteria('', { joins: joins('2', '3') });
    const first = selector.select(state, plain);
    expect(selector.select(state, { ...plain, joins: joins('3', '1') })).toBe(first);
  });
});
