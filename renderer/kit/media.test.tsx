// @vitest-environment jsdom
import { act, screen } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { cleanup, renderWith } from '../test/render.tsx';
import { useMedia, useTick } from './media.ts';

afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

function Probe() {
  return (
    <output>
      {String(useMedia('(min-width: 1680px)'))} {useTick(1_000)}
    </output>
  );
}

it('reads the window and counts with time', async () => {
  await renderWith(<></>);
  vi.useFakeTimers();
  const { render } = await import('@testing-library/react');
  render(<Probe />);
  expect(screen.getByRole('status').textContent).toBe('false 0');
  act(() => {
    vi.advanceTimersByTime(3_000);
  });
  expect(screen.getByRole('status').textContent).toBe('false 3');
});
