import { beforeEach, describe, expect, it } from 'vitest';
import { defaultPreferences } from './preferences.ts';
import { sampleLog, sampleTotals } from './log-sample.ts';
import { hmrSession, sampleUpdate } from './hmr-sample.ts';
import { sampleRow, sampleSession } from './row-sample.ts';
import { sessionStore } from './session-store.ts';
import {
  clearBefore,
  forgetWantedMessage,
  goTo,
  goToCaused,
  goToMessage,
  goToTraceLogs,
  initialView,
  openTrace,
  say,
  select,
  setBrush,
  setDetail,
  setDetailTab,
  setDialog,
  setFilter,
  setFollow,
  setPreferences,
  setScope,
  setTracePart,
  setView,
  showCleared,
  viewStore,
} from './view-store.ts';

const traffic = () => viewStore.getState().tables.traffic;

beforeEach(() => {
  viewStore.setState(initialView(defaultPreferences()), true);
  sessionStore.setState(sampleSession([sampleRow(1), sampleRow(2)]), true);
});

describe('selecting', () => {
  it('ends following and remembers what the reader had seen', () => {
    select('traffic', '1');
    expect(traffic()).toMatchObject({ selectedId: '1', follow: false, seenThrough: '2' });
    sessionStore.setState(sampleSession([sampleRow(1), sampleRow(2), sampleRow(3)]), true);
    select('traffic', '2');
    expect(traffic().seenThrough).toBe('2');
  });

  it('opens the detail when asked', () => {
    select('traffic', '1');
    expect(viewStore.getState().detailOpen).toBe(false);
    select('traffic', '1', true);
    expect(viewStore.getState().detailOpen).toBe(true);
    setDetail(false);
    expect(viewStore.getState().detailOpen).toBe(false);
  });

  it('is kept for each view of its own', () => {
    select('traffic', '1');
    goTo('sockets', '2');
    expect(viewStore.getState().view).toBe('sockets');
    expect(traffic().selectedId).toBe('1');
  });
});

describe('following', () => {
  it('starts again with nothing new and a sorted list brought up to date', () => {
    setFollow('traffic', false);
    const { thaw } = traffic();
    setFollow('traffic', true);
    expect(traffic()).toMatchObject({ follow: true, seenThrough: null, thaw: thaw + 1 });
  });
});

describe('filtering', () => {
  it('keeps the last good text while a faulty one is typed', () => {
    setFilter('traffic', 'status:404');
    setFilter('traffic', 'status:404 siz:x');
    expect(traffic()).toMatchObject({ filter: 'status:404 siz:x', applied: 'status:404' });
  });
});

describe('what is shared by views', () => {
  it('is set and taken back', () => {
    setBrush({ from: 1, to: 2, live: false });
    setScope('/api');
    setView('performance');
    setDialog('keys');
    setDetailTab('headers');
    say({ level: 'info', key: 'said.opened' });
    clearBefore('s', '2');
    expect(viewStore.getState()).toMatchObject({
      brush: { from: 1 },
      scope: '/api',
      view: 'performance',
      dialog: 'keys',
      detailTab: 'headers',
      said: { key: 'said.opened' },
      cleared: { session: 's', throughId: '2' },
    });
    showCleared();
    expect(viewStore.getState().cleared).toBeNull();
  });

  it('takes preferences', () => {
    setPreferences({ theme: 'dark' });
    expect(viewStore.getState().theme).toBe('dark');
  });
});

describe('HMR', () => {
  it('counts what is new by its own records', () => {
    sessionStore.setState(hmrSession([sampleUpdate(7)], [sampleRow(1)]), true);
    select('hmr', '7');
    expect(viewStore.getState().tables.hmr).toMatchObject({ selectedId: '7', follow: false, seenThrough: '7' });
  });

  it('leads to the message, and to the requests that it caused', () => {
    goToMessage('3', '30');
    expect(viewStore.getState()).toMatchObject({ view: 'sockets', wantedMessage: { exchangeId: '3', id: '30' } });
    expect(viewStore.getState().tables.sockets.selectedId).toBe('3');
    forgetWantedMessage();
    expect(viewStore.getState().wantedMessage).toBeNull();
    goToCaused('7');
    expect(viewStore.getState().view).toBe('traffic');
    expect(traffic().applied).toBe('hmr:7');
  });
});

it('counts logs as new from the last one on', () => {
  sessionStore.setState({ ...sampleSession([]), telemetry: sampleTotals([sampleLog(8), sampleLog(9)]) }, true);
  setFollow('logs', false);
  expect(viewStore.getState().tables.logs.seenThrough).toBe('9');
});

it('opens a trace in Traces, at a row of it', () => {
  setTracePart('services');
  openTrace('7c1e90ab', 'log 3');
  const { view, tracePart, traceRow, tables } = viewStore.getState();
  expect({ view, tracePart, traceRow, selected: tables.traces.selectedId }).toEqual({
    view: 'traces',
    tracePart: 'traces',
    traceRow: 'log 3',
    selected: '7c1e90ab',
  });
  openTrace('7c1e90ab');
  expect(viewStore.getState().traceRow).toBeNull();
});

it('shows the log lines of a trace alone', () => {
  goToTraceLogs('7c1e90ab34d2f56e8b07a1c3d4e5f601');
  expect(viewStore.getState()).toMatchObject({ view: 'logs', tables: { logs: { applied: 'trace:7c1e90ab' } } });
});
