import { expect, test } from 'vitest';
import { newSpanId, newTraceId } from './trace-ids.ts';

test('ids are lower-case hex digits of their length, each another', () => {
  const traces = Array.from({ length: 2_000 }, newTraceId);
  const spans = Array.from({ length: 2_000 }, newSpanId);
  expect(traces.every((id) => /^[0-9a-f]{32}$/.test(id))).toBe(true);
  expect(spans.every((id) => /^[0-9a-f]{16}$/.test(id))).toBe(true);
  expect([new Set(traces).size, new Set(spans).size]).toEqual([2_000, 2_000]);
});
