// @vitest-environment jsdom
import { fireEvent, screen, within } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { recordSession, samplePage } from '../store/error-sample.ts';
import { viewStore } from '../store/view-store.ts';
import { cleanup, renderWith } from '../test/render.tsx';
import { LISTED_PAGES, Pages } from './pages.tsx';

afterEach(cleanup);

const buttons = () => within(screen.getByRole('list', { name: 'Pages' })).getAllByRole('button');

describe('Pages', () => {
  it('lists the latest loads, the newest first, and scopes all views to one', async () => {
    const pages = Array.from({ length: 12 }, (_, n) => samplePage(n, { url: `http://h/page/${n}` }));
    await renderWith(<Pages />, { session: recordSession({ pages }) });
    expect(buttons()).toHaveLength(LISTED_PAGES);
    const [first] = buttons();
    expect(first?.textContent).toContain('/page/11, loaded at');
    if (first) fireEvent.click(first);
    expect(viewStore.getState().pageScope).toBe('11');
    expect(buttons()[0]?.getAttribute('aria-pressed')).toBe('true');
    fireEvent.click(buttons()[0] ?? document.body);
    expect(viewStore.getState().pageScope).toBeNull();
  });

  it('keeps the chosen one, however old, and tells which were left', async () => {
    const pages = Array.from({ length: 12 }, (_, n) => samplePage(n, { url: `http://h/page/${n}`, leftAt: 1 }));
    await renderWith(<Pages />, { session: recordSession({ pages }), view: { pageScope: '0' } });
    expect(buttons()).toHaveLength(LISTED_PAGES);
    expect(buttons().at(-1)?.textContent).toContain('/page/0, loaded at');
    expect(buttons().at(-1)?.textContent).toContain('left since');
  });

  it('is not there while no page told of itself', async () => {
    const { container } = await renderWith(<Pages />, { session: recordSession({}) });
    expect(container.textContent).toBe('');
  });
});
