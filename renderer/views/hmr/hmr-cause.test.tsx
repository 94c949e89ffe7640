// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { hmrSession, sampleReload, sampleUpdate } from '../../store/hmr-sample.ts';
import { viewStore } from '../../store/view-store.ts';
import { cleanup, renderWith } from '../../test/render.tsx';
import { HmrCause } from './hmr-cause.tsx';

afterEach(cleanup);

describe('HmrCause', () => {
  it('names the update that asked for the request and leads to it', async () => {
    const { container } = await renderWith(<HmrCause id="7" />, { session: hmrSession([sampleUpdate(7)]) });
    expect(container.textContent).toBe('Asked for by the hot update of Child.vue.');
    fireEvent.click(screen.getByRole('button', { name: 'Child.vue' }));
    expect(viewStore.getState()).toMatchObject({ view: 'hmr', tables: { hmr: { selectedId: '7' } } });
  });

  it('tells a reload from an update', async () => {
    const { container } = await renderWith(<HmrCause id="7" />, { session: hmrSession([sampleReload(7)]) });
    expect(container.textContent).toBe('Asked for by the reload after a change of label.js.');
  });

  it('knows the number of one that is no longer held', async () => {
    const { container } = await renderWith(<HmrCause id="7" />);
    expect(container.textContent).toBe('Asked for by hot update #7.');
  });
});
