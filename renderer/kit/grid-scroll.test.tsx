// @vitest-environment jsdom
import { render } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { cleanup, ELEMENT_SIZE, renderWith } from '../test/render.tsx';
import { useGridScroll } from './grid-scroll.ts';
import { DEFAULT_ROW_HEIGHT } from './row-height.ts';

afterEach(cleanup);

const COUNT = 1_000;

function Probe({ selectedId, onRange }: { selectedId: string | null; onRange: (first: number, last: number) => void }) {
  const { scroller, onScroll } = useGridScroll({
    count: COUNT,
    version: 1,
    selectedId,
    indexOf: Number,
    onRange,
  });
  return <div ref={scroller} data-testid="scroller" onScroll={onScroll} />;
}

describe('useGridScroll', () => {
  it('tells which rows are in sight, without those kept beyond the edges', async () => {
    const onRange = vi.fn();
    await renderWith(<Probe selectedId={null} onRange={onRange} />);
    const [first, last] = (onRange.mock.calls.at(-1) ?? []) as number[];
    expect(first).toBe(0);
    expect(last).toBeLessThanOrEqual(Math.ceil(ELEMENT_SIZE / DEFAULT_ROW_HEIGHT));
  });

  it('brings a selection that was made elsewhere into sight, but not the one it began with', async () => {
    const scrollTo = vi.fn();
    await renderWith(<></>);
    const { rerender, getByTestId } = render(<Probe selectedId="900" onRange={() => undefined} />);
    const scroller = getByTestId('scroller');
    scroller.scrollTo = scrollTo;
    Object.defineProperty(scroller, 'scrollHeight', { value: COUNT * DEFAULT_ROW_HEIGHT });
    rerender(<Probe selectedId="900" onRange={() => undefined} />);
    expect(scrollTo).not.toHaveBeenCalled();
    rerender(<Probe selectedId="500" onRange={() => undefined} />);
    expect(scrollTo).toHaveBeenCalled();
    expect((scrollTo.mock.calls[0]?.[0] as { top: number }).top).toBeGreaterThan(400 * DEFAULT_ROW_HEIGHT);
  });

  it('stays still for a selection that is not among the rows', () => {
    const scrollTo = vi.fn();
    const { rerender, getByTestId } = render(<Probe selectedId={null} onRange={() => undefined} />);
    getByTestId('scroller').scrollTo = scrollTo;
    rerender(<Probe selectedId="-1" onRange={() => undefined} />);
    expect(scrollTo).not.toHaveBeenCalled();
  });
});
