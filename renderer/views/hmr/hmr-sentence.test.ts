import { describe, expect, it } from 'vitest';
import english from '../../i18n/en/hmr.json';
import { HMR_REASONS, HMR_TYPES, type HmrRecord } from '../../../main/model/hmr.ts';
import { openUpdate, sampleError, samplePlain, sampleReload, sampleUpdate } from '../../store/hmr-sample.ts';
import { toHmrSentences, type HmrNeighbours } from './hmr-sentence.ts';

const keys = (record: HmrRecord, near: HmrNeighbours = {}) =>
  toHmrSentences(record, near, 'a change').map(({ key }) => key);
const values = (record: HmrRecord, near: HmrNeighbours = {}) =>
  Object.assign({}, ...toHmrSentences(record, near, 'a change').map((sentence) => sentence.values)) as Record<
    string,
    unknown
  >;

describe('toHmrSentences', () => {
  it('leads with how long it took and how that is known', () => {
    expect(keys(sampleUpdate(1))).toEqual(['update.inferred', 'fetched']);
    expect(values(sampleUpdate(1))).toMatchObject({ subject: 'Child.vue', durationMs: 84, fetchMs: 60, count: 1 });
    expect(keys(sampleUpdate(1, { applied: 'confirmed' }))[0]).toBe('update.applied');
    expect(keys(openUpdate(1))).toEqual(['update.open']);
  });

  it('gives the reason, and what was said with it', () => {
    expect(keys(sampleReload(1))).toEqual(['full-reload.reloaded', 'reason.no-boundary']);
    const refused = openUpdate(1, { reason: 'invalidate', detail: 'no component' });
    expect(keys(refused)).toEqual(['update.failed', 'reason.invalidate', 'said']);
    expect(values(refused)).toMatchObject({ detail: 'no component' });
    expect(keys(sampleReload(1, { reason: 'page-list', detail: '/about' })).at(-1)).toBe('detail');
  });

  it('names the place of an error and when it was over', () => {
    expect(keys(sampleError(1))).toEqual(['error.at', 'stands']);
    expect(values(sampleError(1))).toMatchObject({ place: 'src/components/Child.vue:5:1' });
    const fixed = sampleError(1, { recoveredBy: '3' });
    expect(keys(fixed, { recoveredBy: sampleUpdate(3) })).toEqual(['error.at', 'fixedAfter']);
    expect(values(fixed, { recoveredBy: sampleUpdate(3) })).toMatchObject({ afterMs: 2_000 });
    expect(keys(fixed)).toEqual(['error.at', 'fixed']);
    expect(keys(samplePlain(1, 'error', { error: { message: 'x' } }))[0]).toBe('error.nowhere');
  });

  it('says that an update ended an error', () => {
    const update = sampleUpdate(3, { recovers: '1' });
    expect(keys(update, { recovers: sampleError(1) })).toContain('endedAfter');
    expect(keys(update)).toContain('ended');
  });

  it('tells builds, repeats and whose message it was', () => {
    expect(keys(samplePlain(1, 'built', { latency: { buildMs: 126 }, reason: 'nothing-changed' }))).toEqual([
      'builtIn',
      'reason.nothing-changed',
    ]);
    expect(keys(sampleUpdate(1, { latency: { buildMs: 9 }, repeats: 2 }))).toEqual([
      'update.inferred',
      'buildBefore',
      'repeats',
    ]);
    expect(keys(samplePlain(1, 'custom', { name: 'x', direction: 'out' }))).toEqual(['custom.page']);
    expect(keys(samplePlain(1, 'custom', { name: 'x' }))).toEqual(['custom.server']);
  });

  it('uses the caller’s word where no one named a file', () => {
    expect(values(samplePlain(1, 'update'))).toMatchObject({ subject: 'a change' });
  });

  it('has words for every sentence', () => {
    const words = Object.keys(english).map((key) => key.replace(/_(one|other)$/, ''));
    const all = [
      ...HMR_TYPES.map((type) => samplePlain(1, type)),
      ...HMR_REASONS.map((reason) => openUpdate(1, { reason })),
      sampleUpdate(1, { latency: { buildMs: 1, fetchMs: 1 }, recovers: '9', repeats: 1, detail: 'x' }),
      sampleUpdate(1, { applied: 'confirmed' }),
      sampleError(1, { recoveredBy: '2' }),
      samplePlain(1, 'built', { latency: { buildMs: 1 } }),
      samplePlain(1, 'full-reload', { reloadedAt: 1 }),
    ];
    for (const record of all) for (const key of keys(record)) expect(words).toContain(`sentence.${key}`);
  });
});
