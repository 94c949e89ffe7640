import { expect, test } from 'vitest';
import type { PageReport } from '../model/page-report.ts';
import { REPORT_DELAY_MS, toOwnClock } from './browser-clock.ts';

const NOW = 1_790_000_000_000;
const report = (shift: number): PageReport => ({
  ...{ v: 1, page: '1', load: 'a', url: 'u', title: '', seq: 1, lost: 0 },
  origin: NOW - 500 + shift,
  sentAt: NOW - 10 + shift,
  items: [{ type: 'leave', at: NOW - 20 + shift }],
});
const tell = ({ origin, items }: PageReport) => [origin - NOW, (items[0]?.at ?? 0) - NOW];

test.each([
  ['the same clock', 0, [-500, -20]],
  ['a clock a little ahead', 100, [-400, 0]],
  ['a clock ahead by hours', 7_200_000, [-490, -10]],
  ['a report that was tried again for a minute', -60_000, [-60_500, -60_020]],
  ['a clock behind by hours', -7_200_000, [-490, -10]],
])('%s', (_, shift, expected) => {
  expect(tell(toOwnClock(report(shift), NOW))).toEqual(expected);
});

test('a report that is right is not copied', () => {
  const right = report(0);
  expect(toOwnClock(right, NOW)).toBe(right);
  expect(toOwnClock(right, NOW + REPORT_DELAY_MS - 10)).toBe(right);
});
