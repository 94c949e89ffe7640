// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ProcessState } from '../../main/model/process.ts';
import { sampleSession } from '../store/row-sample.ts';
import { viewStore } from '../store/view-store.ts';
import { asked, resetAsked } from '../test/commands-stub.ts';
import { cleanup, renderWith } from '../test/render.tsx';
import { processActions } from './process-actions.ts';
import { Processes, processLook } from './processes.tsx';

vi.mock('../store/commands.ts', () => import('../test/commands-stub.ts'));
beforeEach(resetAsked);
afterEach(cleanup);

const running: ProcessState = {
  ...{ name: 'api', command: 'go run ./cmd/api', state: 'running', pid: 4242, terminal: false },
  ...{ startedAt: 0, readyAt: 1, restarts: 0 },
};
const crashed: ProcessState = { ...running, name: 'web', state: 'ended', exitCode: 1, endedAt: 2, restarts: 2 };
const failed: ProcessState = {
  ...{ name: 'db', command: 'postgres', state: 'failed', terminal: false, startedAt: 0, restarts: 0 },
  fault: { code: 'command-not-started', message: 'The command "postgres" could not be started: it was not found.' },
};

const show = (...processes: readonly ProcessState[]) =>
  renderWith(<Processes />, { session: sampleSession([], { processes }) });

describe('Processes', () => {
  it('tells how each is, with its command and its number', async () => {
    await show(running, crashed, failed);
    expect(screen.getByRole('list', { name: 'Processes' }).children).toHaveLength(3);
    expect(screen.getByRole('button', { name: 'api, running' }).title).toBe('go run ./cmd/api, pid 4242, running');
    expect(screen.getByRole('button', { name: 'web, exit 1' }).title).toContain('started again 2 times');
    expect(screen.getByRole('button', { name: 'db, failed' }).title).toContain('could not be started');
  });

  it('is not there where no process is', async () => {
    await renderWith(<Processes />, { session: sampleSession([]) });
    expect(screen.queryByRole('list')).toBeNull();
  });

  it('restarts and stops', async () => {
    await show(running, crashed);
    fireEvent.click(screen.getByRole('button', { name: 'Restart api' }));
    fireEvent.click(screen.getByRole('button', { name: 'Stop api' }));
    expect(asked.commands).toEqual([
      { type: 'restart-process', name: 'api' },
      { type: 'stop-process', name: 'api' },
    ]);
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Stop web' }).disabled).toBe(true);
    await vi.waitFor(() => expect(viewStore.getState().said?.key).toBe('said.stopped'));
  });

  it('has a menu, which leads to what it wrote', async () => {
    await show(running);
    fireEvent.keyDown(screen.getByRole('button', { name: 'api, running' }), { key: 'Enter' });
    expect((await screen.findAllByRole('menuitem')).map((item) => item.textContent)).toEqual([
      ...['Restart api', 'Stop api', 'Show its logs'],
    ]);
    fireEvent.click(screen.getByRole('menuitem', { name: 'Show its logs' }));
    expect(viewStore.getState().view).toBe('logs');
    expect(viewStore.getState().tables.logs.filter).toBe('source:process:api');
  });

  it.each([
    [{ state: 'running' }, 'dot'],
    [{ state: 'starting' }, 'dashed'],
    [{ state: 'stopping' }, 'dashed'],
    [{ state: 'ended', exitCode: 0 }, 'ring'],
    [{ state: 'ended', signal: 'SIGTERM' }, 'ring'],
    [{ state: 'ended', signal: 'SIGKILL' }, 'square'],
    [{ state: 'ended', exitCode: 2 }, 'square'],
    [{ state: 'failed' }, 'cross'],
  ] as const)('draws %j as a %s', (over, shape) => {
    expect(processLook({ ...running, ...over }).shape).toBe(shape);
  });
});

describe('processActions', () => {
  it('offers what can be done with each', async () => {
    await show(running, crashed, failed);
    expect(processActions().map((action) => action.label)).toEqual([
      ...['Restart api', 'Stop api', 'Restart web', 'Restart db'],
    ]);
    asked.result = { ok: false, code: 'no-process', message: 'There is no process "api".' };
    processActions()[0]?.run();
    await vi.waitFor(() => expect(viewStore.getState().said).toMatchObject({ level: 'error' }));
  });
});
