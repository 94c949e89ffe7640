// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { sampleRow, sampleSession } from '../store/row-sample.ts';
import { viewStore } from '../store/view-store.ts';
import { asked, resetAsked } from '../test/commands-stub.ts';
import { cleanup, renderWith } from '../test/render.tsx';
import { toEntry, TopBar, withLines } from './top-bar.tsx';

vi.mock('../store/commands.ts', () => import('../test/commands-stub.ts'));

beforeEach(resetAsked);
afterEach(cleanup);

const recording = { state: 'recording', startedAt: 0, dropped: 0, keptBytes: 1e6, budgetBytes: 4e6 } as const;
const live = () => ({ ...sampleSession([sampleRow(1)]), status: recording });

describe('TopBar', () => {
  it('runs what the menu offers', async () => {
    await renderWith(<TopBar bare={false} />, { session: live() });
    fireEvent.keyDown(screen.getByRole('button', { name: 'More' }), { key: 'Enter' });
    fireEvent.click(await screen.findByRole('menuitem', { name: /^Export HARSecrets/ }));
    expect(asked.commands).toEqual([{ type: 'export-har', raw: false }]);
  });

  it('pauses, and offers to resume', async () => {
    await renderWith(<TopBar bare={false} />, { session: live() });
    fireEvent.click(screen.getByRole('button', { name: /Recording/ }));
    expect(asked.commands).toEqual([{ type: 'pause' }]);
    cleanup();
    await renderWith(<TopBar bare={false} />, { session: { ...live(), status: { ...recording, state: 'paused' } } });
    expect(screen.getByRole('button', { name: /Resume/ })).toBeTruthy();
  });

  it('shows no record state for an opened file', async () => {
    await renderWith(<TopBar bare={false} />, {
      session: { ...sampleSession([], { mode: 'file' }), status: { ...recording, state: 'closed' } },
    });
    expect(screen.getByText('Opened file, read only')).toBeTruthy();
    expect(screen.queryByRole('button', { name: /Recording/ })).toBeNull();
  });

  it('opens the search and changes the theme', async () => {
    await renderWith(<TopBar bare />, { session: sampleSession([], { mode: 'start' }) });
    fireEvent.click(screen.getByRole('button', { name: /Search or run a command/ }));
    expect(viewStore.getState().dialog).toBe('palette');
    fireEvent.click(screen.getByRole('button', { name: /^Theme/ }));
    expect(viewStore.getState().theme).toBe('light');
  });

  it('puts a line between groups, never first', () => {
    const entry = (id: string) => ({ id, label: id, icon: 'copy' as const, run: () => undefined });
    expect(withLines(['target', 'open', 'save', 'keys'].map(entry)).map(({ kind }) => kind)).toEqual([
      'action',
      'action',
      'separator',
      'action',
      'separator',
      'action',
    ]);
  });

  it('turns an action into a menu entry without inventing fields', () => {
    const run = () => undefined;
    expect(toEntry({ id: 'a', label: 'A', icon: 'copy', run })).toEqual({
      kind: 'action',
      id: 'a',
      label: 'A',
      icon: 'copy',
      run,
    });
  });
});
