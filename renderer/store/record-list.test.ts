import { describe, expect, it } from 'vitest';
import { sampleUpdate } from './hmr-sample.ts';
import { foldRecords, putRecord, recordById, recordIndex } from './record-list.ts';

const ids = (records: readonly { readonly id: string }[]) => records.map(({ id }) => id);

describe('records by id', () => {
  const records = [sampleUpdate(2), sampleUpdate(9), sampleUpdate(10)];

  it('are found by number, not by text', () => {
    expect(recordIndex(records, '10')).toBe(2);
    expect(recordById(records, '9')).toBe(records[1]);
    expect(recordIndex(records, '3')).toBe(-2);
    expect(recordById(records, null)).toBeUndefined();
  });
});

describe('putRecord', () => {
  it('replaces what was known, and places what came late', () => {
    const records = [sampleUpdate(2), sampleUpdate(9)];
    putRecord(records, sampleUpdate(9, { durationMs: 1 }), false);
    putRecord(records, sampleUpdate(5), false);
    putRecord(records, sampleUpdate(11), false);
    expect(ids(records)).toEqual(['2', '5', '9', '11']);
    expect(records[2]?.durationMs).toBe(1);
  });

  it('drops what is older than all that is held once records were folded away', () => {
    const records = [sampleUpdate(5)];
    putRecord(records, sampleUpdate(1), true);
    expect(ids(records)).toEqual(['5']);
    const none: ReturnType<typeof sampleUpdate>[] = [];
    putRecord(none, sampleUpdate(1), true);
    expect(ids(none)).toEqual(['1']);
  });
});

describe('foldRecords', () => {
  it('takes the oldest away in steps, and only beyond the bound', () => {
    const records = [1, 2, 3, 4, 5];
    expect(foldRecords(records, 5, 2)).toBe(0);
    expect(foldRecords(records, 4, 2)).toBe(2);
    expect(records).toEqual([3, 4, 5]);
  });
});
