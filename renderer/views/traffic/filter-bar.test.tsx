// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { hmrSession, sampleUpdate } from '../../store/hmr-sample.ts';
import { sampleRow, sampleSession } from '../../store/row-sample.ts';
import { viewStore } from '../../store/view-store.ts';
import { resetAsked } from '../../test/commands-stub.ts';
import { cleanup, renderWith } from '../../test/render.tsx';
import { chosenKinds, FilterBar } from './filter-bar.tsx';
import { useTrafficList } from './use-traffic-list.ts';

vi.mock('../../store/commands.ts', () => import('../../test/commands-stub.ts'));

beforeEach(resetAsked);
afterEach(cleanup);

function Probe() {
  return <FilterBar list={useTrafficList()} right={false} />;
}

const filter = () => viewStore.getState().tables.traffic.filter;

describe('chosenKinds', () => {
  it('reads what chips wrote, and not what is kept out', () => {
    expect(chosenKinds('kind:script,fetch -kind:image')).toEqual(['script', 'fetch']);
    expect(chosenKinds('kind:')).toEqual([]);
  });
});

describe('FilterBar', () => {
  it('writes chips into the query: one at a time, or several with a modifier', async () => {
    await renderWith(<Probe />, { session: sampleSession([sampleRow(1)]) });
    fireEvent.click(screen.getByRole('button', { name: 'Script' }));
    expect(filter()).toBe('kind:script');
    fireEvent.click(screen.getByRole('button', { name: 'Fetch' }), { ctrlKey: true });
    expect(filter()).toBe('kind:script,fetch');
    expect(screen.getByRole('button', { name: 'Fetch' }).getAttribute('aria-pressed')).toBe('true');
    fireEvent.click(screen.getByRole('button', { name: 'Script' }));
    expect(filter()).toBe('kind:fetch');
    fireEvent.click(screen.getByRole('button', { name: 'All' }));
    expect(filter()).toBe('');
  });

  it('shows the source that all views are scoped to, and lifts it', async () => {
    await renderWith(<Probe />, { session: sampleSession([sampleRow(1)]), view: { scope: '/api' } });
    fireEvent.click(screen.getByRole('button', { name: 'Only /api' }));
    expect(viewStore.getState().scope).toBeNull();
  });

  it('hides columns and moves the detail', async () => {
    await renderWith(<Probe />, { session: sampleSession([sampleRow(1)]) });
    fireEvent.keyDown(screen.getByRole('button', { name: 'Columns' }), { key: 'Enter' });
    fireEvent.click(await screen.findByRole('menuitemcheckbox', { name: 'Kind' }));
    expect(viewStore.getState().hiddenColumns).toEqual(['traffic.kind']);
    fireEvent.keyDown(screen.getByRole('menu'), { key: 'Escape' });
    fireEvent.click(screen.getByRole('button', { name: 'Put the detail to the right' }));
    expect(viewStore.getState().placement).toBe('right');
  });

  it('leaves out what hot updates asked for, once there are any', async () => {
    await renderWith(<Probe />, { session: sampleSession([sampleRow(1)]) });
    expect(screen.queryByRole('checkbox')).toBeNull();
    cleanup();
    await renderWith(<Probe />, { session: hmrSession([sampleUpdate(1)], [sampleRow(1)]) });
    const box = screen.getByRole('checkbox', { name: 'Hide HMR fetches' });
    fireEvent.click(box);
    expect(filter()).toBe('-has:hmr');
    expect(box.getAttribute('aria-checked')).toBe('true');
    fireEvent.click(box);
    expect(filter()).toBe('');
  });
});
