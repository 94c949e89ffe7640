import { describe, expect, it } from 'vitest';
import { bodyWarnings, chosenMode, OPEN_LIMIT, toBodyModes, waitsForWord } from './body-modes.ts';
import { EMPTY_BODY } from './exchange-sample.ts';

describe('body modes', () => {
  it('puts the best way first and always offers hex', () => {
    expect(toBodyModes('json', 'application/json')[0]).toBe('tree');
    expect(toBodyModes('image', 'image/svg+xml')).toEqual(['picture', 'text', 'hex']);
    for (const type of ['json', 'text', 'form', 'multipart', 'image', 'font', 'audio', 'video', 'binary'] as const) {
      expect(toBodyModes(type, '')).toContain('hex');
    }
  });

  it('keeps what was chosen where the body has it', () => {
    expect(chosenMode(['tree', 'text', 'hex'], 'hex')).toBe('hex');
    expect(chosenMode(['picture', 'hex'], 'tree')).toBe('picture');
  });

  it('waits with what is large', () => {
    expect(waitsForWord({ ...EMPTY_BODY, keptBytes: OPEN_LIMIT + 1 })).toBe(true);
    expect(waitsForWord({ ...EMPTY_BODY, keptBytes: OPEN_LIMIT })).toBe(false);
  });

  it('says what is missing, and tells cut from still coming', () => {
    const body = { sizeBytes: 9, keptBytes: 3, truncated: true, complete: false };
    expect(bodyWarnings(body, false)).toEqual(['cut', 'incomplete']);
    expect(bodyWarnings({ ...body, truncated: false }, true)).toEqual(['arriving']);
    expect(bodyWarnings(EMPTY_BODY, false)).toEqual([]);
  });
});
