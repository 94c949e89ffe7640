import { describe, expect, it } from 'vitest';
import {
  formatClock,
  formatCount,
  formatDate,
  formatDuration,
  formatElapsed,
  formatOffset,
  formatShare,
  formatSize,
  formatTime,
} from './format.ts';

describe('figures', () => {
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1_000, '1.0 kB'],
    [48_300, '48.3 kB'],
    [99_960, '100 kB'],
    [999_499, '999 kB'],
    [999_500, '1.0 MB'],
    [14_812_440, '14.8 MB'],
    [2.5e12, '2.5 TB'],
    [-1, '–'],
    [undefined, '–'],
  ])('%s bytes are %s', (bytes, text) => expect(formatSize(bytes)).toBe(text));

  it.each([
    [0, '0 ms'],
    [0.44, '0.4 ms'],
    [9.96, '10 ms'],
    [212.4, '212 ms'],
    [999.6, '1.00 s'],
    [1_890, '1.89 s'],
    [12_340, '12.3 s'],
    [59_960, '1 min 00 s'],
    [125_000, '2 min 05 s'],
    [4_800_000, '1 h 20 min'],
    [-1, '–'],
    [undefined, '–'],
    [Number.NaN, '–'],
  ])('%s ms are %s', (ms, text) => expect(formatDuration(ms)).toBe(text));

  it('are grouped by thousands', () => expect(formatCount(1_284_003)).toBe('1,284,003'));

  it('are shares with a digit where they are small', () => {
    expect([0, 0.004, 0.43, 1].map(formatShare)).toEqual(['0 %', '0.4 %', '43 %', '100 %']);
  });
});

describe('instants', () => {
  const at = new Date(2026, 0, 2, 14, 3, 13).getTime() + 102.9;

  it('are local, with milliseconds cut and not rounded', () => {
    expect(formatTime(at)).toBe('14:03:13.102');
    expect(formatClock(at)).toBe('14:03:13');
  });

  it('have signed distances', () => {
    expect([0, 398, -5_100].map(formatOffset)).toEqual(['0', '+398 ms', '−5.10 s']);
  });

  it('tell how long something runs', () => {
    expect([0, 75_400, 3_729_000, -5].map(formatElapsed)).toEqual(['00:00', '01:15', '1:02:09', '00:00']);
  });

  it('are written as the reader writes dates', () => {
    expect(formatDate(at, 'en')).toContain('2026');
    expect(formatDate(at, 'zh-CN')).toContain('年');
  });
});
