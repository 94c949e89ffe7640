// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { traceId } from '../../store/error-sample.ts';
import { viewStore } from '../../store/view-store.ts';
import { cleanup, renderWith } from '../../test/render.tsx';
import { TraceChip } from './trace-chip.tsx';

afterEach(cleanup);

it('shows the first digits and keeps only the trace’s requests', async () => {
  await renderWith(<TraceChip traceId={traceId('7c1e90abff')} />);
  fireEvent.click(screen.getByRole('button', { name: '7c1e90ab' }));
  expect(viewStore.getState()).toMatchObject({ view: 'traffic' });
  expect(viewStore.getState().tables.traffic.applied).toBe('trace:7c1e90ab');
});
