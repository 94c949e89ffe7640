// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { cleanup, renderWith } from '../test/render.tsx';
import { GridHead, nextSort } from './grid-head.tsx';
import type { GridColumn } from './grid-types.ts';

afterEach(cleanup);

const columns: readonly GridColumn<string>[] = [
  { id: 'time', label: 'Time', width: 112, sortable: true, cell: (row) => row },
  { id: 'path', label: 'Path', cell: (row) => row },
];

describe('nextSort', () => {
  it('goes up, down, and back to the own order', () => {
    const up = nextSort('size', null);
    const down = nextSort('size', up);
    expect([up?.direction, down?.direction, nextSort('size', down)]).toEqual(['ascending', 'descending', null]);
    expect(nextSort('time', down)).toEqual({ column: 'time', direction: 'ascending' });
  });
});

describe('GridHead', () => {
  it('says how it is sorted, sorts on a press and widens by key', async () => {
    const sort = vi.fn();
    const resize = vi.fn();
    await renderWith(
      <GridHead columns={columns} sort={{ column: 'time', direction: 'ascending' }} onSort={sort} onResize={resize} />,
    );
    const time = screen.getByRole('columnheader', { name: /Time/ });
    expect(time.getAttribute('aria-sort')).toBe('ascending');
    const button = screen.getByRole('button', { name: /Time/ });
    fireEvent.click(button);
    expect(sort).toHaveBeenCalledWith({ column: 'time', direction: 'descending' });
    fireEvent.keyDown(button, { key: 'ArrowRight', shiftKey: true });
    expect(resize).toHaveBeenCalledWith('time', 128);
    expect(screen.queryByRole('button', { name: 'Path' })).toBeNull();
  });
});
