// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { cleanup, renderWith } from '../test/render.tsx';
import { Button, IconButton } from './button.tsx';

afterEach(cleanup);

it('has a name even when it shows only an icon, and does what it says', async () => {
  const copy = vi.fn();
  await renderWith(<IconButton icon="copy" label="Copy the address" onClick={copy} />);
  fireEvent.click(screen.getByRole('button', { name: 'Copy the address' }));
  expect(copy).toHaveBeenCalledOnce();
});

it('submits no form by accident', async () => {
  await renderWith(<Button icon="play">Start</Button>);
  expect(screen.getByRole('button', { name: 'Start' }).getAttribute('type')).toBe('button');
});
