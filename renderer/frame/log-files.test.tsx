// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { sampleSession } from '../store/row-sample.ts';
import { viewStore } from '../store/view-store.ts';
import { cleanup, renderWith } from '../test/render.tsx';
import { LogFiles } from './log-files.tsx';

vi.mock('../store/commands.ts', () => import('../test/commands-stub.ts'));
afterEach(cleanup);

const show = (...logFiles: { path: string; fault?: string }[]) =>
  renderWith(<LogFiles />, { session: sampleSession([], { telemetry: { metrics: [], pprof: [], logFiles } }) });

it('lists the files that are followed, and says what is wrong with one', async () => {
  await show({ path: 'logs/app.log' }, { path: '/var/log/secret', fault: 'It may not be read by this user.' });
  expect(screen.getByRole('button', { name: 'logs/app.log, followed' }).textContent).toContain('app.log');
  expect(screen.getByRole('button', { name: /^\/var\/log\/secret/ }).title).toBe(
    '/var/log/secret: It may not be read by this user.',
  );
});

it('leads to the lines of one', async () => {
  await show({ path: 'logs/my app.log' });
  fireEvent.click(screen.getByRole('button', { name: /my app/ }));
  expect(viewStore.getState().view).toBe('logs');
  expect(viewStore.getState().tables.logs.filter).toBe('source:"file:logs/my app.log"');
});

it('is not there without files', async () => {
  await show();
  expect(screen.queryByRole('list')).toBeNull();
});
