import { expect, test } from 'vitest';
import { toFrameCondition } from './frame-queries.ts';

test('an empty filter lets every frame through', () => {
  expect(toFrameCondition({})).toEqual({ sql: '1', values: [] });
  expect(toFrameCondition({ text: '' })).toEqual({ sql: '1', values: [] });
});

test('each part of a filter has its values in order', () => {
  const { sql, values } = toFrameCondition({ exchangeId: '4', direction: 'in', opcodes: ['text', 'ping'], text: 'Ab' });
  expect(values).toEqual([4, 'in', 'text', 'ping', 'ab']);
  expect(sql.match(/\?/g)).toHaveLength(values.length);
});

test('text that the database can fold is left to it', () => {
  for (const text of ['ABC', 'a_b%', '价格', '123 €']) expect(toFrameCondition({ text }).matches).toBeUndefined();
});

test('other letters are compared without case in every mixture', () => {
  const { matches } = toFrameCondition({ text: 'ÄrGer' });
  expect(matches?.(Buffer.from('viel äRGER heute'))).toBe(true);
  expect(matches?.(Buffer.from('arger'))).toBe(false);
});
