import { afterEach, describe, expect, it, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { throttle } from './throttle.ts';

afterEach(() => vi.useRealTimers());

describe('throttle', () => {
  it('passes the first change on at once and gathers the rest', () => {
    vi.useFakeTimers();
    const store = createStore(() => ({ n: 0 }));
    const seen: number[] = [];
    const end = throttle(store, () => seen.push(store.getState().n), 100);
    for (let n = 1; n <= 5; n += 1) store.setState({ n });
    expect(seen).toEqual([0]);
    vi.advanceTimersByTime(100);
    expect(seen).toEqual([0, 5]);
    vi.advanceTimersByTime(1_000);
    expect(seen).toEqual([0, 5]);
    store.setState({ n: 6 });
    expect(seen).toEqual([0, 5, 6]);
    end();
    store.setState({ n: 7 });
    vi.advanceTimersByTime(1_000);
    expect(seen).toEqual([0, 5, 6]);
    expect(vi.getTimerCount()).toBe(0);
  });
});
