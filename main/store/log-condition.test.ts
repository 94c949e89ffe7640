import { expect, test } from 'vitest';
import { ALL, toLogCondition } from './log-condition.ts';

test('an empty filter is always true', () => {
  for (const filter of [{}, { texts: [''], without: [''] }])
    expect(toLogCondition(filter)).toEqual({ sql: ALL, values: [], narrow: false });
});

test('what has an index is narrow', () => {
  expect(toLogCondition({ exchangeId: '4' })).toMatchObject({ values: [4], narrow: true });
  expect(toLogCondition({ levels: ['error'], fromAt: 1 }).narrow).toBe(false);
});

test('only words with other letters than those of ASCII are left to JavaScript', () => {
  expect(toLogCondition({ texts: ['Error: 1%'], fields: [{ path: 'a.b', text: 'X' }] }).matches).toBeUndefined();
  const { matches, key } = toLogCondition({ texts: ['Größe'], without: ['ÄRGER'] });
  const row = (message: string, more: string | null = null) => [
    ...[1, Buffer.from(message), more === null ? null : Buffer.from(more), '{}'],
  ];
  expect([matches?.(row('die GRÖßE')), matches?.(row('x', 'größe')), matches?.(row('Größe und Ärger'))]).toEqual([
    ...[true, true, false],
  ]);
  expect(key).toContain('größe');
});
