// @vitest-environment jsdom
import { act, render, screen } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { cleanup } from '../test/render.tsx';
import { useFollowed } from './use-followed.ts';

afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

function Shown({ name, version, ask }: { name: string; version: number | undefined; ask: () => Promise<string> }) {
  return <p>{useFollowed(name, version, ask, 1000)?.value ?? 'none'}</p>;
}

it('shows an answer until the next one, for another question too', async () => {
  vi.useFakeTimers();
  const text = () => screen.getByText(/./).textContent;
  const settle = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));
  const { rerender } = render(<Shown name="a" version={undefined} ask={() => Promise.resolve('never')} />);
  await settle(10);
  expect(text()).toBe('none');
  rerender(<Shown name="a" version={1} ask={() => Promise.resolve('first')} />);
  await settle(10);
  expect(text()).toBe('first');
  rerender(<Shown name="a" version={2} ask={() => Promise.reject(new Error('away'))} />);
  await settle(1_000);
  expect(text()).toBe('first');
  rerender(<Shown name="b" version={2} ask={() => Promise.resolve('other')} />);
  expect(text()).toBe('first');
  await settle(10);
  expect(text()).toBe('other');
});
