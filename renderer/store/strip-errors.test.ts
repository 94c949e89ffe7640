import { expect, it } from 'vitest';
import { samplePanic, sampleReport } from './error-sample.ts';
import { MAX_ERROR_MARKS, toErrorMarks } from './strip-errors.ts';

it('marks tell what nothing took from what was only told', () => {
  const marks = toErrorMarks([
    sampleReport(1),
    sampleReport(2, { handled: true }),
    sampleReport(3, { source: 'console.error' }),
    samplePanic(4),
  ]);
  expect(marks.map(({ look }) => look)).toEqual(['thrown', 'told', 'told', 'thrown']);
});

it('the latest marks stay', () => {
  const marks = toErrorMarks(Array.from({ length: MAX_ERROR_MARKS + 1 }, (_, n) => sampleReport(n)));
  expect(marks).toHaveLength(MAX_ERROR_MARKS);
  expect(marks[0]?.id).toBe('1');
});
