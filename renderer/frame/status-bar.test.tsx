// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { sampleBody, sampleRow, sampleSession } from '../store/row-sample.ts';
import { say, viewStore } from '../store/view-store.ts';
import { act } from '@testing-library/react';
import { cleanup, renderWith } from '../test/render.tsx';
import { StatusBar } from './status-bar.tsx';

vi.mock('../store/commands.ts', () => import('../test/commands-stub.ts'));
afterEach(cleanup);

const status = { state: 'recording', startedAt: 0, dropped: 1_906, keptBytes: 0, budgetBytes: 1 } as const;
const bar = () => screen.getByRole('contentinfo').textContent ?? '';

describe('StatusBar', () => {
  it('tells address, totals, what is missing and the file', async () => {
    const cut = sampleRow(1, { responseBody: sampleBody(5_000, { truncated: true }) });
    await renderWith(<StatusBar bare={false} />, { session: { ...sampleSession([cut]), status } });
    for (const text of ['127.0.0.1:8888', '1 request', '5.0 kB', '1 cut', '1,906 dropped', 'Recording to shop.tline'])
      expect(bar()).toContain(text);
  });

  it('tells what sampling left out', async () => {
    const sampling = [
      { match: '/hot', seen: 2_000, left: 1_500 },
      { match: '/poll', seen: 10, left: 2 },
    ];
    await renderWith(<StatusBar bare={false} />, {
      session: { ...sampleSession([]), status: { ...status, sampling } },
    });
    expect(bar()).toContain('1,502 left out by sampling');
    expect(screen.getByTitle(/\/hot 1,500\/2,000, \/poll 2\/10/)).toBeTruthy();
  });

  it('says that it waits for the host', async () => {
    await renderWith(<StatusBar bare={false} />, { session: { ...sampleSession([]), link: 'lost' } });
    expect(bar()).toContain('Disconnected, trying again');
  });

  it('offers both languages before anything is recorded', async () => {
    await renderWith(<StatusBar bare />, { session: sampleSession([], { mode: 'start' }) });
    expect(bar()).toContain('Nothing is recorded until you open a target');
    fireEvent.click(screen.getByRole('button', { name: '中文' }));
    expect(viewStore.getState().language).toBe('zh-CN');
    expect(bar()).toContain('就绪');
  });

  it('gives answers that can be dismissed', async () => {
    await renderWith(<StatusBar bare={false} />, { session: sampleSession([]) });
    act(() => say({ level: 'info', key: 'said.saved', slots: { path: '/out/a.har' } }));
    expect(screen.getByRole('status').textContent).toContain('Saved to /out/a.har');
    fireEvent.click(screen.getByRole('button', { name: 'Dismiss' }));
    expect(viewStore.getState().said).toBeNull();
  });
});
