// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { sampleRow, sampleSession } from '../store/row-sample.ts';
import { viewStore } from '../store/view-store.ts';
import { asked, resetAsked } from '../test/commands-stub.ts';
import { cleanup, renderWith } from '../test/render.tsx';
import { findRows, MAX_FOUND, Palette } from './palette.tsx';

vi.mock('../store/commands.ts', () => import('../test/commands-stub.ts'));

beforeEach(resetAsked);
afterEach(cleanup);

const rows = (count: number) => Array.from({ length: count }, (_, i) => sampleRow(i + 1));
const type = (text: string) => fireEvent.change(screen.getByRole('combobox'), { target: { value: text } });
const options = () => screen.getAllByRole('option').map((option) => option.textContent);

describe('findRows', () => {
  it('gives the latest first, no more than its bound', () => {
    const state = sampleSession(rows(50));
    expect(findRows(state, 'items').map((row) => row.id)[0]).toBe('50');
    expect(findRows(state, 'items')).toHaveLength(MAX_FOUND);
    expect(findRows(state, 'nowhere')).toEqual([]);
  });
});

describe('Palette', () => {
  it('finds a request and goes there', async () => {
    await renderWith(<Palette />, { session: sampleSession(rows(3)), view: { view: 'settings', dialog: 'palette' } });
    type('items/2');
    fireEvent.click(screen.getAllByRole('option')[0]!);
    expect(viewStore.getState()).toMatchObject({ view: 'traffic', detailOpen: true, dialog: null });
    expect(viewStore.getState().tables.traffic.selectedId).toBe('2');
  });

  it('shows commands only after >', async () => {
    await renderWith(<Palette />, { session: sampleSession(rows(3)) });
    type('>theme: dark');
    expect(options()).toEqual(['Theme: Dark']);
    fireEvent.click(screen.getByRole('option'));
    expect(viewStore.getState().theme).toBe('dark');
  });

  it('turns what is typed into a filter', async () => {
    await renderWith(<Palette />, { session: sampleSession(rows(3)) });
    type('two words');
    fireEvent.click(screen.getByRole('option', { name: /Filter: path has/ }));
    expect(viewStore.getState().tables.traffic.applied).toBe('path:"two words"');
  });

  it('runs a command', async () => {
    await renderWith(<Palette />, { session: sampleSession(rows(1)) });
    type('save the');
    fireEvent.click(screen.getByRole('option', { name: /Save the session/ }));
    expect(asked.commands).toEqual([{ type: 'save-session' }]);
  });

  it('says when nothing matches', async () => {
    await renderWith(<Palette />);
    type('>zzz');
    expect(screen.getByText('Nothing matches')).toBeTruthy();
  });
});
