// @vitest-environment jsdom
import { act, render, screen } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { sampleRow, sampleSession } from '../store/row-sample.ts';
import type { SessionState } from '../store/session-state.ts';
import { sessionStore } from '../store/session-store.ts';
import { cleanup } from '../test/render.tsx';
import { COUNT_PERIOD_MS, useCalm } from './counts.ts';

afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

const readRows = (state: SessionState) => state.rows.length;

function Probe() {
  return <output>{useCalm(readRows)}</output>;
}

it('paints figures four times a second at most, and the last one always', () => {
  vi.useFakeTimers();
  sessionStore.setState(sampleSession([]), true);
  render(<Probe />);
  act(() => {
    sessionStore.setState(sampleSession([sampleRow(1)]), true);
  });
  expect(screen.getByRole('status').textContent).toBe('0');
  act(() => {
    vi.advanceTimersByTime(COUNT_PERIOD_MS);
  });
  expect(screen.getByRole('status').textContent).toBe('1');
});
