// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { growTrace } from '../../../main/model/trace-tree.ts';
import { EXCHANGE_SPAN, sampleExchange, sampleSpan, sampleTrace, spanId } from '../../../main/model/trace-sample.ts';
import { cleanup, renderWith } from '../../test/render.tsx';
import { TraceGrid, type TraceGridProps } from './trace-grid.tsx';

afterEach(cleanup);

const many = growTrace(
  sampleTrace({
    exchanges: [sampleExchange()],
    spans: Array.from({ length: 5_000 }, (_, i) =>
      sampleSpan(i + 1, i / 100, 400, { parentSpanId: i < 40 ? spanId(i) : EXCHANGE_SPAN }),
    ),
  }),
);

function grid(more: Partial<TraceGridProps> = {}) {
  const props = { tree: many, selectedId: null, onSelect: vi.fn(), onEscape: vi.fn(), logs: true, ...more };
  return <TraceGrid {...props} />;
}

describe('a trace of 5,000 spans', () => {
  it('holds only the rows in sight', async () => {
    await renderWith(grid());
    const tree = screen.getByRole('treegrid', { name: 'Trace' });
    expect(Number(tree.getAttribute('aria-rowcount'))).toBeGreaterThan(5_000);
    expect(screen.getAllByRole('row').length).toBeLessThan(80);
  });

  it('goes through rows by key, marks one, and opens what is selected', async () => {
    const [onSelect, onOpen, onEscape] = [vi.fn(), vi.fn(), vi.fn()];
    await renderWith(grid({ selectedId: 'exchange 1', markedId: 'exchange 1', onSelect, onOpen, onEscape }));
    const tree = screen.getByRole('treegrid', { name: 'Trace' });
    expect(screen.getByRole('row', { selected: true }).className).toContain('rel');
    fireEvent.keyDown(tree, { key: 'ArrowDown' });
    expect(onSelect.mock.lastCall?.[0]).not.toBe('exchange 1');
    fireEvent.keyDown(tree, { key: 'Enter' });
    expect(onOpen).toHaveBeenCalledWith('exchange 1');
    fireEvent.keyDown(tree, { key: 'Escape' });
    expect(onEscape).toHaveBeenCalledOnce();
  });
});
