import { expect, test } from 'vitest';
import type { RawFrame, SourceFrame } from './model/source-frame.ts';
import { createErrorMapping, SETTLE_MS } from './error-mapping.ts';

const FRAMES: readonly RawFrame[] = [{ raw: 'at a (x.js:1:2)', url: 'x.js', line: 1, column: 2 }];

function start(mapFrames: (frames: readonly RawFrame[]) => Promise<readonly SourceFrame[]>, waiting: () => number) {
  const answers: [string, readonly SourceFrame[]][] = [];
  const timers: { ms: number; fire: () => void; cancelled: boolean }[] = [];
  const mapping = createErrorMapping({
    mapFrames,
    answer: (id, stack) => void answers.push([id, stack]),
    sync: () => Promise.resolve(waiting()),
    wait: (ms) => {
      const timer = { ms, fire: () => undefined as void, cancelled: false };
      timers.push(timer);
      const over = new Promise<void>((resolve) => (timer.fire = resolve));
      return { over, cancel: () => void (timer.cancelled = true) };
    },
  });
  return { mapping, answers, timers };
}

test('frames go back with their originals', async () => {
  const mapped = [{ ...FRAMES[0]!, original: { source: 'x.ts', line: 7, ignored: false } }];
  const { mapping, answers } = start(
    () => Promise.resolve(mapped),
    () => 1 - answers.length,
  );
  mapping.ask({ errorId: '4', frames: FRAMES, at: 1 });
  await mapping.settle();
  expect(answers).toEqual([['4', mapped]]);
});

test('frames that could not be looked up say why', async () => {
  const { mapping, answers } = start(
    () => Promise.reject(Object.assign(new Error('Too many.'), { code: 'maps-busy' })),
    () => 1 - answers.length,
  );
  mapping.ask({ errorId: '4', frames: FRAMES, at: 1 });
  await mapping.settle();
  expect(answers).toEqual([['4', [{ ...FRAMES[0], unresolved: { code: 'maps-busy', message: 'Too many.' } }]]]);
});

test('the end of a recording waits for frames, but not for ever', async () => {
  const { mapping, answers, timers } = start(
    () => new Promise(() => undefined),
    () => 1,
  );
  mapping.ask({ errorId: '4', frames: FRAMES, at: 1 });
  const settled = mapping.settle();
  expect(timers).toMatchObject([{ ms: SETTLE_MS }]);
  timers[0]?.fire();
  await settled;
  expect(answers).toEqual([]);
});

test('what comes back lets others be asked for, and they are waited for as well', async () => {
  const left = ['5', '6'];
  const { mapping, answers, timers } = start(
    (frames) => Promise.resolve(frames),
    () => {
      const next = left.shift();
      if (next !== undefined) mapping.ask({ errorId: next, frames: FRAMES, at: 1 });
      return next === undefined ? 0 : 1;
    },
  );
  await mapping.settle();
  expect(answers.map(([id]) => id)).toEqual(['5', '6']);
  expect(timers[0]?.cancelled).toBe(true);
});

test('without a recorder nobody waits', async () => {
  const mapping = createErrorMapping({
    mapFrames: () => Promise.resolve([]),
    answer: () => undefined,
    sync: () => Promise.reject(new Error('gone')),
  });
  await expect(mapping.settle()).resolves.toBeUndefined();
});
