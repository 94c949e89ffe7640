// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { recordSession, sampleReport } from '../../store/error-sample.ts';
import { viewStore } from '../../store/view-store.ts';
import { cleanup, renderWith } from '../../test/render.tsx';
import { HmrErrors } from './hmr-errors.tsx';

afterEach(cleanup);

it('leads to the errors that came after an update, and is not there where none came', async () => {
  const session = recordSession({ errors: [sampleReport(4, { hmrId: '3' })] });
  const { container } = await renderWith(<HmrErrors id="3" />, { session });
  fireEvent.click(screen.getByRole('button', { name: /^TypeError: / }));
  expect(viewStore.getState().tables.errors.selectedId).toBe('4');
  expect(container.textContent).toContain('Errors after it');
  cleanup();
  const other = await renderWith(<HmrErrors id="9" />, { session });
  expect(other.container.textContent).toBe('');
});
