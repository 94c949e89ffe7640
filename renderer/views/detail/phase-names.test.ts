import { describe, expect, it } from 'vitest';
import english from '../../i18n/en/detail.json' with { type: 'json' };
import { toPhaseNames } from './phase-names.ts';

describe('phase names', () => {
  it('has a word of its own for each phase', () => {
    const words = english as Record<string, string>;
    const names = Object.values(toPhaseNames((key) => words[key] ?? ''));
    expect(new Set(names).size).toBe(7);
    expect(names).not.toContain('');
  });
});
