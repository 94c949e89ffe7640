// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { sampleRow, sampleSession } from '../../store/row-sample.ts';
import { viewStore } from '../../store/view-store.ts';
import { cleanup, renderWith } from '../../test/render.tsx';
import { HmrRequests, MAX_LISTED } from './hmr-requests.tsx';

afterEach(cleanup);

const session = () =>
  sampleSession([sampleRow(1, { url: 'http://h/src/Child.vue?t=9' }), sampleRow(2, { url: 'http://h/' })]);

describe('HmrRequests', () => {
  it('lists each with how it went, and leads to it', async () => {
    await renderWith(<HmrRequests exchangeIds={['1', '2']} />, { session: session() });
    expect(screen.getAllByRole('listitem').map((item) => item.textContent)).toEqual([
      '200Child.vue?t=91.0 kB, 100 ms',
      '200/1.0 kB, 100 ms',
    ]);
    fireEvent.click(screen.getByRole('button', { name: 'Child.vue?t=9' }));
    expect(viewStore.getState()).toMatchObject({
      view: 'traffic',
      detailOpen: true,
      tables: { traffic: { selectedId: '1' } },
    });
  });

  it('says which ones are no longer held, and that there were none', async () => {
    await renderWith(<HmrRequests exchangeIds={['9']} />, { session: session() });
    expect(screen.getByText(/#9 no longer held/)).toBeTruthy();
    cleanup();
    await renderWith(<HmrRequests exchangeIds={[]} />);
    expect(screen.getByText('It caused no request.')).toBeTruthy();
  });

  it('lists no more than its bound', async () => {
    await renderWith(<HmrRequests exchangeIds={Array.from({ length: MAX_LISTED + 9 }, (_, n) => String(n))} />);
    expect(screen.getAllByRole('listitem')).toHaveLength(MAX_LISTED);
  });
});
