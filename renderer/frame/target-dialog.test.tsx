// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { sampleSession } from '../store/row-sample.ts';
import { viewStore } from '../store/view-store.ts';
import { asked, resetAsked } from '../test/commands-stub.ts';
import { cleanup, renderWith } from '../test/render.tsx';
import { TargetDialog } from './target-dialog.tsx';

vi.mock('../store/commands.ts', () => import('../test/commands-stub.ts'));

beforeEach(resetAsked);
afterEach(cleanup);

it('starts from the target there is and sends requests to another', async () => {
  await renderWith(<TargetDialog />, { session: sampleSession([]), view: { dialog: 'target' } });
  const field = screen.getByRole<HTMLInputElement>('textbox');
  expect(field.value).toBe('http://localhost:5173');
  fireEvent.change(field, { target: { value: 'localhost:4000' } });
  fireEvent.click(screen.getByRole('button', { name: 'Use this target' }));
  expect(asked.commands).toEqual([{ type: 'open-target', target: 'http://localhost:4000', routes: [] }]);
  expect(viewStore.getState().dialog).toBeNull();
});
