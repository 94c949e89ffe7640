import { describe, expect, it } from 'vitest';
import { applyFeed } from '../store/apply.ts';
import { RECORD_BOUNDS } from '../store/apply-records.ts';
import { pendingRow, sampleRow, sampleSession, toBatch } from '../store/row-sample.ts';
import { countSince } from './live-region.tsx';

describe('countSince', () => {
  it('counts what came since, and the errors in it', () => {
    const state = sampleSession([sampleRow(1, { status: 500 }), sampleRow(2, { status: 404 }), pendingRow(3)]);
    expect(countSince(state, 0)).toEqual({ fresh: 3, errors: 2 });
    expect(countSince(state, 2)).toEqual({ fresh: 1, errors: 0 });
    expect(countSince(state, 3)).toEqual({ fresh: 0, errors: 0 });
  });

  it('goes on counting after rows were folded away', () => {
    const bounds = { rows: 4, fold: 2, messages: 9, journal: 99, ...RECORD_BOUNDS };
    const state = applyFeed(sampleSession([]), [toBatch([1, 2, 3, 4, 5].map((n) => sampleRow(n)))], bounds);
    expect(countSince(state, 4).fresh).toBe(1);
  });
});
