// @vitest-environment jsdom
import { act, fireEvent, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { applyFeed } from '../../store/apply.ts';
import { recordSession, samplePage, samplePanic, sampleReport, toRecordBatch } from '../../store/error-sample.ts';
import { sampleUpdate } from '../../store/hmr-sample.ts';
import { SAMPLE_START, sampleRow } from '../../store/row-sample.ts';
import { sessionStore } from '../../store/session-store.ts';
import { setPageScope, viewStore } from '../../store/view-store.ts';
import { cleanup, renderWith } from '../../test/render.tsx';
import { ErrorsView } from './errors-view.tsx';

vi.mock('../../store/commands.ts', () => import('../../test/commands-stub.ts'));
beforeEach(() => {
  vi.spyOn(Element.prototype, 'getBoundingClientRect').mockReturnValue(new DOMRect(0, 0, 600, 300));
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

const errors = [sampleReport(1), samplePanic(2), sampleReport(3, { count: 2, pageId: '9' })];
const session = recordSession({ errors, hmr: [sampleUpdate(2)], pages: [samplePage(1)], rows: [sampleRow(14)] });
const grid = () => screen.getByRole('grid', { name: 'Errors' });
const rows = () => within(grid()).getAllByRole('row').slice(1);

describe('ErrorsView', () => {
  it('lists groups with message, place, component, page and how often', async () => {
    await renderWith(<ErrorsView />, { session });
    expect(rows()).toHaveLength(2);
    const text = rows()[0]?.textContent ?? '';
    for (const part of ['TypeError', 'vue', 'orderId', 'CheckoutForm.vue:48:31', '/checkout', '3 times'])
      expect(text).toContain(part);
    expect(screen.getByText(/^2 groups, 4 occurrences/, { selector: '.footline *' })).toBeTruthy();
  });

  it('takes a new report into its group’s row, which stays in its place', async () => {
    await renderWith(<ErrorsView />, { session: recordSession({ errors: [sampleReport(1), samplePanic(2)] }) });
    act(() => sessionStore.setState((state) => applyFeed(state, [toRecordBatch({ errors: [sampleReport(5)] })]), true));
    expect(await screen.findByText('2 times', { selector: '.tag' })).toBeTruthy();
    expect(rows()[0]?.textContent).toContain('TypeError');
  });

  it('narrows by chip, by text and to what is new since the last edit', async () => {
    await renderWith(<ErrorsView />, { session });
    fireEvent.click(screen.getByRole('button', { name: 'Back end 1' }));
    expect(rows()).toHaveLength(1);
    fireEvent.click(screen.getByRole('button', { name: 'All 2' }));
    const filter = screen.getByRole('searchbox');
    fireEvent.change(filter, { target: { value: 'source:vue' } });
    expect(rows()).toHaveLength(1);
    fireEvent.change(filter, { target: { value: 'source:nothing' } });
    expect(filter.getAttribute('aria-invalid')).toBe('true');
    fireEvent.change(filter, { target: { value: '' } });
    fireEvent.click(screen.getByRole('checkbox', { name: 'New since the last edit' }));
    expect(
      rows()
        .map((row) => row.textContent)
        .join(),
    ).toMatch(/^runtime error.*new/);
  });

  it('goes by page and brush like all views, and says when nothing is left', async () => {
    await renderWith(<ErrorsView />, {
      session,
      view: { brush: { from: SAMPLE_START, to: SAMPLE_START + 1_500, live: false } },
    });
    expect(rows()).toHaveLength(1);
    act(() => setPageScope('9'));
    expect(screen.getByText('No error matches')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Show all pages' }));
    expect(viewStore.getState().pageScope).toBeNull();
  });

  it('opens the latest report of a group, keeps it when it is filtered out, and closes it', async () => {
    await renderWith(<ErrorsView />, { session });
    expect(screen.getByRole('region', { name: 'Errors at a glance' }).textContent).toContain('2 groups, 4 occurrences');
    fireEvent.keyDown(grid(), { key: 'ArrowDown' });
    expect(viewStore.getState().tables.errors).toMatchObject({ selectedId: '3', follow: false });
    expect(rows()[0]?.getAttribute('aria-selected')).toBe('true');
    fireEvent.change(screen.getByRole('searchbox'), { target: { value: 'nil pointer' } });
    expect(screen.getByText('The selected error is filtered out.')).toBeTruthy();
    expect(screen.getByRole('region', { name: 'Error details' })).toBeTruthy();
    fireEvent.keyDown(grid(), { key: 'Escape' });
    expect(viewStore.getState().tables.errors.selectedId).toBeNull();
  });

  it('says what to do while there is nothing, and what was left out', async () => {
    await renderWith(<ErrorsView />, { session: recordSession({}) });
    expect(screen.getByRole('heading', { name: 'No error was seen' })).toBeTruthy();
    cleanup();
    await renderWith(<ErrorsView />, { session: { ...session, foldedErrors: 7, errorLoad: 'failed' } });
    expect(screen.getByText(/^7 older errors are not shown/)).toBeTruthy();
    expect(screen.getByText(/^The errors from before could not be read/)).toBeTruthy();
  });

  it('says so in a file without errors', async () => {
    const file = recordSession({});
    if (file.workspace)
      await renderWith(<ErrorsView />, { session: { ...file, workspace: { ...file.workspace, mode: 'file' } } });
    expect(screen.getByText('This session holds no errors.')).toBeTruthy();
  });
});
