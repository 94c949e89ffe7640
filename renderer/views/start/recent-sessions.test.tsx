// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { asked, resetAsked, samplePage } from '../../test/commands-stub.ts';
import { cleanup, renderWith } from '../../test/render.tsx';
import { RecentSessions } from './recent-sessions.tsx';

vi.mock('../../store/commands.ts', () => import('../../test/commands-stub.ts'));

beforeEach(resetAsked);
afterEach(cleanup);

it('opens one by its path, and says when there are none', async () => {
  await renderWith(<RecentSessions sessions={samplePage.recentSessions} />);
  expect(screen.getByText('38.0 MB')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'shop.tline' }));
  expect(asked.commands).toEqual([{ type: 'open-file', path: '/a/shop.tline' }]);
  cleanup();
  await renderWith(<RecentSessions sessions={[]} />);
  expect(screen.getByText('Sessions you record are listed here.')).toBeTruthy();
});
