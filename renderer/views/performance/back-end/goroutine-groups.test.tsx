// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { asked, resetAsked } from '../../../test/commands-stub.ts';
import { cleanup, renderWith } from '../../../test/render.tsx';
import { GoroutineGroups } from './goroutine-groups.tsx';
import { sampleProfile } from './profile-sample.ts';

vi.mock('../../../store/commands.ts', () => import('../../../test/commands-stub.ts'));
beforeEach(resetAsked);
afterEach(cleanup);

it('tells how many goroutines wait where, and opens their frames in the editor', async () => {
  await renderWith(<GoroutineGroups profile={sampleProfile()} />);
  expect(screen.getByText(/4 goroutines at 1 places/).textContent).toContain('not listed, 1 goroutines');
  const group = screen.getByRole('button', { name: /3.*75 %.*chan receive.*12 min.*main\.\(\*Pool\)\.work/ });
  expect(screen.queryByText('pool.go:20')).toBeNull();
  fireEvent.click(group);
  expect(group.getAttribute('aria-expanded')).toBe('true');
  expect(screen.getByText('Numbers: 5, 9, 12')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'pool.go:20' }));
  expect(asked.commands).toEqual([{ type: 'open-source', path: '/src/shop/pool.go', line: 20 }]);
});
