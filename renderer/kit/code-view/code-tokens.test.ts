import { describe, expect, it } from 'vitest';
import { TOKEN_LINE_LIMIT, toCodeTokens } from './code-tokens.ts';

const looks = (line: string) =>
  toCodeTokens(line)
    .filter(({ look }) => look !== '')
    .map(({ text, look }) => `${look} ${text}`);

describe('toCodeTokens', () => {
  it.each([
    "const res = await api.checkout(cart.value, 'x // y') // why",
    '  <button @click="add(1)">Add</button>',
    'if err := h.orders.Save(ctx, `raw`); err != nil { /* none',
    '',
    '\tunclosed "string \\" still',
  ])('loses nothing of %j', (line) => {
    expect(
      toCodeTokens(line)
        .map(({ text }) => text)
        .join(''),
    ).toBe(line);
  });

  it('tells keywords, strings, numbers and comments apart', () => {
    expect(looks("const n = await at(12, 'of // it') // why")).toEqual([
      'w const',
      'w await',
      'd 12',
      "s 'of // it'",
      'c // why',
    ]);
    expect(looks('returned = newest')).toEqual([]);
    expect(looks('  # told in Python')).toEqual(['c   # told in Python']);
    expect(looks('if err != nil { return 0x1f }')).toEqual(['w if', 'w nil', 'w return', 'd 0x1f']);
  });

  it('leaves a line of a bundle as it is', () => {
    const line = 'if '.repeat(TOKEN_LINE_LIMIT);
    expect(toCodeTokens(line)).toEqual([{ text: line, look: '' }]);
  });
});
