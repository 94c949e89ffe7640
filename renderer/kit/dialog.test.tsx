// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { cleanup, renderWith } from '../test/render.tsx';
import { Dialog } from './dialog.tsx';

afterEach(cleanup);

it('is named by its title and closes by its button and by Escape', async () => {
  const close = vi.fn();
  await renderWith(
    <Dialog title="All keys" closeLabel="Close" onClose={close}>
      <p>Text</p>
    </Dialog>,
  );
  const dialog = screen.getByRole('dialog', { name: 'All keys' });
  fireEvent.click(screen.getByRole('button', { name: 'Close' }));
  fireEvent.keyDown(dialog, { key: 'Escape' });
  expect(close).toHaveBeenCalledTimes(2);
});
