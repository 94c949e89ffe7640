import { expect, it } from 'vitest';
import { toErrorIndex } from '../../store/error-index.ts';
import { samplePanic, sampleReport } from '../../store/error-sample.ts';
import { countErrorChips, errorLook, groupFace, groupSources } from './error-look.ts';

it('what nothing took is a square, what was only told of a triangle', () => {
  expect(errorLook(sampleReport(1))).toEqual({ shape: 'square', tone: 'server' });
  expect(errorLook(sampleReport(1, { source: 'csp' }))).toEqual({ shape: 'triangle', tone: 'client' });
});

it('chips count groups, and the latest stands for its group', () => {
  const { groups } = toErrorIndex([
    sampleReport(1),
    sampleReport(2),
    samplePanic(3),
    sampleReport(4, { source: 'resource', group: 'x' }),
    sampleReport(5, { source: 'unhandledrejection', group: 'y' }),
  ]);
  expect(countErrorChips(groups)).toEqual({ all: 4, thrown: 1, component: 1, console: 0, backend: 1, loading: 1 });
  expect(groups[0] && groupFace(groups[0]).id).toBe('2');
});

it('a group told of by several counts for each, and what nothing took stands for it', () => {
  const [group] = toErrorIndex([sampleReport(1), sampleReport(2, { source: 'console.error' })]).groups;
  if (!group) throw new Error('There is a group.');
  expect(groupFace(group).id).toBe('1');
  expect(groupSources(group)).toEqual(['vue', 'console.error']);
  expect(countErrorChips([group])).toMatchObject({ all: 1, component: 1, console: 1, thrown: 0 });
});
