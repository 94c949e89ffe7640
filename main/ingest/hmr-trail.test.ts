import { expect, test } from 'vitest';
import type { HmrRecord } from '../model/hmr.ts';
import { HmrTrail, MAX_TRAIL, MAX_TRAILS } from './hmr-trail.ts';

const hmr = (id: string, at: number, facts: Partial<HmrRecord> = {}) =>
  ({ id, at, type: 'update', pageKey: '1', ...facts }) as HmrRecord;

test('the last update or reload of the page before an instant', () => {
  const trail = new HmrTrail();
  trail.accept(hmr('1', 10));
  trail.accept(hmr('2', 20, { type: 'full-reload' }));
  trail.accept(hmr('2', 20, { type: 'full-reload' }));
  trail.accept(hmr('3', 30, { type: 'building' }));
  trail.accept(hmr('4', 15, { pageKey: '9' }));
  expect([5, 10, 19, 40].map((at) => trail.before('1', at))).toEqual([undefined, '1', '1', '2']);
  expect(trail.before('8', 40)).toBeUndefined();
});

test('old updates and old pages are forgotten', () => {
  const trail = new HmrTrail();
  for (let i = 0; i <= MAX_TRAIL; i++) trail.accept(hmr(String(i), i));
  expect([trail.before('1', 0), trail.before('1', 1)]).toEqual([undefined, '1']);
  for (let i = 0; i < MAX_TRAILS; i++) trail.accept(hmr('x', 1, { pageKey: `p${i}` }));
  expect([trail.before('1', 99), trail.before('p0', 99)]).toEqual([undefined, 'x']);
});
