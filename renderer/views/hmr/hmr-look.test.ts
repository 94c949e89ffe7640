import { describe, expect, it } from 'vitest';
import { HMR_TYPES } from '../../../main/model/hmr.ts';
import { openUpdate, sampleError, samplePlain, sampleReload, sampleUpdate } from '../../store/hmr-sample.ts';
import { countHmrChips, hmrLook, hmrState } from './hmr-look.ts';

describe('hmrState', () => {
  it('tells a confirmed update from an inferred one', () => {
    expect(hmrState(sampleUpdate(1, { applied: 'confirmed' }))).toBe('applied');
    expect(hmrState(sampleUpdate(1))).toBe('inferred');
  });

  it('tells what failed from what can’t be known', () => {
    expect(hmrState(openUpdate(1))).toBe('open');
    expect(hmrState(openUpdate(1, { reason: 'threw' }))).toBe('failed');
    expect(hmrState(openUpdate(1, { reason: 'page-left' }))).toBe('unknown');
  });

  it('tells a reload that came from one that was asked for', () => {
    const { reloadedAt: _, ...asked } = sampleReload(1);
    expect(hmrState(sampleReload(1))).toBe('reloaded');
    expect(hmrState(asked)).toBe('reloading');
  });

  it('tells whether an error stands', () => {
    expect(hmrState(sampleError(1))).toBe('standing');
    expect(hmrState(sampleError(1, { recoveredBy: '2' }))).toBe('fixed');
    expect(hmrState(samplePlain(1, 'built'))).toBe('none');
  });
});

describe('hmrLook', () => {
  it('has a mark for each type, and a cross for what failed', () => {
    for (const type of HMR_TYPES) expect(hmrLook(samplePlain(1, type)).shape).toBeTruthy();
    expect(hmrLook(sampleUpdate(1))).toEqual({ shape: 'diamond', tone: 'hmr' });
    expect(hmrLook(openUpdate(1, { reason: 'fetch-failed' })).shape).toBe('cross');
    expect(hmrLook(sampleError(1))).toEqual({ shape: 'cross', tone: 'server' });
  });
});

it('chips count each record once, beside all', () => {
  const records = [sampleUpdate(1), sampleUpdate(2), sampleReload(3), sampleError(4), samplePlain(5, 'custom')];
  expect(countHmrChips(records)).toEqual({ all: 5, updates: 2, reloads: 1, errors: 1, other: 1 });
});
