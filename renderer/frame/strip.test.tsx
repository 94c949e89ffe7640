// @vitest-environment jsdom
import { act, fireEvent, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { hmrSession, sampleError, sampleReload, sampleUpdate } from '../store/hmr-sample.ts';
import { SAMPLE_START, sampleRow, sampleSession } from '../store/row-sample.ts';
import { goTo, viewStore } from '../store/view-store.ts';
import { cleanup, renderWith } from '../test/render.tsx';
import { Strip } from './strip.tsx';

afterEach(cleanup);

describe('Strip', () => {
  it('says what it shows in words too', async () => {
    await renderWith(<Strip />, { session: sampleSession([sampleRow(1), sampleRow(2, { status: 500 })]) });
    expect(screen.getByRole('img', { name: '2 requests, 1 of them failed' })).toBeTruthy();
    expect(screen.queryByText('Sockets')).toBeNull();
  });

  it('has a lane for sockets once there are any, and tells the brush’s width', async () => {
    await renderWith(<Strip />, {
      session: sampleSession([sampleRow(1, { kind: 'websocket', state: 'open' })]),
      view: { brush: { from: SAMPLE_START, to: SAMPLE_START + 5_000, live: false } },
    });
    expect(screen.getByRole('img', { name: '1 socket' })).toBeTruthy();
    expect(screen.getByText('5.00 s')).toBeTruthy();
    expect(screen.getAllByRole('slider')).toHaveLength(2);
  });

  it('has a lane for HMR once a dev server spoke, and a line through the selected record', async () => {
    const { container } = await renderWith(<Strip />, {
      session: hmrSession([sampleUpdate(1), sampleReload(2), sampleError(3)], [sampleRow(0)]),
    });
    expect(screen.getByRole('img', { name: '1 updates, 1 reloads, 1 errors' })).toBeTruthy();
    expect(container.querySelector('.thread')).toBeNull();
    act(() => goTo('hmr', '2'));
    expect(container.querySelector<HTMLElement>('.thread')?.style.left).toMatch(/^3\.3/);
  });

  it('folds away and remembers it', async () => {
    await renderWith(<Strip />, { session: sampleSession([sampleRow(1)]) });
    fireEvent.click(screen.getByRole('button', { name: 'Fold the overview' }));
    expect(viewStore.getState().stripFolded).toBe(true);
    expect(screen.queryByText('Requests')).toBeNull();
  });

  it('waits for the first request', async () => {
    await renderWith(<Strip />, { session: sampleSession([]) });
    expect(screen.getByText('The time axis starts with the first request')).toBeTruthy();
  });
});
