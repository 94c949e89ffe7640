import { describe, expect, it } from 'vitest';
import { hmrById, hmrIndex, hmrLatest, putHmr, standingError } from './hmr-records.ts';
import { sampleError, samplePlain, sampleReload, sampleUpdate } from './hmr-sample.ts';

const ids = (records: readonly { readonly id: string }[]) => records.map(({ id }) => id);

describe('records by id', () => {
  const records = [sampleUpdate(2), sampleUpdate(9), sampleUpdate(10)];

  it('are found by number, not by text', () => {
    expect(hmrIndex(records, '10')).toBe(2);
    expect(hmrById(records, '9')).toBe(records[1]);
    expect(hmrIndex(records, '3')).toBe(-2);
    expect(hmrById(records, null)).toBeUndefined();
  });
});

describe('putHmr', () => {
  it('replaces what was known, and places what came late', () => {
    const records = [sampleUpdate(2), sampleUpdate(9)];
    putHmr(records, sampleUpdate(9, { durationMs: 1 }), false);
    putHmr(records, sampleUpdate(5), false);
    putHmr(records, sampleUpdate(11), false);
    expect(ids(records)).toEqual(['2', '5', '9', '11']);
    expect(records[2]?.durationMs).toBe(1);
  });

  it('drops what is older than all that is held once records were folded away', () => {
    const records = [sampleUpdate(5)];
    putHmr(records, sampleUpdate(1), true);
    expect(ids(records)).toEqual(['5']);
    const none: ReturnType<typeof sampleUpdate>[] = [];
    putHmr(none, sampleUpdate(1), true);
    expect(ids(none)).toEqual(['1']);
  });
});

describe('standingError', () => {
  it('is the last build’s, until a later one is well', () => {
    expect(standingError([sampleUpdate(1), sampleError(2), samplePlain(3, 'custom')])?.id).toBe('2');
    expect(standingError([sampleError(2), sampleReload(3)])).toBeUndefined();
    expect(standingError([sampleError(2, { recoveredBy: '9' })])).toBeUndefined();
    expect(standingError([])).toBeUndefined();
  });

  it('is not ended by another kind of server', () => {
    expect(standingError([sampleError(1), sampleUpdate(2, { dialect: 'next' })])?.id).toBe('1');
  });
});

it('hmrLatest is when the page had it', () => {
  expect(hmrLatest(sampleUpdate(1))).toBe(sampleUpdate(1).at + 84);
  expect(hmrLatest(samplePlain(1, 'built'))).toBe(samplePlain(1, 'built').at);
});
