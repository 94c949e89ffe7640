import { describe, expect, it } from 'vitest';
import { hmrLatest, standingError } from './hmr-records.ts';
import { sampleError, samplePlain, sampleReload, sampleUpdate } from './hmr-sample.ts';

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
