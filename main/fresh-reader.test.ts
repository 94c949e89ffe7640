import { expect, it } from 'vitest';
import { createFreshReader } from './fresh-reader.ts';
import type { SessionReader } from './model/protocol.ts';

/** A reader that answers with how much was written when it was asked. */
function standIn() {
  const state = { recorded: 0, inFile: 0, runs: 0, fail: false };
  const ends: (() => void)[] = [];
  const sync = (): Promise<void> => {
    state.runs += 1;
    const holds = state.recorded;
    return new Promise((done, failed) =>
      ends.push(() => {
        if (state.fail) failed(new Error('The disk is full.'));
        else {
          state.inFile = holds;
          done();
        }
      }),
    );
  };
  const searchFrames = (): Promise<readonly string[]> => Promise.resolve([String(state.inFile)]);
  const reader = createFreshReader({ searchFrames } as unknown as SessionReader, sync);
  return { state, ask: async () => Number((await reader.searchFrames({}))[0]), end: () => ends.shift()?.() };
}

it('answers with what was recorded before the question', async () => {
  const { state, ask, end } = standIn();
  state.recorded = 3;
  const answer = ask();
  end();
  expect(await answer).toBe(3);
});

it('does not take a writing that began before the question for an answer to it', async () => {
  const { state, ask, end } = standIn();
  state.recorded = 1;
  const early = ask();
  state.recorded = 2;
  const late = [ask(), ask(), ask()];
  end();
  expect(await early).toBe(1);
  await Promise.resolve();
  expect(state.runs).toBe(2);
  end();
  expect(await Promise.all(late)).toEqual([2, 2, 2]);
  expect(state.runs).toBe(2);
});

it('answers from the file when nothing can be written, and writes again for the next question', async () => {
  const { state, ask, end } = standIn();
  state.recorded = 1;
  state.fail = true;
  const first = ask();
  end();
  expect(await first).toBe(0);
  state.fail = false;
  const second = ask();
  end();
  expect(await second).toBe(1);
});
