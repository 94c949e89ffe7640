// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { viewStore } from '../store/view-store.ts';
import { cleanup, renderWith } from '../test/render.tsx';
import { KEY_SHEET, KeysDialog } from './keys-dialog.tsx';

vi.mock('../store/commands.ts', () => import('../test/commands-stub.ts'));
afterEach(cleanup);

it('names what every key does, and closes', async () => {
  await renderWith(<KeysDialog />, { view: { dialog: 'keys' } });
  const terms = screen.getAllByRole('term').map((term) => term.textContent ?? '');
  expect(terms).toHaveLength(KEY_SHEET.length);
  for (const term of terms) expect(term).not.toMatch(/^key\./);
  fireEvent.click(screen.getByRole('button', { name: 'Close' }));
  expect(viewStore.getState().dialog).toBeNull();
});
