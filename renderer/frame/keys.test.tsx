// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { sampleRow, sampleSession } from '../store/row-sample.ts';
import { sessionStore } from '../store/session-store.ts';
import { goTo, openTrace, viewStore } from '../store/view-store.ts';
import { asked, resetAsked } from '../test/commands-stub.ts';
import { cleanup, renderWith } from '../test/render.tsx';
import { useKeys } from './keys.ts';

vi.mock('../store/commands.ts', () => import('../test/commands-stub.ts'));

beforeEach(resetAsked);
afterEach(cleanup);

function Probe() {
  useKeys();
  return (
    <>
      <input aria-label="Filter" data-filter="" />
      <div role="grid" tabIndex={0} aria-label="Rows" />
    </>
  );
}

const show = () => renderWith(<Probe />, { session: sampleSession([sampleRow(0), sampleRow(100)]) });
const grid = () => screen.getByRole('grid');

describe('keys', () => {
  it('act from anywhere with a modifier', async () => {
    await show();
    fireEvent.keyDown(window, { key: 'k', code: 'KeyK', ctrlKey: true });
    expect(viewStore.getState().dialog).toBe('palette');
    fireEvent.keyDown(window, { key: '2', code: 'Digit2', ctrlKey: true });
    expect(viewStore.getState().view).toBe('sockets');
    fireEvent.keyDown(window, { key: '3', code: 'Digit3', ctrlKey: true });
    expect(viewStore.getState().view).toBe('hmr');
    fireEvent.keyDown(window, { key: '4', code: 'Digit4', ctrlKey: true });
    expect(viewStore.getState().view).toBe('errors');
    fireEvent.keyDown(window, { key: '5', code: 'Digit5', ctrlKey: true });
    expect(viewStore.getState().view).toBe('logs');
    fireEvent.keyDown(window, { key: '6', code: 'Digit6', ctrlKey: true });
    expect(viewStore.getState().view).toBe('traces');
    fireEvent.keyDown(window, { key: '7', code: 'Digit7', ctrlKey: true });
    expect(viewStore.getState().view).toBe('performance');
  });

  it('go to the filter with / but write it while one types', async () => {
    await show();
    fireEvent.keyDown(grid(), { key: '/', code: 'Slash' });
    const input = screen.getByRole('textbox');
    expect(document.activeElement).toBe(input);
    expect(fireEvent.keyDown(input, { key: '/', code: 'Slash' })).toBe(true);
    fireEvent.keyDown(input, { key: '?', code: 'Slash', shiftKey: true });
    expect(viewStore.getState().dialog).toBeNull();
  });

  it.each([true, false])('show all keys on ?, whichever way the layout types it (shift %s)', async (shiftKey) => {
    await show();
    fireEvent.keyDown(grid(), { key: '?', code: shiftKey ? 'Slash' : 'KeyX', shiftKey });
    expect(viewStore.getState().dialog).toBe('keys');
  });

  it('place, move, widen and lift the brush', async () => {
    await show();
    fireEvent.keyDown(grid(), { key: 'ArrowLeft', altKey: true });
    const placed = viewStore.getState().brush;
    expect(placed?.live).toBe(true);
    fireEvent.keyDown(grid(), { key: 'ArrowLeft', altKey: true });
    expect(viewStore.getState().brush?.from).toBeLessThan(placed?.from ?? 0);
    fireEvent.keyDown(grid(), { key: 'ArrowDown', altKey: true });
    fireEvent.keyDown(grid(), { key: 'ArrowUp', altKey: true });
    fireEvent.keyDown(document.body, { key: '0', code: 'Digit0' });
    expect(viewStore.getState().brush).not.toBeNull();
    fireEvent.keyDown(grid(), { key: '0', code: 'Digit0' });
    expect(viewStore.getState().brush).toBeNull();
  });

  it('send the selected request again, from a list only', async () => {
    await show();
    viewStore.setState((state) => ({
      tables: { ...state.tables, traffic: { ...state.tables.traffic, selectedId: '100' } },
    }));
    fireEvent.keyDown(document.body, { key: 'r', code: 'KeyR' });
    expect(asked.commands).toEqual([]);
    fireEvent.keyDown(grid(), { key: 'r', code: 'KeyR' });
    expect(asked.commands).toEqual([{ type: 'replay', exchangeId: '100' }]);
    goTo('hmr', '100');
    fireEvent.keyDown(grid(), { key: 'r', code: 'KeyR' });
    expect(asked.commands).toHaveLength(1);
  });

  it('keep only the trace of the selected request', async () => {
    await show();
    goTo('traffic', '100');
    fireEvent.keyDown(grid(), { key: 't', code: 'KeyT' });
    expect(viewStore.getState().tables.traffic.filter).toBe('');
    sessionStore.setState(
      sampleSession([sampleRow(100, { trace: { traceId: `7c1e90ab${'0'.repeat(24)}`, source: 'generated' } })]),
      true,
    );
    fireEvent.keyDown(grid(), { key: 't', code: 'KeyT' });
    expect(viewStore.getState().tables.traffic.filter).toBe('trace:7c1e90ab');
  });

  it('open the error’s frame in the editor and show the stack as thrown', async () => {
    await show();
    const pressed: string[] = [];
    for (const name of ['editor', 'raw']) {
      const button = grid().ownerDocument.createElement('button');
      button.setAttribute(`data-${name}`, '');
      button.addEventListener('click', () => pressed.push(name));
      grid().append(button);
    }
    goTo('errors', '1');
    fireEvent.keyDown(grid(), { key: 'e', code: 'KeyE' });
    fireEvent.keyDown(grid(), { key: 'r', code: 'KeyR' });
    expect(pressed).toEqual(['editor', 'raw']);
  });

  it('keep only the requests of the trace that is selected', async () => {
    await show();
    openTrace('7c1e90ab34d2');
    fireEvent.keyDown(grid(), { key: 't', code: 'KeyT' });
    expect(viewStore.getState()).toMatchObject({ view: 'traffic', tables: { traffic: { applied: 'trace:7c1e90ab' } } });
  });
});
