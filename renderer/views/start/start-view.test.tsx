// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { sampleSession } from '../../store/row-sample.ts';
import { asked, resetAsked } from '../../test/commands-stub.ts';
import { cleanup, renderWith } from '../../test/render.tsx';
import { StartView } from './start-view.tsx';

vi.mock('../../store/commands.ts', () => import('../../test/commands-stub.ts'));

beforeEach(resetAsked);
afterEach(cleanup);

const show = () => renderWith(<StartView />, { session: sampleSession([], { mode: 'start' }) });

describe('StartView', () => {
  it('opens what was found, what was used lately, or the demo', async () => {
    await show();
    fireEvent.click(await screen.findByRole('button', { name: 'Open http://localhost:5173' }));
    fireEvent.click(screen.getByRole('button', { name: 'http://localhost:3000' }));
    fireEvent.click(screen.getByRole('button', { name: 'Start the demo' }));
    expect(asked.commands).toEqual([
      { type: 'open-target', target: 'http://localhost:5173', routes: [] },
      { type: 'open-target', target: 'http://localhost:3000', routes: [] },
      { type: 'start-demo' },
    ]);
  });

  it('keeps what it found when a second look fails', async () => {
    await show();
    asked.page = undefined;
    fireEvent.click(await screen.findByRole('button', { name: 'Look again' }));
    expect(await screen.findByRole('button', { name: 'Look again' })).toBeTruthy();
    expect(screen.getByText('Vite')).toBeTruthy();
  });

  it('has no demo where none comes with it', async () => {
    if (asked.page) asked.page = { ...asked.page, demoAvailable: false };
    await show();
    await screen.findByText('Vite');
    expect(screen.queryByRole('button', { name: 'Start the demo' })).toBeNull();
  });
});
