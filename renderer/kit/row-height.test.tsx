// @vitest-environment jsdom
import { screen, waitFor } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { cleanup, renderWith } from '../test/render.tsx';
import { DEFAULT_ROW_HEIGHT, useRowHeight } from './row-height.ts';

afterEach(() => {
  cleanup();
  document.documentElement.removeAttribute('style');
});

function Probe() {
  return <output>{useRowHeight()}</output>;
}

it('follows the density', async () => {
  await renderWith(<Probe />);
  expect(screen.getByRole('status').textContent).toBe(String(DEFAULT_ROW_HEIGHT));
  document.documentElement.style.setProperty('--row', '29px');
  document.documentElement.dataset.density = 'comfortable';
  await waitFor(() => expect(screen.getByRole('status').textContent).toBe('29'));
});
