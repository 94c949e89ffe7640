// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { cleanup, renderWith } from '../../test/render.tsx';
import { JsonTree } from './json-tree.tsx';
import type { Json } from './json-rows.ts';

afterEach(cleanup);

const show = (value: Json, noteAt?: (pointer: string) => string | undefined) =>
  renderWith(
    <JsonTree value={value} label="Tree" countText={(count) => `${count} items`} {...(noteAt ? { noteAt } : {})} />,
  );
const items = () => screen.getAllByRole('treeitem').map((item) => item.textContent);

describe('JsonTree', () => {
  it('shows two levels open, deeper ones on one line', async () => {
    await show({ id: 'c_1', lines: [{ sku: 'MUG', qty: 2 }], none: null });
    expect(items()).toEqual([
      '{ ',
      '"id": "c_1",',
      '"lines": [ 1 items',
      '{ "sku": "MUG", "qty": 2 } ',
      '"none": null',
    ]);
  });

  it('opens and shuts by pointer and by key', async () => {
    await show({ deep: { a: { b: 1 } } });
    const tree = screen.getByRole('tree', { name: 'Tree' });
    fireEvent.click(screen.getByText('"deep"'));
    expect(items()).toHaveLength(2);
    fireEvent.keyDown(tree, { key: 'ArrowRight' });
    expect(items()).toHaveLength(3);
    fireEvent.keyDown(tree, { key: 'ArrowDown' });
    fireEvent.keyDown(tree, { key: 'Enter' });
    expect(items()).toContain('"b": 1');
  });

  it('puts notes beside values', async () => {
    await show({ left: 39 }, (pointer) => (pointer === '/left' ? 'was 41' : undefined));
    expect(screen.getByText('was 41')).toBeTruthy();
  });

  it('holds only the rows in sight of a long list', async () => {
    await show(Array.from({ length: 50_000 }, (_, index) => index));
    expect(items().length).toBeLessThan(100);
  });
});
