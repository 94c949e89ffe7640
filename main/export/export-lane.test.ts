import { expect, it } from 'vitest';
import type { Credit } from './export-record.ts';
import {
  BATCH_BYTES,
  BATCH_RECORDS,
  ExportLane,
  FIRST_PAUSE_MS,
  LINGER_MS,
  LONGEST_PAUSE_MS,
  LONGEST_RETRY_AFTER_MS,
  REFUSAL_LIMIT,
  type Outcome,
} from './export-lane.ts';

/** A lane whose collector answers when it is told to, and whose time stands still between timers. */
function createStage() {
  let now = 0;
  const timers: { readonly at: number; readonly run: () => void }[] = [];
  const posts: {
    readonly records: readonly number[];
    readonly at: number;
    readonly settle: (outcome: Outcome) => void;
  }[] = [];
  const freed: Credit[] = [];
  const lane = new ExportLane<number>({
    post: (records) => new Promise((settle) => posts.push({ records, at: now, settle })),
    onFree: (credit) => freed.push(credit),
    onChange: () => undefined,
    clock: () => now,
    schedule: (run, delayMs) => {
      const timer = { at: now + delayMs, run };
      timers.push(timer);
      return () => {
        if (timers.includes(timer)) timers.splice(timers.indexOf(timer), 1);
      };
    },
    random: () => 0.5,
  });
  return {
    ...{ lane, posts, freed, timers },
    add(count: number, weightBytes = 10): void {
      for (let at = 0; at < count; at++) lane.add(at, weightBytes);
    },
    /** Goes to the next timer, and answers how far that was. */
    next(): number {
      timers.sort((a, b) => a.at - b.at);
      const timer = timers.shift();
      const passed = (timer?.at ?? now) - now;
      now += passed;
      timer?.run();
      return passed;
    },
    async settle(outcome: Outcome): Promise<void> {
      posts.at(-1)?.settle(outcome);
      await Promise.resolve();
      await Promise.resolve();
    },
  };
}

const SENT: Outcome = { type: 'sent', rejected: 0, message: '' };
const retry = (parts: Partial<Outcome> = {}): Outcome =>
  ({ type: 'retry', limited: false, message: 'Not now.', ...parts }) as Outcome;

it('waits a little for more, and sends a full batch at once', async () => {
  const stage = createStage();
  stage.add(3);
  expect(stage.posts).toHaveLength(0);
  expect(stage.next()).toBe(LINGER_MS);
  expect(stage.posts.map(({ records }) => records.length)).toEqual([3]);
  await stage.settle(SENT);
  stage.add(BATCH_RECORDS);
  expect(stage.posts).toHaveLength(2);
  expect(stage.lane.counts).toEqual({ sent: 3, waiting: BATCH_RECORDS, dropped: 0 });
  expect(stage.freed).toEqual([{ records: 3, bytes: 30 }]);
});

it('sends one batch at a time, none larger than its bounds', async () => {
  const stage = createStage();
  stage.add(BATCH_RECORDS + 1);
  expect(stage.posts.map(({ records }) => records.length)).toEqual([BATCH_RECORDS]);
  await stage.settle(SENT);
  expect(stage.next()).toBe(LINGER_MS);
  expect(stage.posts.map(({ records }) => records.length)).toEqual([BATCH_RECORDS, 1]);
  await stage.settle(SENT);
  stage.add(BATCH_RECORDS, BATCH_BYTES / 4);
  expect(stage.posts.at(-1)?.records).toHaveLength(4);
});

it('keeps a batch and pauses longer each time', async () => {
  const stage = createStage();
  stage.add(BATCH_RECORDS);
  const pauses: number[] = [];
  for (let at = 0; at < 7; at++) {
    await stage.settle(retry());
    pauses.push(stage.next());
  }
  expect(pauses).toEqual([1, 2, 4, 8, 16, 30, 30].map((factor) => factor * FIRST_PAUSE_MS));
  expect(pauses.at(-1)).toBe(LONGEST_PAUSE_MS);
  expect(stage.lane.counts).toMatchObject({ waiting: BATCH_RECORDS, dropped: 0, fault: 'Not now.' });
  await stage.settle(SENT);
  expect(stage.lane.counts).toEqual({ sent: BATCH_RECORDS, waiting: 0, dropped: 0 });
});

it('waits as long as it is asked to, within a limit', async () => {
  const stage = createStage();
  stage.add(BATCH_RECORDS);
  await stage.settle(retry({ afterMs: 7_000 }));
  expect(stage.next()).toBe(7_000);
  await stage.settle(retry({ afterMs: 1e9 }));
  expect(stage.next()).toBe(LONGEST_RETRY_AFTER_MS);
});

it('gives a batch up after several refusals that may have been about the set-up', async () => {
  const stage = createStage();
  stage.add(BATCH_RECORDS);
  for (let at = 1; at < REFUSAL_LIMIT; at++) {
    await stage.settle(retry({ limited: true }));
    stage.next();
  }
  expect(stage.lane.counts).toMatchObject({ waiting: BATCH_RECORDS, dropped: 0 });
  await stage.settle(retry({ limited: true }));
  expect(stage.lane.counts).toMatchObject({ waiting: 0, dropped: BATCH_RECORDS });
  expect(stage.freed).toEqual([{ records: BATCH_RECORDS, bytes: 10 * BATCH_RECORDS }]);
});

it('sends smaller batches to a collector that finds them too large, and gives up a record that is too large alone', async () => {
  const stage = createStage();
  const tooLarge: Outcome = { type: 'too-large', message: 'It answered with 413.' };
  stage.add(BATCH_RECORDS);
  for (let size = BATCH_RECORDS; size > 1; size /= 2) {
    expect(stage.posts.at(-1)?.records).toHaveLength(size);
    await stage.settle(tooLarge);
  }
  await stage.settle(tooLarge);
  expect(stage.lane.counts).toMatchObject({ waiting: BATCH_RECORDS - 1, dropped: 1 });
  await stage.settle(SENT);
  expect(stage.posts.at(-1)?.records).toHaveLength(2);
});

it('drains without pauses, and for a limited time', async () => {
  const stage = createStage();
  stage.add(3);
  const drained = stage.lane.drain(5_000);
  expect(stage.posts).toHaveLength(1);
  await stage.settle(retry());
  expect(stage.next()).toBe(FIRST_PAUSE_MS);
  await stage.settle(SENT);
  await drained;
  expect(stage.lane.counts).toEqual({ sent: 3, waiting: 0, dropped: 0 });
  expect(stage.timers).toEqual([]);

  const stalled = createStage();
  stalled.add(4);
  const given = stalled.lane.drain(5_000);
  expect(stalled.next()).toBe(5_000);
  await given;
  expect(stalled.lane.counts).toMatchObject({ sent: 0, waiting: 0, dropped: 4 });
  await stalled.settle(SENT);
  expect(stalled.lane.counts).toMatchObject({ sent: 0, dropped: 4 });
  await createStage().lane.drain(5_000);
});
