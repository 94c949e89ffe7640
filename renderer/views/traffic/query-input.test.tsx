// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { sampleRow, sampleSession } from '../../store/row-sample.ts';
import { viewStore } from '../../store/view-store.ts';
import { cleanup, renderWith } from '../../test/render.tsx';
import { QueryInput } from './query-input.tsx';

afterEach(cleanup);

const input = () => screen.getByRole<HTMLInputElement>('combobox', { name: 'Filter requests' });
const type = (text: string) => fireEvent.change(input(), { target: { value: text } });

describe('QueryInput', () => {
  it('completes by key', async () => {
    await renderWith(<QueryInput />, { session: sampleSession([sampleRow(1)]) });
    type('rou');
    fireEvent.keyDown(input(), { key: 'ArrowDown' });
    expect(screen.getByRole('option', { selected: true }).textContent).toContain('route:');
    fireEvent.keyDown(input(), { key: 'Enter' });
    expect(input().value).toBe('route:');
    fireEvent.keyDown(input(), { key: 'ArrowDown' });
    fireEvent.keyDown(input(), { key: 'Tab' });
    expect(input().value).toBe('route:/api ');
  });

  it('says what is wrong with a word and keeps the last good filter', async () => {
    await renderWith(<QueryInput />);
    type('status:404');
    type('status:404 siz:x');
    expect(input().getAttribute('aria-invalid')).toBe('true');
    expect(screen.getByRole('status').textContent).toContain('siz:x');
    expect(viewStore.getState().tables.traffic.applied).toBe('status:404');
  });

  it('clears on Escape and by its button', async () => {
    await renderWith(<QueryInput />);
    type('is:open');
    fireEvent.keyDown(input(), { key: 'Escape' });
    fireEvent.keyDown(input(), { key: 'Escape' });
    expect(input().value).toBe('');
    type('is:open');
    fireEvent.click(screen.getByRole('button', { name: 'Clear the filter' }));
    expect(input().value).toBe('');
  });
});
