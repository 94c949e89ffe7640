// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { cleanup, renderWith } from '../test/render.tsx';
import type { VirtualGridProps } from './grid-types.ts';
import { VirtualGrid } from './virtual-grid.tsx';

afterEach(cleanup);

const COUNT = 10_000;

function props(more: Partial<VirtualGridProps<{ id: string }>> = {}): VirtualGridProps<{ id: string }> {
  return {
    label: 'Requests',
    columns: [{ id: 'id', label: 'Id', width: 100, cell: (row) => `row ${row.id}` }],
    count: COUNT,
    version: 1,
    rowAt: (index) => ({ id: String(index) }),
    indexOf: (id) => Number(id),
    rowId: (row) => row.id,
    selectedId: null,
    onSelect: () => undefined,
    ...more,
  };
}

const grid = () => screen.getByRole('grid', { name: 'Requests' });

describe('VirtualGrid', () => {
  it('holds only what is in sight, and says how many rows there are', async () => {
    await renderWith(<VirtualGrid {...props()} />);
    expect(grid().getAttribute('aria-rowcount')).toBe(String(COUNT + 1));
    const shown = screen.getAllByRole('row').length;
    expect(shown).toBeGreaterThan(20);
    expect(shown).toBeLessThan(80);
  });

  it('moves the selection by key and opens it', async () => {
    const onSelect = vi.fn();
    const onOpen = vi.fn();
    const onEscape = vi.fn();
    await renderWith(<VirtualGrid {...props({ selectedId: '5', onSelect, onOpen, onEscape })} />);
    fireEvent.keyDown(grid(), { key: 'ArrowDown' });
    expect(onSelect).toHaveBeenLastCalledWith('6', 'key');
    fireEvent.keyDown(grid(), { key: 'Home' });
    expect(onSelect).toHaveBeenLastCalledWith('0', 'key');
    fireEvent.keyDown(grid(), { key: 'Enter' });
    expect(onOpen).toHaveBeenCalledWith('5');
    fireEvent.keyDown(grid(), { key: 'Escape' });
    expect(onEscape).toHaveBeenCalledOnce();
    expect(screen.getAllByRole('row', { selected: true })).toHaveLength(1);
    expect(grid().getAttribute('aria-activedescendant')).toBe(screen.getByRole('row', { selected: true }).id);
  });

  it('follows on End where it can, and selects the last row where it can not', async () => {
    const onFollow = vi.fn();
    const onSelect = vi.fn();
    await renderWith(<VirtualGrid {...props({ onFollow, onSelect })} />);
    fireEvent.keyDown(grid(), { key: 'End' });
    expect(onFollow).toHaveBeenCalledWith(true);
    expect(onSelect).not.toHaveBeenCalled();
    cleanup();
    await renderWith(<VirtualGrid {...props({ onSelect })} />);
    fireEvent.keyDown(grid(), { key: 'End' });
    expect(onSelect).toHaveBeenCalledWith(String(COUNT - 1), 'key');
  });

  it('stops following when the reader scrolls up', async () => {
    const onFollow = vi.fn();
    await renderWith(<VirtualGrid {...props({ follow: true, onFollow })} />);
    Object.defineProperty(grid(), 'scrollHeight', { value: COUNT * 25, configurable: true });
    grid().scrollTop = 5_000;
    fireEvent.scroll(grid());
    expect(onFollow).not.toHaveBeenCalled();
    grid().scrollTop = 4_000;
    fireEvent.scroll(grid());
    expect(onFollow).toHaveBeenCalledWith(false);
  });

  it('selects by pointer and has a menu for the row under it', async () => {
    const onSelect = vi.fn();
    await renderWith(
      <VirtualGrid
        {...props({
          onSelect,
          menu: (row) => [{ kind: 'action', id: 'copy', label: `Copy ${row.id}`, run: () => undefined }],
        })}
      />,
    );
    fireEvent.click(screen.getByText('row 3'));
    expect(onSelect).toHaveBeenLastCalledWith('3', 'pointer');
    fireEvent.contextMenu(screen.getByText('row 4'));
    expect(onSelect).toHaveBeenLastCalledWith('4', 'menu');
    expect(await screen.findByRole('menuitem', { name: 'Copy 4' })).toBeTruthy();
  });

  it('shows what to do when there are no rows, and always its foot', async () => {
    await renderWith(<VirtualGrid {...props({ count: 0, empty: 'Nothing yet', foot: 'Foot' })} />);
    expect(screen.getByText('Nothing yet')).toBeTruthy();
    expect(screen.getByText('Foot')).toBeTruthy();
  });

  it('is a tree where rows have a place in one, and leaves keys to it', async () => {
    const onKey = vi.fn((key: string) => key === 'ArrowRight');
    const onSelect = vi.fn();
    const tree = () => ({ level: 2, open: false, position: 3, siblings: 4 });
    await renderWith(<VirtualGrid {...props({ tree, onKey, onSelect })} />);
    const shown = screen.getByRole('treegrid', { name: 'Requests' });
    const row = screen.getAllByRole('row')[1];
    const place = ['level', 'expanded', 'posinset', 'setsize'].map((name) => row?.getAttribute(`aria-${name}`));
    expect(place).toEqual(['2', 'false', '3', '4']);
    fireEvent.keyDown(shown, { key: 'ArrowRight' });
    expect(onSelect).not.toHaveBeenCalled();
    fireEvent.keyDown(shown, { key: 'ArrowDown' });
    expect(onSelect).toHaveBeenCalledWith('0', 'key');
  });
});
