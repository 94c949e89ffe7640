// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { sampleSession } from '../../store/row-sample.ts';
import { viewStore } from '../../store/view-store.ts';
import { cleanup, renderWith } from '../../test/render.tsx';
import { SettingsView } from './settings-view.tsx';

vi.mock('../../store/commands.ts', () => import('../../test/commands-stub.ts'));
afterEach(cleanup);

it('changes how things look at once, and tells the limits', async () => {
  await renderWith(<SettingsView />, { session: sampleSession([]) });
  fireEvent.click(screen.getByRole('radio', { name: 'Dark' }));
  fireEvent.click(screen.getByRole('radio', { name: 'Comfortable' }));
  fireEvent.click(screen.getByRole('radio', { name: 'To the right' }));
  expect(viewStore.getState()).toMatchObject({ theme: 'dark', density: 'comfortable', placement: 'right' });
  expect(screen.getAllByText('200,000')).toHaveLength(2);
  expect(screen.getByText('/data/shop.tline')).toBeTruthy();
  fireEvent.click(screen.getByRole('radio', { name: '中文' }));
  expect(await screen.findByRole('heading', { name: '设置' })).toBeTruthy();
});
