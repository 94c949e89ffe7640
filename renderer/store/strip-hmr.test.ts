import { describe, expect, it } from 'vitest';
import { openUpdate, sampleError, samplePlain, sampleReload, sampleUpdate } from './hmr-sample.ts';
import { hmrMarkLook, MAX_HMR_MARKS, toHmrMarks } from './strip-hmr.ts';

describe('hmrMarkLook', () => {
  it('tells what became of it', () => {
    expect(hmrMarkLook(sampleUpdate(1))).toBe('applied');
    expect(hmrMarkLook(openUpdate(1))).toBe('applied');
    expect(hmrMarkLook(openUpdate(1, { reason: 'page-left' }))).toBe('applied');
    expect(hmrMarkLook(openUpdate(1, { reason: 'fetch-failed' }))).toBe('error');
    expect(hmrMarkLook(sampleReload(1))).toBe('reload');
    expect(hmrMarkLook(sampleError(1))).toBe('error');
    expect(hmrMarkLook(samplePlain(1, 'connected'))).toBeUndefined();
  });
});

describe('toHmrMarks', () => {
  it('keeps order and leaves out what changes nothing', () => {
    const marks = toHmrMarks([sampleUpdate(1), samplePlain(2, 'custom'), sampleReload(3)]);
    expect(marks.map(({ id, look }) => `${id} ${look}`)).toEqual(['1 applied', '3 reload']);
  });

  it('draws no more than its bound, the latest', () => {
    const many = Array.from({ length: MAX_HMR_MARKS + 3 }, (_, n) => sampleUpdate(n + 1));
    const marks = toHmrMarks(many);
    expect(marks).toHaveLength(MAX_HMR_MARKS);
    expect(marks[0]?.id).toBe('4');
  });
});
