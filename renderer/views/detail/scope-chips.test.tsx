// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { recordSession, samplePage } from '../../store/error-sample.ts';
import { viewStore } from '../../store/view-store.ts';
import { cleanup, renderWith } from '../../test/render.tsx';
import { ScopeChips } from './scope-chips.tsx';

afterEach(cleanup);

it('says what views are narrowed to, and lifts it', async () => {
  const session = recordSession({ pages: [samplePage(1)] });
  await renderWith(<ScopeChips />, { session, view: { scope: '/api', pageScope: '1' } });
  fireEvent.click(screen.getByRole('button', { name: 'Only /api' }));
  expect(viewStore.getState().scope).toBeNull();
  fireEvent.click(screen.getByRole('button', { name: /^Only \/checkout\?step=2, / }));
  expect(viewStore.getState().pageScope).toBeNull();
  expect(screen.queryByRole('button')).toBeNull();
});

it('names a page that it does not hold by its id', async () => {
  await renderWith(<ScopeChips />, { view: { pageScope: 'p4' } });
  expect(screen.getByRole('button', { name: 'Only page p4' })).toBeTruthy();
});
