// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { recordSession, samplePanic, sampleReport, traceId } from '../../store/error-sample.ts';
import { sampleRow } from '../../store/row-sample.ts';
import { viewStore } from '../../store/view-store.ts';
import { cleanup, renderWith } from '../../test/render.tsx';
import { errorCount, ErrorsTab } from './errors-tab.tsx';

afterEach(cleanup);

const session = recordSession({ errors: [sampleReport(1), samplePanic(2, { exchangeId: '15' })] });
const row = sampleRow(14, { trace: { traceId: traceId('7c1e90ab'), source: 'traceparent' } });

describe('ErrorsTab', () => {
  it('tells a request’s own errors from others of its trace, and leads to them', async () => {
    await renderWith(<ErrorsTab row={row} />, { session });
    const titles = screen.getAllByRole('heading').map((title) => title.textContent);
    expect(titles).toEqual(['Errors of this request', 'Errors of the same trace']);
    fireEvent.click(screen.getByRole('button', { name: /^runtime error/ }));
    expect(viewStore.getState()).toMatchObject({ view: 'errors' });
    expect(viewStore.getState().tables.errors.selectedId).toBe('2');
  });

  it('counts both', () => {
    expect(errorCount(row, session)).toBe(2);
    expect(errorCount(sampleRow(14), session)).toBe(1);
    expect(errorCount(sampleRow(3), session)).toBe(0);
  });
});
