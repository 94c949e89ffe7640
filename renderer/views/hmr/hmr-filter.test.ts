import { describe, expect, it } from 'vitest';
import type { HmrRecord } from '../../../main/model/hmr.ts';
import { openUpdate, sampleError, sampleReload, sampleUpdate } from '../../store/hmr-sample.ts';
import { parseHmrFilter } from './hmr-filter.ts';

const passes = (text: string, record: HmrRecord) => parseHmrFilter(text).test(record);

describe('parseHmrFilter', () => {
  it.each<readonly [string, HmrRecord, boolean]>([
    ['', sampleUpdate(1), true],
    ['child.vue', sampleUpdate(1), true],
    ['other.vue', sampleUpdate(1), false],
    ['unexpected', sampleError(1), true],
    ['"unexpected token"', sampleError(1), true],
    ['-child', sampleUpdate(1), false],
    ['type:full-reload', sampleReload(1), true],
    ['type:update,error', sampleReload(1), false],
    ['-type:update', sampleReload(1), true],
    ['dialect:vite', sampleUpdate(1), true],
    ['is:inferred', sampleUpdate(1), true],
    ['is:confirmed', sampleUpdate(1), false],
    ['is:applied', openUpdate(1), false],
    ['is:open', openUpdate(1), true],
    ['is:failed', sampleError(1), true],
    ['is:standing', sampleError(1, { recoveredBy: '2' }), false],
    ['is:reloaded', sampleReload(1), true],
    ['took:>1s', sampleReload(1), true],
    ['slow:>1s', sampleUpdate(1), false],
    ['took:84', sampleUpdate(1), true],
    ['took:>84', sampleUpdate(1), false],
    ['took:<=0.1s', sampleUpdate(1), true],
    ['took:<84ms', sampleUpdate(1), false],
    ['took:>1', openUpdate(1), false],
    ['type:update child', sampleUpdate(1), true],
  ])('%s', (text, record, expected) => expect(passes(text, record)).toBe(expected));

  it('tells words that it can’t read, and goes by the others', () => {
    const filter = parseHmrFilter('type:nonsense took:soon is:x child');
    expect(filter.faults).toEqual(['type:nonsense', 'took:soon', 'is:x']);
    expect(filter.test(sampleUpdate(1))).toBe(true);
    expect(filter.test(sampleReload(1))).toBe(false);
  });
});
