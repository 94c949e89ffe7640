// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { cleanup, renderWith } from '../test/render.tsx';
import { ContextMenu, DropdownMenu, type MenuEntry } from './menu.tsx';

afterEach(cleanup);

const entries = (run: () => void): readonly MenuEntry[] => [
  { kind: 'heading', id: 'h', label: 'Copy' },
  { kind: 'action', id: 'a', label: 'Copy as URL', icon: 'copy', shortcut: 'C', run },
  { kind: 'separator', id: 's' },
  { kind: 'action', id: 'b', label: 'Send again', disabled: true, note: 'Only while recording', run },
  { kind: 'choice', id: 'c', label: 'Kind', checked: true, run },
];

describe('DropdownMenu', () => {
  it('opens by key, runs an action, and keeps what is disabled from running', async () => {
    const run = vi.fn();
    await renderWith(
      <DropdownMenu entries={entries(run)}>
        <button type="button">More</button>
      </DropdownMenu>,
    );
    fireEvent.keyDown(screen.getByRole('button'), { key: 'Enter' });
    fireEvent.click(screen.getByRole('menuitem', { name: /Send again/ }));
    expect(run).not.toHaveBeenCalled();
    fireEvent.click(screen.getByRole('menuitem', { name: /Copy as URL/ }));
    expect(run).toHaveBeenCalledOnce();
    expect(screen.queryByRole('menu')).toBeNull();
  });

  it('stays open for switches, so that several can be changed', async () => {
    const run = vi.fn();
    await renderWith(
      <DropdownMenu entries={entries(run)}>
        <button type="button">More</button>
      </DropdownMenu>,
    );
    fireEvent.keyDown(screen.getByRole('button'), { key: 'Enter' });
    const choice = screen.getByRole('menuitemcheckbox', { name: 'Kind' });
    expect(choice.getAttribute('aria-checked')).toBe('true');
    fireEvent.click(choice);
    expect(run).toHaveBeenCalledOnce();
    expect(screen.queryByRole('menu')).not.toBeNull();
  });
});

describe('ContextMenu', () => {
  it('opens at its child', async () => {
    await renderWith(
      <ContextMenu entries={entries(() => undefined)}>
        <div>Rows</div>
      </ContextMenu>,
    );
    fireEvent.contextMenu(screen.getByText('Rows'));
    expect(screen.getByRole('menu')).toBeTruthy();
  });
});
