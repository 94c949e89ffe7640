// Renderer frame: keys that act anywhere. Single letters act only in a grid or the detail, and never while one types.
import { useEffect } from 'react';
import { tinykeys } from 'tinykeys';
import type { ExchangeRow } from '../../main/model/exchange.ts';
import { traceOfLog } from '../store/log-list.ts';
import { selectStripSpan } from '../store/selectors.ts';
import { rowById } from '../store/session-state.ts';
import { sessionStore } from '../store/session-store.ts';
import type { Span } from '../store/strip.ts';
import {
  type Brush,
  goBack,
  goToTrace,
  keepLogTrace,
  setBrush,
  setDialog,
  setView,
  viewStore,
  VIEWS,
} from '../store/view-store.ts';
import { pickFile, replayExchange, toggleRecording } from './actions.ts';
import { moveBrush, sizeBrush } from './brush.ts';
import { focusRegion } from './regions.ts';

/** Binds them while the window lives. */
export function useKeys(): void {
  useEffect(
    () =>
      tinykeys(window, {
        '$mod+KeyK': held(() => setDialog('palette')),
        '$mod+KeyF': held(focusFilter),
        '$mod+KeyO': held(pickFile),
        '$mod+KeyE': held(toggleRecording),
        '$mod+Digit1': held(() => setView(VIEWS[0])),
        '$mod+Digit2': held(() => setView(VIEWS[1])),
        '$mod+Digit3': held(() => setView(VIEWS[2])),
        '$mod+Digit4': held(() => setView(VIEWS[3])),
        '$mod+Digit5': held(() => setView(VIEWS[4])),
        '$mod+Digit6': held(() => setView(VIEWS[5])),
        '$mod+Digit7': held(() => setView(VIEWS[6])),
        '$mod+,': held(() => setView('settings')),
        F6: held(() => focusRegion(1)),
        'Shift+F6': held(() => focusRegion(-1)),
        '/': free(focusFilter),
        '?': free(() => setDialog('keys')),
        'Shift+?': free(() => setDialog('keys')),
        'Alt+ArrowLeft': held(() => changeBrush((brush, whole) => moveBrush(brush, -1, whole))),
        'Alt+ArrowRight': held(() => changeBrush((brush, whole) => moveBrush(brush, 1, whole))),
        'Alt+ArrowUp': held(() => changeBrush((brush, whole) => sizeBrush(brush, -1, whole))),
        'Alt+ArrowDown': held(() => changeBrush((brush, whole) => sizeBrush(brush, 1, whole))),
        Backspace: free(goBack),
        '0': inPane(() => setBrush(null)),
        c: inPane(openRowMenu),
        r: inPane(() => {
          const row = selectedRow();
          if (!row) document.querySelector<HTMLElement>('[data-raw]')?.click();
          else if (sessionStore.getState().workspace?.mode === 'live') replayExchange(row.id);
        }),
        e: inPane(() => document.querySelector<HTMLElement>('[data-editor]')?.click()),
        t: inPane(() => {
          const traceId = selectedTrace();
          if (traceId === undefined) return;
          if (viewStore.getState().view === 'logs') keepLogTrace(traceId);
          else goToTrace(traceId);
        }),
      }),
    [],
  );
}

/** Acts wherever the focus is; the browser's own meaning of the key is off. */
function held(act: () => void): (event: KeyboardEvent) => void {
  return (event) => {
    event.preventDefault();
    act();
  };
}

/** Acts unless the reader types. */
function free(act: () => void): (event: KeyboardEvent) => void {
  return (event) => {
    if (isTyping(event.target)) return;
    event.preventDefault();
    act();
  };
}

/** Acts only in a grid or the detail. */
function inPane(act: () => void): (event: KeyboardEvent) => void {
  return (event) => {
    if (isTyping(event.target) || !(event.target instanceof Element)) return;
    if (event.target.closest('[role="grid"],[role="treegrid"],[data-region="detail"]')) act();
  };
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}

function focusFilter(): void {
  const input = document.querySelector<HTMLInputElement>('input[data-filter]');
  input?.focus();
  input?.select();
}

function openRowMenu(): void {
  const row = document.querySelector('[role="row"][aria-selected="true"]');
  const box = row?.getBoundingClientRect();
  if (row && box)
    row.dispatchEvent(
      new MouseEvent('contextmenu', { bubbles: true, clientX: box.left + 120, clientY: box.bottom, cancelable: true }),
    );
}

/** The exchange that is selected in the view that is shown. */
function selectedRow(): ExchangeRow | undefined {
  const { view, tables } = viewStore.getState();
  const isExchange = view === 'traffic' || view === 'sockets';
  return isExchange ? rowById(sessionStore.getState(), tables[view].selectedId) : undefined;
}

/** The trace that is selected, or that the selected exchange or log belongs to. */
function selectedTrace(): string | undefined {
  const { view, tables } = viewStore.getState();
  if (view === 'logs') return traceOfLog(tables.logs.selectedId);
  return view === 'traces' ? (tables.traces.selectedId ?? undefined) : selectedRow()?.trace?.traceId;
}

function changeBrush(change: (brush: Brush | null, whole: Span) => Brush): void {
  const state = sessionStore.getState();
  const whole = selectStripSpan(state);
  if (whole)
    setBrush(change(viewStore.getState().brush, { from: whole.from, to: Math.max(whole.from + 1000, state.latestAt) }));
}
