import { describe, expect, it } from 'vitest';
import { idNumber, mergeById } from './id-order.ts';

const list = (...ids: number[]) => ids.map((id) => ({ id: String(id) }));

describe('mergeById', () => {
  it('appends in place', () => {
    const held = list(1, 2);
    expect(mergeById(held, list(3, 10))).toBe(held);
    expect(held.map((record) => record.id)).toEqual(['1', '2', '3', '10']);
  });

  it('weaves what overlaps, by number and not by spelling; the incoming record wins', () => {
    const merged = mergeById(
      [
        { id: '2', from: 'held' },
        { id: '10', from: 'held' },
      ],
      [
        { id: '1', from: 'new' },
        { id: '10', from: 'new' },
        { id: '11', from: 'new' },
      ],
    );
    expect(merged).toEqual([
      { id: '1', from: 'new' },
      { id: '2', from: 'held' },
      { id: '10', from: 'new' },
      { id: '11', from: 'new' },
    ]);
  });

  it('leaves a list alone when nothing comes', () => {
    const held = list(1);
    expect(mergeById(held, [])).toBe(held);
  });

  it('reads ids as numbers', () => expect(idNumber('42')).toBe(42));
});
