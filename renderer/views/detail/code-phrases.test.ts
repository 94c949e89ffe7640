import { describe, expect, it } from 'vitest';
import chinese from '../../i18n/zh-CN/detail.json' with { type: 'json' };
import { CODE_PHRASES, toCodePhrases } from './code-phrases.ts';

describe('code phrases', () => {
  it('has a translation for each of the search line’s words', () => {
    const words = chinese as Record<string, string>;
    const phrases = toCodePhrases((key) => words[key] ?? '');
    expect(Object.keys(phrases)).toEqual([...CODE_PHRASES]);
    expect(Object.values(phrases)).not.toContain('');
  });
});
