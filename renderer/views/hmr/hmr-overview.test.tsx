// @vitest-environment jsdom
import { fireEvent, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { hmrSession, sampleError, sampleReload, sampleUpdate } from '../../store/hmr-sample.ts';
import { viewStore } from '../../store/view-store.ts';
import { cleanup, renderWith } from '../../test/render.tsx';
import { HmrOverview } from './hmr-overview.tsx';

beforeEach(() => {
  vi.spyOn(Element.prototype, 'getBoundingClientRect').mockReturnValue(new DOMRect(0, 0, 600, 300));
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

describe('HmrOverview', () => {
  it('shows the last reload and the last error, and leads to them', async () => {
    const records = [sampleReload(1), sampleReload(2), sampleError(3), sampleUpdate(4)];
    await renderWith(<HmrOverview records={records} />, { session: hmrSession(records) });
    const reload = screen.getByRole('region', { name: 'Last full reload' });
    expect(reload.textContent).toContain('The page was loaded anew in 1.18 s');
    fireEvent.click(within(reload).getByRole('button', { name: 'Show it' }));
    expect(viewStore.getState().tables.hmr.selectedId).toBe('2');
    const error = screen.getByRole('region', { name: 'Last build error' });
    expect(error.textContent).toContain('Unexpected token');
  });

  it('says that nothing of the kind happened', async () => {
    await renderWith(<HmrOverview records={[sampleUpdate(1)]} />);
    expect(screen.getByText('The page was not loaded anew so far.')).toBeTruthy();
    expect(screen.getByText('No build failed so far.')).toBeTruthy();
  });
});
