// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { viewStore } from '../store/view-store.ts';
import { cleanup, renderWith } from '../test/render.tsx';
import { BrushLayer, dragged } from './brush-layer.tsx';

afterEach(cleanup);

const whole = { from: 0, to: 100_000 };
const shown = { from: 20_000, to: 40_000 };

describe('dragged', () => {
  it('draws a new brush, moves an edge, or moves the whole', () => {
    expect(dragged('new', null, 5_000, 9_000, whole)).toMatchObject({ from: 5_000, to: 9_000 });
    expect(dragged('from', shown, 0, 30_000, whole)).toMatchObject({ from: 30_000, to: 40_000 });
    expect(dragged('to', shown, 0, 10_000, whole).from).toBe(20_000);
    expect(dragged('inside', shown, 30_000, 35_000, whole)).toMatchObject({ from: 25_000, to: 45_000 });
    expect(dragged('inside', shown, 30_000, 500_000, whole)).toMatchObject({ from: 80_000, to: 100_000, live: true });
  });
});

describe('BrushLayer', () => {
  it('has edges that keys move and that say where they stand', async () => {
    await renderWith(<BrushLayer span={whole} latestAt={100_000} shown={shown} />);
    const edge = screen.getByRole('slider', { name: 'End of the brush' });
    expect(edge.getAttribute('aria-valuetext')).toMatch(/:40\.000$/);
    fireEvent.keyDown(edge, { key: 'ArrowRight' });
    expect(viewStore.getState().brush).toMatchObject({ from: 20_000, to: 42_000 });
  });

  it('has none while the whole session is shown', async () => {
    await renderWith(<BrushLayer span={whole} latestAt={100_000} shown={null} />);
    expect(screen.queryByRole('slider')).toBeNull();
  });
});
