import { describe, expect, it } from 'vitest';
import { paneModes } from './message-pane.tsx';

describe('ways to look at a message', () => {
  it('offers a tree and a difference for JSON only', () => {
    const text = { text: '{}', bytes: new Uint8Array(2) };
    expect(paneModes(text, true, true)).toEqual(['tree', 'raw', 'hex', 'diff']);
    expect(paneModes(text, true, false)).toEqual(['tree', 'raw', 'hex']);
    expect(paneModes(text, false, true)).toEqual(['raw', 'hex']);
  });

  it('shows binary as hex', () => {
    expect(paneModes({ bytes: new Uint8Array(2) }, false, true)).toEqual(['hex']);
  });
});
