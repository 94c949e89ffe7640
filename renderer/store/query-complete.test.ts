import { describe, expect, it } from 'vitest';
import { completeQuery, MAX_COMPLETIONS } from './query-complete.ts';

const labels = (text: string, caret = text.length, values = {}) =>
  completeQuery(text, caret, values).map((completion) => completion.label);

describe('completeQuery', () => {
  it('offers keys for what is typed, all of them for nothing', () => {
    expect(labels('sta')).toEqual(['status:']);
    expect(labels('').length).toBeGreaterThan(8);
    expect(labels('zzz')).toEqual([]);
  });

  it('puts a key in with its sign and leaves the caret behind it', () => {
    expect(completeQuery('a -ki b', 5)[0]).toEqual({ label: 'kind:', text: 'a -kind: b', caret: 8, open: true });
  });

  it('offers values, those of the session first, and closes with a space', () => {
    const found = completeQuery('route:ap', 8, { route: ['/api', 'target'] });
    expect(found).toEqual([{ label: '/api', text: 'route:/api ', caret: 11, open: false }]);
    expect(labels('kind:image,fe')).toEqual(['fetch']);
    expect(completeQuery('kind:image,fe', 13)[0]?.text).toBe('kind:image,fetch ');
  });

  it('quotes a value with a space', () => {
    expect(completeQuery('route:a', 7, { route: ['a b'] })[0]?.text).toBe('route:"a b" ');
  });

  it('offers no more than its bound', () => {
    const many = Array.from({ length: 100 }, (_, i) => `host-${i}`);
    expect(labels('host:h', 6, { host: many })).toHaveLength(MAX_COMPLETIONS);
  });
});
