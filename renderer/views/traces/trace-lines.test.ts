import { describe, expect, it } from 'vitest';
import { growTrace } from '../../../main/model/trace-tree.ts';
import { orderTrace, spanId } from '../../../main/model/trace-sample.ts';
import { toTraceLines, treeMove } from './trace-lines.ts';

const { roots } = growTrace(orderTrace());
const lines = (folded: readonly string[] = [], logs = true) => toTraceLines(roots, { folded: new Set(folded), logs });
const span = (n: number) => `span ${spanId(n)}`;
const at = (id: string, list = lines()) => list.findIndex((line) => line.id === id);

describe('the lines of a trace', () => {
  it('tell their place among their siblings', () => {
    const { place } = lines()[at(span(3))] ?? {};
    expect(place).toEqual({ level: 5, position: 3, siblings: 3, open: true });
    expect(lines()[at(span(2))]?.place).not.toHaveProperty('open');
  });

  it('leave out what is folded, and log lines where they are only marks', () => {
    expect(lines([span(1)]).map(({ id }) => id)).toEqual(['page p1', 'action 1', 'exchange 1', span(1), 'error 1']);
    expect(lines([], false).filter(({ id }) => id.startsWith('log'))).toEqual([]);
    expect(lines([], false)[at(span(3), lines([], false))]?.place).toMatchObject({ position: 2, siblings: 2 });
  });
});

describe('Left and Right', () => {
  it.each([
    ['ArrowLeft', span(3), { to: 'fold', id: span(3) }],
    ['ArrowRight', span(3), { to: 'row', id: span(4) }],
    ['ArrowLeft', span(2), { to: 'row', id: span(1) }],
    ['ArrowRight', span(2), undefined],
    ['ArrowDown', span(2), undefined],
    ['ArrowLeft', 'page p1', { to: 'fold', id: 'page p1' }],
  ])('%s on %s', (key, id, move) => {
    expect(treeMove(key, lines(), at(id))).toEqual(move);
  });

  it('unfold what is folded, and lead nowhere from nothing', () => {
    const folded = lines([span(3)]);
    expect(treeMove('ArrowRight', folded, at(span(3), folded))).toEqual({ to: 'unfold', id: span(3) });
    expect(treeMove('ArrowLeft', folded, at(span(3), folded))).toEqual({ to: 'row', id: span(1) });
    expect(treeMove('ArrowRight', folded, -1)).toBeUndefined();
  });
});
