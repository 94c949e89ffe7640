import { describe, expect, it } from 'vitest';
import { applyFeed } from './apply.ts';
import {
  hiddenThrough,
  LIVE_STEP_MS,
  selectHmrMarks,
  selectSources,
  selectStrip,
  selectStripSpan,
  sessionKey,
  shownSpan,
} from './selectors.ts';
import { sampleLog, sampleTotals, toTotalsBatch } from './log-sample.ts';
import { hmrSession, sampleUpdate, toHmrBatch } from './hmr-sample.ts';
import { emptySession } from './session-state.ts';
import { SAMPLE_START, sampleRow, sampleSession, toBatch } from './row-sample.ts';

describe('shownSpan', () => {
  it('leaves a placed brush where it is', () => {
    const brush = { from: 10, to: 20, live: false };
    expect(shownSpan(brush, 1e9)).toBe(brush);
    expect(shownSpan(null, 5)).toBeNull();
  });

  it('moves a live brush with the session, in steps, with its width', () => {
    const brush = { from: 0, to: 1_000, live: true };
    expect(shownSpan(brush, 1_200)).toEqual({ from: 500, to: 1_500 });
    expect(shownSpan(brush, 1_200 + LIVE_STEP_MS / 2)).toEqual({ from: 500, to: 1_500 });
    expect(shownSpan(brush, 0)).toEqual({ from: 0, to: 1_000 });
  });
});

describe('hiddenThrough', () => {
  it('holds for the session that was cleared only', () => {
    const state = sampleSession([sampleRow(1), sampleRow(2)]);
    expect(hiddenThrough(state, { session: sessionKey(state), throughId: '2' })).toBe(1);
    expect(hiddenThrough(state, { session: 'other', throughId: '2' })).toBe(-1);
    expect(hiddenThrough(state, { session: sessionKey(state), throughId: '77' })).toBe(-1);
    expect(hiddenThrough(state, null)).toBe(-1);
  });
});

describe('readings of the session', () => {
  it('keep their identity while rows are the same', () => {
    const state = sampleSession([sampleRow(1)]);
    const sources = selectSources(state);
    expect(selectSources({ ...state, messageVersion: 99 })).toBe(sources);
    const next = applyFeed(state, [toBatch([sampleRow(2)])]);
    expect(selectSources(next)).not.toBe(sources);
    expect(selectStrip(next)?.bars[0]?.all).toBe(2);
  });

  it('draw HMR once a dev server spoke', () => {
    expect(selectHmrMarks(sampleSession([]))).toBeUndefined();
    const state = hmrSession([sampleUpdate(1)]);
    const marks = selectHmrMarks(state);
    expect(marks).toHaveLength(1);
    expect(selectHmrMarks({ ...state, rowVersion: 99 })).toBe(marks);
    expect(selectHmrMarks(applyFeed(state, [toHmrBatch([sampleUpdate(2)])]))).toHaveLength(2);
  });

  it('have no axis before the first request', () => {
    expect(selectStripSpan(emptySession())).toBeUndefined();
    expect(selectStripSpan(sampleSession([sampleRow(0)]))?.from).toBe(SAMPLE_START);
  });

  it('have an axis for logs without requests, and one that starts with logs shortly before them', () => {
    const log = (at: number) => toTotalsBatch(sampleTotals([sampleLog(1, { at })]));
    expect(selectStrip(applyFeed(sampleSession([]), [log(SAMPLE_START)]))?.span.from).toBe(SAMPLE_START);
    const shortly = applyFeed(sampleSession([sampleRow(0)]), [log(SAMPLE_START - 2_000)]);
    expect(selectStripSpan(shortly)?.from).toBe(SAMPLE_START - 2_000);
    const yesterday = applyFeed(sampleSession([sampleRow(0)]), [log(SAMPLE_START - 86_400_000)]);
    expect(selectStripSpan(yesterday)?.from).toBe(SAMPLE_START);
  });
});
