import { describe, expect, it } from 'vitest';
import { emptySession, isRunning, isSocket, rowById } from './session-state.ts';
import { pendingRow, sampleRow, sampleSession } from './row-sample.ts';

describe('session state', () => {
  it('finds a row by id', () => {
    const state = sampleSession([sampleRow(3), sampleRow(9)]);
    expect(rowById(state, '9')?.id).toBe('9');
    expect(rowById(state, '4')).toBeUndefined();
    expect(rowById(state, null)).toBeUndefined();
    expect(rowById(emptySession(), '1')).toBeUndefined();
  });

  it('knows sockets and what still runs', () => {
    expect(isSocket(sampleRow(1, { kind: 'eventsource' }))).toBe(true);
    expect(isSocket(sampleRow(1))).toBe(false);
    expect(isRunning(pendingRow(1))).toBe(true);
    expect(isRunning(sampleRow(1))).toBe(false);
  });
});
