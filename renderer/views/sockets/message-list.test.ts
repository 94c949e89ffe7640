import { describe, expect, it } from 'vitest';
import type { FrameRow } from '../../../main/model/message.ts';
import { MessageList, type ListOptions } from './message-list.ts';
import { heartbeat, sampleFrame } from './message-sample.ts';

const folding: ListOptions = { test: () => true, fold: true, opened: new Set() };
const talk = (): FrameRow[] => [
  sampleFrame(1),
  ...heartbeat(2, 3),
  ...heartbeat(4, 9),
  ...heartbeat(6, 5),
  sampleFrame(8),
  sampleFrame(9),
];

describe('message list', () => {
  it('folds heartbeats that follow each other into one line with their answer times', () => {
    const list = new MessageList();
    const lines = list.update(talk(), folding);
    expect(lines).toEqual([0, -1, 7, 8]);
    expect(list.group(-1)).toEqual({ first: 1, last: 6, count: 3, unanswered: 0, fastestMs: 3, slowestMs: 9 });
  });

  it('shows them as they are when folding is off', () => {
    expect(new MessageList().update(talk(), { ...folding, fold: false })).toHaveLength(9);
  });

  it('shows the rows of an opened group below its line', () => {
    const opened = { ...folding, opened: new Set(['2']) };
    expect(new MessageList().update(talk(), opened)).toEqual([0, -1, 1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it('folds the same row by row as all at once, whatever is opened', () => {
    for (const options of [folding, { ...folding, opened: new Set(['2']) }]) {
      const rows = talk();
      const grown: FrameRow[] = [];
      const list = new MessageList();
      for (const row of rows) {
        grown.push(row);
        list.update(grown, options);
      }
      const whole = new MessageList();
      expect(list.update(grown, options)).toEqual(whole.update(rows, options));
      expect(list.group(-1)).toEqual(whole.group(-1));
    }
  });

  it('looks only at rows that are new', () => {
    let tests = 0;
    const options: ListOptions = {
      ...folding,
      test: () => {
        tests += 1;
        return true;
      },
    };
    const rows = talk();
    const list = new MessageList();
    list.update(rows, options);
    rows.push(sampleFrame(20));
    list.update(rows, options);
    expect(tests).toBe(10);
  });

  it('starts over when the oldest rows were taken away', () => {
    const list = new MessageList();
    const rows = talk();
    list.update(rows, folding);
    rows.splice(0, 7);
    expect(list.update(rows, folding)).toEqual([0, 1]);
  });

  it('counts pings without an answer', () => {
    const list = new MessageList();
    const ping = (id: number) => sampleFrame(id, { opcode: 'ping', direction: 'out' });
    list.update([ping(1), ping(2), ping(3)], folding);
    expect(list.group(-1)).toMatchObject({ count: 3, unanswered: 3 });
    expect(list.group(-1)?.fastestMs).toBeUndefined();
  });

  it('finds the line of a row, folded or not, and none for a filtered one', () => {
    const list = new MessageList();
    list.update(talk(), folding);
    expect([0, 3, 7, 8].map((position) => list.lineOf(position))).toEqual([0, 1, 2, 3]);
    const open = new MessageList();
    open.update(talk(), { ...folding, opened: new Set(['2']) });
    expect([1, 6, 8].map((position) => open.lineOf(position))).toEqual([2, 7, 9]);
    const some = new MessageList();
    some.update(talk(), { ...folding, test: (row) => row.id !== '8' });
    expect(some.lineOf(7)).toBe(-1);
  });

  it('finds the line of a group, folded or opened', () => {
    const list = new MessageList();
    list.update(talk(), folding);
    expect([1, 0, 7].map((position) => list.groupLineOf(position))).toEqual([1, -1, -1]);
    list.update(talk(), { ...folding, opened: new Set(['2']) });
    expect([list.groupLineOf(1), list.lineOf(1)]).toEqual([1, 2]);
  });

  it('takes 100,000 rows', () => {
    const rows = Array.from({ length: 100_000 }, (_, index) =>
      sampleFrame(index, index % 10 < 2 ? { opcode: index % 10 === 0 ? 'ping' : 'pong' } : {}),
    );
    expect(new MessageList().update(rows, folding)).toHaveLength(90_000);
  });
});
