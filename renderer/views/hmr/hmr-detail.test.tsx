// @vitest-environment jsdom
import { fireEvent, screen, within } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import type { HmrRecord } from '../../../main/model/hmr.ts';
import { hmrSession, sampleError, samplePlain, sampleReload, sampleUpdate } from '../../store/hmr-sample.ts';
import { sampleRow } from '../../store/row-sample.ts';
import { viewStore } from '../../store/view-store.ts';
import { cleanup, renderWith } from '../../test/render.tsx';
import { HmrDetail } from './hmr-detail.tsx';

afterEach(cleanup);

const rows = [
  sampleRow(1, { url: 'http://h/shop', kind: 'document' }),
  sampleRow(2, { kind: 'websocket' }),
  sampleRow(14),
];
const show = (record: HmrRecord, ...others: HmrRecord[]) =>
  renderWith(<HmrDetail id={record.id} />, { session: hmrSession([record, ...others], rows) });
const detail = () => screen.getByRole('region', { name: 'HMR details' });

describe('HmrDetail', () => {
  it('opens with a sentence that has numbers in it, then where the time went', async () => {
    await show(sampleUpdate(3));
    expect(detail().textContent).toContain('Applied in 84 ms: Child.vue. This is inferred');
    expect(detail().textContent).toContain('60 ms of it went into 1 request.');
    expect(screen.getByText('Message to fetch')).toBeTruthy();
  });

  it('lists modules and requests', async () => {
    await show(sampleUpdate(3, { modules: [{ path: '/src/App.vue', acceptedPath: '/src/Child.vue', kind: 'js' }] }));
    const cells = within(screen.getByRole('table')).getAllByRole('cell');
    expect(cells.map((cell) => cell.textContent)).toEqual(['/src/Child.vue', '/src/App.vue', 'js']);
    fireEvent.click(screen.getByRole('button', { name: '14?page=1' }));
    expect(viewStore.getState().tables.traffic.selectedId).toBe('14');
  });

  it('leads to the frame, the connection, the page and all requests', async () => {
    await show(sampleUpdate(3));
    fireEvent.click(screen.getByRole('button', { name: 'Show the frame' }));
    expect(viewStore.getState()).toMatchObject({ view: 'sockets', wantedMessage: { exchangeId: '2', id: '30' } });
    fireEvent.click(screen.getByRole('button', { name: '/shop' }));
    expect(viewStore.getState().tables.traffic.selectedId).toBe('1');
    fireEvent.click(screen.getByRole('button', { name: 'Show 1 request in Traffic' }));
    expect(viewStore.getState().tables.traffic.applied).toBe('hmr:3');
    fireEvent.click(screen.getByRole('button', { name: '#2 in Sockets' }));
    expect(viewStore.getState().tables.sockets.selectedId).toBe('2');
  });

  it('gives a reload its reason and its trigger', async () => {
    await show(sampleReload(3));
    expect(detail().textContent).toContain('loaded anew in 1.18 s after a change of label.js');
    expect(detail().textContent).toContain('No module between label.js and the page');
    expect(screen.getAllByText('/app/src/label.js').length).toBeGreaterThan(0);
  });

  it('shows an error with its code, when it was over and what ended it', async () => {
    const error = sampleError(3, { recoveredBy: '5', moreErrors: [{ message: 'And another.' }] });
    await show(error, sampleUpdate(5, { recovers: '3' }));
    expect(detail().textContent).toContain(
      'The build failed at src/components/Child.vue:5:1. It was fixed after 2.00 s.',
    );
    expect(screen.getByRole('group', { name: /^Code around/ })).toBeTruthy();
    expect(screen.getByText('And another.')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: /^update at / }));
    expect(viewStore.getState().tables.hmr.selectedId).toBe('5');
  });

  it('shows warnings, and what came as an event', async () => {
    const { frameId: _, ...rest } = sampleUpdate(3, { warnings: ['export missing'], eventId: '9' });
    await show(rest);
    expect(screen.getByText('export missing')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Show the event' })).toBeTruthy();
  });

  it('has few words for what says little', async () => {
    await show(samplePlain(3, 'connected'));
    expect(detail().textContent).toContain('The page is connected to its dev server (vite).');
    expect(screen.queryByText('Requests')).toBeNull();
  });

  it('closes on Escape', async () => {
    await show(sampleUpdate(3));
    viewStore.setState((state) => ({ tables: { ...state.tables, hmr: { ...state.tables.hmr, selectedId: '3' } } }));
    fireEvent.keyDown(detail(), { key: 'Escape' });
    expect(viewStore.getState().tables.hmr.selectedId).toBeNull();
  });

  it('says that a record is not held', async () => {
    await renderWith(<HmrDetail id="77" />, { session: hmrSession([sampleUpdate(1)]) });
    expect(screen.getByRole('status').textContent).toContain('does not hold that record');
  });
});
