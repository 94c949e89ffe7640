// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { recordSession, samplePage } from '../../store/error-sample.ts';
import { viewStore } from '../../store/view-store.ts';
import { cleanup, renderWith } from '../../test/render.tsx';
import { PageGrid } from './page-grid.tsx';

beforeEach(() => {
  vi.spyOn(Element.prototype, 'getBoundingClientRect').mockReturnValue(new DOMRect(0, 0, 600, 300));
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

describe('PageGrid', () => {
  it('shows vitals with their ratings in words, long tasks and the navigation’s steps', async () => {
    await renderWith(<PageGrid brushed={false} />, { session: recordSession({ pages: [samplePage(1)] }) });
    const row = screen.getAllByRole('row')[1];
    expect(row?.textContent).toContain('/checkout?step=2');
    expect(row?.textContent).toContain('2.90 s');
    expect(row?.textContent).toContain('2, 180 ms');
    for (const rating of ['good', 'needs improvement', 'poor'])
      expect(screen.getByRole('img', { name: rating })).toBeTruthy();
    expect(screen.getByRole('img', { name: /^queued in the browser 12 ms, first byte 28 ms, / })).toBeTruthy();
  });

  it('leads to the document', async () => {
    await renderWith(<PageGrid brushed={false} />, { session: recordSession({ pages: [samplePage(7)] }) });
    const row = screen.getAllByRole('row')[1];
    if (row) fireEvent.doubleClick(row);
    expect(viewStore.getState().tables.traffic.selectedId).toBe('7');
  });

  it('is not there while no page told of itself', async () => {
    const { container } = await renderWith(<PageGrid brushed={false} />, { session: recordSession({}) });
    expect(container.textContent).toBe('');
  });
});
