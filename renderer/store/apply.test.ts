import { openUpdate, sampleUpdate, toHmrBatch } from './hmr-sample.ts';
import { sampleLog, sampleTotals, toTotalsBatch } from './log-sample.ts';
import { describe, expect, it } from 'vitest';
import type { Change } from '../../main/model/protocol.ts';
import type { FrameRow } from '../../main/model/message.ts';
import {
  applyAsked,
  applyDismissal,
  applyFeed,
  applyMessages,
  applyWatched,
  SESSION_BOUNDS,
  type SessionBounds,
} from './apply.ts';
import { MAX_LOG_LEAP_MS, rowById } from './session-state.ts';
import { pendingRow, sampleBody, sampleRow, sampleSession, sampleWorkspace, toBatch } from './row-sample.ts';

const rows = (count: number, from = 1) => Array.from({ length: count }, (_, i) => sampleRow(from + i));
const BOUNDS: SessionBounds = {
  ...SESSION_BOUNDS,
  ...{ rows: 10, fold: 4, messages: 5, journal: 6, hmr: 6, foldHmr: 2 },
};

const frame = (n: number, exchangeId = '1'): FrameRow => ({
  id: String(n),
  exchangeId,
  at: n,
  direction: 'in',
  opcode: 'text',
  sizeBytes: 1,
  wireBytes: 3,
  compressed: false,
  preview: 'x',
  truncated: false,
});
const frameChange = (n: number): Change => ({ seq: n, kind: 'frame', op: 'put', record: frame(n) });

describe('applyFeed', () => {
  it('keeps rows in order of id and replaces one by its id', () => {
    const state = applyFeed(sampleSession([pendingRow(1), sampleRow(2)]), [toBatch([sampleRow(1, { status: 500 })])]);
    expect(state.rows.map((row) => [row.id, row.status])).toEqual([
      ['1', 500],
      ['2', 200],
    ]);
    expect(state.journal.positions).toEqual([0, 1, 0]);
  });

  it('does nothing twice when a change comes twice', () => {
    const once = sampleSession(rows(3));
    const bytes = once.totals.bytes;
    const twice = applyFeed(once, [toBatch(rows(3))]);
    expect(twice.rows).toHaveLength(3);
    expect(twice.totals.bytes).toBe(bytes);
  });

  it('puts a row that comes late in its place and has readers start over', () => {
    const before = sampleSession([sampleRow(1), sampleRow(3)]);
    const { generation } = before;
    const state = applyFeed(before, [toBatch([sampleRow(2)])]);
    expect(state.rows.map((row) => row.id)).toEqual(['1', '2', '3']);
    expect(rowById(state, '3')?.id).toBe('3');
    expect(state.generation).toBeGreaterThan(generation);
  });

  it('folds the oldest rows away at its bound, and says how many', () => {
    const state = applyFeed(sampleSession([]), [toBatch(rows(11))], BOUNDS);
    expect(state.rows.map((row) => row.id)).toEqual(['5', '6', '7', '8', '9', '10', '11']);
    expect(state.foldedRows).toBe(4);
    expect(rowById(state, '5')?.id).toBe('5');
    expect(rowById(state, '4')).toBeUndefined();
    expect(state.totals.bytes).toBe(7_000);
    const later = applyFeed(state, [toBatch([sampleRow(2)])], BOUNDS);
    expect(later.rows[0]?.id).toBe('5');
  });

  it('drops the journal at its bound, so that readers start over', () => {
    const state = applyFeed(sampleSession([]), [toBatch(rows(7))], BOUNDS);
    expect(state.journal).toEqual({ base: 7, positions: [] });
  });

  it('counts bytes, open sockets, pending requests and cut bodies', () => {
    const open = sampleRow(1, { kind: 'websocket', state: 'open' });
    const cut = sampleRow(3, { responseBody: sampleBody(5_000, { truncated: true }) });
    const state = sampleSession([open, pendingRow(2), cut]);
    expect(state.totals).toEqual({ bytes: 6_000, openSockets: 1, sockets: 1, pending: 1, cut: 1 });
    const closed = applyFeed(state, [toBatch([{ ...open, state: 'done' }, sampleRow(2)])]);
    expect(closed.totals).toMatchObject({ openSockets: 0, sockets: 1, pending: 0 });
  });

  it('starts over on a reset and keeps notices of the same session only', () => {
    const noticed = applyFeed(sampleSession(rows(2)), [
      { type: 'notice', notice: { code: 'disk-full', severity: 'error', message: 'The disk is full.' } },
    ]);
    const same = applyFeed(noticed, [{ type: 'reset', workspace: sampleWorkspace() }]);
    expect(same.rows).toEqual([]);
    expect(same.ready).toBe(false);
    expect(same.notices).toHaveLength(1);
    const other = applyFeed(same, [{ type: 'reset', workspace: sampleWorkspace({ sessionPath: '/other.tline' }) }]);
    expect(other.notices).toEqual([]);
  });

  it('holds one notice a code and takes it away when told', () => {
    const notice = { code: 'slow', severity: 'warning', message: 'First.' } as const;
    const state = applyFeed(sampleSession([]), [
      { type: 'notice', notice },
      { type: 'notice', notice: { ...notice, message: 'Second.' } },
    ]);
    expect(state.notices.map((held) => held.message)).toEqual(['Second.']);
    expect(applyDismissal(state, 'slow').notices).toEqual([]);
  });

  it('takes status and workspace as they come', () => {
    const status = { state: 'paused', startedAt: 1, dropped: 2, keptBytes: 3, budgetBytes: 4 } as const;
    const state = applyFeed(sampleSession([]), [
      { type: 'batch', changes: [{ seq: 1, kind: 'status', op: 'put', record: status }] },
      { type: 'workspace', workspace: sampleWorkspace({ mode: 'file' }) },
    ]);
    expect(state.status).toEqual(status);
    expect(state.workspace?.mode).toBe('file');
  });

  it('keeps frames by exchange, the latest at the bound', () => {
    const changes = Array.from({ length: 8 }, (_, i) => frameChange(i + 1));
    const state = applyFeed(sampleSession([]), [{ type: 'batch', changes }], BOUNDS);
    expect(state.frames.get('1')?.map((held) => held.id)).toEqual(['4', '5', '6', '7', '8']);
  });
});

describe('messages that were asked for', () => {
  it('join live ones in order without doubles', () => {
    const live = applyFeed(sampleSession([]), [{ type: 'batch', changes: [frameChange(3)] }]);
    const state = applyMessages(live, '1', { frames: [frame(1), frame(2), frame(3)] });
    expect(state.frames.get('1')?.map((held) => held.id)).toEqual(['1', '2', '3']);
    expect(state.messageVersion).toBeGreaterThan(live.messageVersion);
  });

  it('are forgotten when no one watches', () => {
    const state = applyMessages(sampleSession([]), '1', { frames: [frame(1)] });
    expect(applyWatched(state, ['2']).frames.size).toBe(0);
  });
});

describe('HMR records', () => {
  it('are kept by id, the last word about each, and move the session’s end', () => {
    const state = applyFeed(sampleSession([]), [
      toHmrBatch([openUpdate(2), sampleUpdate(3)]),
      toHmrBatch([sampleUpdate(2)]),
    ]);
    expect(state.hmr.map(({ id, durationMs }) => `${id} ${durationMs}`)).toEqual(['2 84', '3 84']);
    expect(state.latestAt).toBe(sampleUpdate(3).at + 84);
  });

  it('that were asked for join those that were fed, which are newer', () => {
    const live = applyFeed(sampleSession([]), [toHmrBatch([sampleUpdate(2)])]);
    const state = applyAsked(live, { hmr: [sampleUpdate(1), openUpdate(2)], hmrLoad: 'done' });
    expect(state.hmr.map(({ id, durationMs }) => `${id} ${durationMs}`)).toEqual(['1 84', '2 84']);
    expect(state.hmrLoad).toBe('done');
    expect(state.hmrVersion).toBeGreaterThan(live.hmrVersion);
  });

  it('are folded at the bound, the oldest first', () => {
    const records = Array.from({ length: 7 }, (_, n) => sampleUpdate(n + 1));
    const state = applyFeed(sampleSession([]), [toHmrBatch(records)], BOUNDS);
    expect(state.hmr.map(({ id }) => id)).toEqual(['3', '4', '5', '6', '7']);
    expect(state.foldedHmr).toBe(2);
    expect(applyAsked(state, { hmr: [sampleUpdate(1)] }, BOUNDS).hmr).toHaveLength(5);
  });

  it('are of the session that was reset to', () => {
    const before = applyFeed(sampleSession([]), [toHmrBatch([sampleUpdate(1)])]);
    const state = applyFeed(before, [{ type: 'reset', workspace: sampleWorkspace() }]);
    expect(state).toMatchObject({ hmr: [], hmrLoad: 'loading' });
  });
});

describe('totals of logs', () => {
  const totals = (...ids: number[]) => sampleTotals(ids.map((id) => sampleLog(id)));

  it('are those that came last, and go with the session', () => {
    const state = applyFeed(sampleSession([]), [toTotalsBatch(totals(1)), toTotalsBatch(totals(1, 2))]);
    expect(state.telemetry?.logs.total).toBe(2);
    expect(state.latestAt).toBe(sampleLog(2).at);
    const next = applyFeed(state, [{ type: 'reset', workspace: sampleWorkspace() }]);
    expect(next.telemetry).toBeUndefined();
  });

  it('that were asked for never replace those that were fed', () => {
    const asked = applyAsked(sampleSession([]), { telemetry: totals(1) });
    expect(asked.telemetry?.logs.total).toBe(1);
    expect(applyAsked(asked, { telemetry: totals() }).telemetry?.logs.total).toBe(1);
  });

  it('move the axis on, but not those of a wrong clock', () => {
    const late = sampleTotals([sampleLog(1, { at: sampleRow(1).startedAt + MAX_LOG_LEAP_MS * 2 })]);
    const before = sampleSession([sampleRow(1)]);
    const { latestAt } = before;
    expect(applyFeed(before, [toTotalsBatch(late)]).latestAt).toBe(latestAt);
  });
});
