import { describe, expect, it } from 'vitest';
import { sampleFrame } from './message-sample.ts';
import { positionOf, previousAlike } from './message-search.ts';

describe('finding messages', () => {
  const rows = [
    sampleFrame(3, { preview: '{"type":"stock","left":41}' }),
    sampleFrame(9, { preview: '{"type":"hello"}' }),
    sampleFrame(20, { preview: '{"type":"stock","left":40}', direction: 'out' }),
    sampleFrame(31, { preview: '{"type":"stock","left":39}' }),
  ];

  it('finds rows by id, with gaps between ids', () => {
    expect(['3', '20', '31', '10', '99'].map((id) => positionOf(rows, id))).toEqual([0, 2, 3, -1, -1]);
  });

  it('finds the last message of the same shape that went the same way', () => {
    expect(previousAlike(rows, 3)?.id).toBe('3');
    expect(previousAlike(rows, 0)).toBeUndefined();
    expect(previousAlike([sampleFrame(1, { preview: 'x' }), sampleFrame(2, { preview: 'x' })], 1)).toBeUndefined();
  });
});
