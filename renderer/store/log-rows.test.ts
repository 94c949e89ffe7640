import { expect, it } from 'vitest';
import { isRelated, isStandIn, placeIn, toRows } from './log-rows.ts';
import { sampleLog } from './log-sample.ts';

it('finds rows by id among those that are there', () => {
  const rows = toRows([sampleLog(3), sampleLog(7)]);
  expect(placeIn(rows, '7')).toBe(1);
  expect(placeIn(rows, '5')).toBe(-1);
  expect(isStandIn('at-5')).toBe(true);
});

it('keeps rows that say the same', () => {
  const known = toRows([sampleLog(3), sampleLog(7)]);
  const next = toRows([sampleLog(3), sampleLog(7, { exchangeId: '1' })], known);
  expect(next[0]).toBe(known[0]);
  expect(next[1]).not.toBe(known[1]);
});

it('relates lines by their trace, else by their request', () => {
  const traced = sampleLog(1, { traceId: 'a', exchangeId: '9' });
  expect(isRelated(sampleLog(2, { traceId: 'a' }), traced)).toBe(true);
  expect(isRelated(sampleLog(2, { traceId: 'b', exchangeId: '9' }), traced)).toBe(false);
  expect(isRelated(sampleLog(2, { exchangeId: '9' }), traced)).toBe(true);
  expect(isRelated(traced, traced)).toBe(false);
  expect(isRelated(sampleLog(2), sampleLog(3))).toBe(false);
});
