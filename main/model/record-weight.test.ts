import { expect, test } from 'vitest';
import { putLog, putSpan } from '../store/fixtures/records.ts';
import { weighLog, weighSpan } from './record-weight.ts';

test('a log record weighs more with its text, the lines after it and its fields', () => {
  const weigh = (changes: Parameters<typeof putLog>[2]) => weighLog(putLog(1, 'x', changes).record);
  const least = weigh({ fields: {} });
  expect(weigh({ fields: {}, message: 'x'.repeat(1_001) })).toBe(least + 1_000);
  expect(weigh({ fields: {}, more: 'y'.repeat(1_000) })).toBe(least + 1_000);
  expect(weigh({ fields: { stack: 'z'.repeat(1_000) } })).toBeGreaterThanOrEqual(least + 1_000);
  expect(weigh({ fields: { a: 1, b: {} } })).toBeGreaterThan(weigh({ fields: { a: 1 } }));
});

test('a span weighs more with attributes, events and links', () => {
  const weigh = (changes: Parameters<typeof putSpan>[1]) => weighSpan(putSpan(1, changes).record);
  const least = weigh({ attributes: {}, events: [] });
  const text = 'x'.repeat(500);
  expect(weigh({ attributes: { 'db.query.text': text }, events: [] })).toBeGreaterThan(least + 500);
  expect(weigh({ attributes: {}, events: [{ at: 1, name: 'e', attributes: { text } }] })).toBeGreaterThan(least + 500);
  expect(weigh({ attributes: {}, events: [], links: [{ traceId: 't', spanId: 's', attributes: {} }] })).toBeGreaterThan(
    least,
  );
});
