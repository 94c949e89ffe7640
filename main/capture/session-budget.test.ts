import { expect, test } from 'vitest';
import { SessionBudget } from './session-budget.ts';

test('one body gets its own limit, all together get the session’s', () => {
  const budget = new SessionBudget({ bodyBytes: 10, sessionBytes: 25 });
  expect(budget.take(4)).toBe(4);
  expect(budget.take(9, 4)).toBe(6);
  expect(budget.take(10)).toBe(10);
  expect(budget.room(0)).toBe(5);
  expect(budget.take(10)).toBe(5);
  expect(budget.take(1)).toBe(0);
  expect(budget.usedBytes).toBe(25);
});

test('a session that goes on starts from what it holds, even above the limit', () => {
  const budget = new SessionBudget({ bodyBytes: 10, sessionBytes: 25 }, 30);
  expect(budget.room(0)).toBe(0);
  expect(budget.take(1)).toBe(0);
});
