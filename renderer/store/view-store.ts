// Renderer store: what a person looks at. Nothing in here comes from the session.
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import { parseLogQuery } from './log-query.ts';
import { parseQuery, setKey } from './query-parse.ts';
import { sessionStore } from './session-store.ts';
import { readPreferences, writePreferences, type Preferences } from './preferences.ts';

export const VIEWS = ['traffic', 'sockets', 'hmr', 'errors', 'logs', 'traces', 'performance', 'settings'] as const;
export type ViewName = (typeof VIEWS)[number];

/** Instants, in milliseconds since the Unix epoch. `live` brushes stay at the session's latest instant and keep their width. */
export interface Brush {
  readonly from: number;
  readonly to: number;
  readonly live: boolean;
}

export interface SortOrder {
  readonly column: string;
  readonly direction: 'ascending' | 'descending';
}

/** What one view keeps for itself while another is shown. */
export interface TableState {
  /** As typed. */
  readonly filter: string;
  /** The last text typed that could be understood; what the view goes by. */
  readonly applied: string;
  /** null: in order of time. */
  readonly sort: SortOrder | null;
  /** Pixels. null: wherever the selection is. */
  readonly scrollTop: number | null;
  /** Id of the selected record; an exchange's in Traffic and Sockets, an HMR record's in HMR, an error's in Errors, a log's in Logs, a trace's in Traces. */
  readonly selectedId: string | null;
  /** New rows are kept in sight. */
  readonly follow: boolean;
  /** The latest record when following ended; later ones are new to the reader. */
  readonly seenThrough: string | null;
  /** Rises when a sorted list is to be sorted anew. */
  readonly thaw: number;
}

export const TRACE_PARTS = ['traces', 'services'] as const;
export type TracePart = (typeof TRACE_PARTS)[number];

export type DialogName = 'palette' | 'keys' | 'target';

/** A short answer shown in the status bar. */
export interface Said {
  readonly level: 'info' | 'warning' | 'error';
  /** A key of the `frame` words. */
  readonly key: string;
  readonly slots?: Readonly<Record<string, string>>;
}

/** A place that a link led away from. */
export interface Place {
  readonly view: ViewName;
  readonly selectedId: string | null;
  readonly filter: string;
  readonly detailOpen: boolean;
  readonly detailTab: string;
}

/** Most places remembered to go back to. */
export const MAX_TRAIL = 50;

export interface ViewState extends Preferences {
  readonly view: ViewName;
  /** Where links led away from, the latest last. */
  readonly trail: readonly Place[];
  readonly tables: Readonly<Record<ViewName, TableState>>;
  readonly brush: Brush | null;
  /** Only this route's exchanges are shown, in every view. */
  readonly scope: string | null;
  /** Only this load of a page is shown, in every view. */
  readonly pageScope: string | null;
  readonly detailOpen: boolean;
  readonly detailTab: string;
  /** A frame or event to select once its connection's messages are there. */
  readonly wantedMessage: { readonly exchangeId: string; readonly id: string } | null;
  /** What of traces is shown: the list of them, or which service called which. */
  readonly tracePart: TracePart;
  /** The row of the selected trace that is selected: a `TraceNode`'s id. */
  readonly traceRow: string | null;
  readonly dialog: DialogName | null;
  /** The answer to what was last asked for, until something else is. */
  readonly said: Said | null;
  /** Exchanges up to this id are hidden; the session keeps them. Holds for one session. */
  readonly cleared: { readonly session: string; readonly throughId: string } | null;
}

const TABLE: TableState = {
  filter: '',
  applied: '',
  sort: null,
  scrollTop: 0,
  selectedId: null,
  follow: true,
  seenThrough: null,
  thaw: 0,
};

/** A window as it opens. */
export function initialView(preferences: Preferences): ViewState {
  return {
    ...preferences,
    view: 'traffic',
    trail: [],
    tables: {
      traffic: TABLE,
      sockets: TABLE,
      hmr: TABLE,
      errors: TABLE,
      logs: TABLE,
      traces: TABLE,
      performance: TABLE,
      settings: TABLE,
    },
    brush: null,
    scope: null,
    pageScope: null,
    detailOpen: false,
    detailTab: 'overview',
    wantedMessage: null,
    tracePart: 'traces',
    traceRow: null,
    dialog: null,
    said: null,
    cleared: null,
  };
}

export const viewStore = createStore<ViewState>()(() => initialView(readPreferences()));

/** Reads a part of what is looked at. */
export function useView<T>(select: (state: ViewState) => T): T {
  return useStore(viewStore, select);
}

/** Reads what one view keeps for itself. */
export function useTable(view: ViewName): TableState {
  return useView((state) => state.tables[view]);
}

export function setView(view: ViewName): void {
  viewStore.setState({ view });
}

/** Changes what one view keeps for itself. */
export function setTable(view: ViewName, change: Partial<TableState>): void {
  viewStore.setState((state) => ({ tables: { ...state.tables, [view]: { ...state.tables[view], ...change } } }));
}

/** Selects a record in a view; with `open` its detail opens too. Selecting ends following. */
export function select(view: ViewName, id: string | null, open = false): void {
  setTable(view, { selectedId: id });
  if (id !== null) setFollow(view, false);
  if (open && id !== null) viewStore.setState({ detailOpen: true });
}

/** Starts or ends keeping new rows in sight. Starting takes a sorted list up to date too. */
export function setFollow(view: ViewName, follow: boolean): void {
  const table = viewStore.getState().tables[view];
  if (follow) setTable(view, { follow: true, seenThrough: null, thaw: table.thaw + 1 });
  else if (table.follow) setTable(view, { follow: false, seenThrough: latestId(view) });
}

/** The newest record among those that a view lists. */
function latestId(view: ViewName): string | null {
  const { rows, hmr, errors, telemetry } = sessionStore.getState();
  if (view === 'logs') return telemetry?.logs.lastId ?? null;
  return (view === 'hmr' ? hmr : view === 'errors' ? errors : rows).at(-1)?.id ?? null;
}

/** Takes filter text as typed; what the view goes by changes only when it can be understood. */
export function setFilter(view: ViewName, filter: string): void {
  const parsed = view === 'logs' ? parseLogQuery(filter) : parseQuery(filter);
  setTable(view, parsed.fault ? { filter } : { filter, applied: filter });
}

/** Goes to a record in its home view. */
export function goTo(view: ViewName, id: string): void {
  leave();
  setView(view);
  setTable(view, { scrollTop: null });
  select(view, id, true);
}

/** Goes to a frame or event on its connection. */
export function goToMessage(exchangeId: string, id: string): void {
  viewStore.setState({ wantedMessage: { exchangeId, id } });
  goTo('sockets', exchangeId);
}

/** The wanted message was found, or is not wanted any more. */
export function forgetWantedMessage(): void {
  viewStore.setState({ wantedMessage: null });
}

/** Notes the place that a link leads away from, so that the reader can go back to it. */
function leave(): void {
  const { view, tables, detailOpen, detailTab, trail } = viewStore.getState();
  const { selectedId, filter } = tables[view];
  viewStore.setState({ trail: [...trail, { view, selectedId, filter, detailOpen, detailTab }].slice(-MAX_TRAIL) });
}

/** Goes back to the place that the last link led away from; the view has kept how far it was scrolled. */
export function goBack(): void {
  const { trail } = viewStore.getState();
  const place = trail.at(-1);
  if (!place) return;
  const { view, selectedId, filter, detailOpen, detailTab } = place;
  setView(view);
  setFilter(view, filter);
  setTable(view, { selectedId });
  viewStore.setState({ detailOpen, detailTab, trail: trail.slice(0, -1) });
}

/** Shows the requests that an HMR record caused, in Traffic. */
export function goToCaused(hmrId: string): void {
  leave();
  setView('traffic');
  setFilter('traffic', `hmr:${hmrId}`);
}

/** Shows the requests of a trace alone, in Traffic. */
export function goToTrace(traceId: string): void {
  leave();
  setView('traffic');
  setFilter('traffic', `trace:${traceId.slice(0, TRACE_DIGITS)}`);
}

/** Keeps only the logs of a trace, among those that the filter lets through. */
export function keepLogTrace(traceId: string): void {
  setFilter('logs', setKey(viewStore.getState().tables.logs.filter, 'trace', traceId.slice(0, TRACE_DIGITS)));
}

/** Shows the logs of a request alone, in Logs. */
export function goToLogsOf(exchangeId: string): void {
  leave();
  setView('logs');
  setFilter('logs', `exchange:${exchangeId}`);
}

/** Shows a trace as a tree, in Traces; `row` is the `TraceNode` to select in it. */
export function openTrace(traceId: string, row: string | null = null): void {
  viewStore.setState({ tracePart: 'traces', traceRow: row });
  goTo('traces', traceId);
}

export function setTracePart(tracePart: TracePart): void {
  viewStore.setState({ tracePart });
}

/** Selects a row of the shown trace. */
export function setTraceRow(traceRow: string | null): void {
  viewStore.setState({ traceRow });
}

/** Shows the log lines of a trace alone, in Logs. */
export function goToTraceLogs(traceId: string): void {
  leave();
  setView('logs');
  setFilter('logs', `trace:${traceId.slice(0, TRACE_DIGITS)}`);
}

/** Shows what came from one source (`process:api`) alone, in Logs. */
export function goToSourceLogs(source: string): void {
  const filter = /[\s"]/.test(source) ? `source:"${source}"` : `source:${source}`;
  setView('logs');
  setTable('logs', { filter, applied: filter });
}

/** How many digits of a trace's id are shown and filtered by. */
export const TRACE_DIGITS = 8;

export function setBrush(brush: Brush | null): void {
  viewStore.setState({ brush });
}

export function setScope(scope: string | null): void {
  viewStore.setState({ scope });
}

export function setPageScope(pageScope: string | null): void {
  viewStore.setState({ pageScope });
}

export function setDetail(open: boolean): void {
  viewStore.setState({ detailOpen: open });
}

export function setDetailTab(detailTab: string): void {
  viewStore.setState({ detailTab });
}

export function setDialog(dialog: DialogName | null): void {
  viewStore.setState({ dialog });
}

/** Answers what was asked for. */
export function say(said: Said | null): void {
  viewStore.setState({ said });
}

/** Hides what is there now, in this window only. */
export function clearBefore(session: string, throughId: string): void {
  viewStore.setState({ cleared: { session, throughId } });
}

/** Shows again what was hidden. */
export function showCleared(): void {
  viewStore.setState({ cleared: null });
}

/** What Escape does in a list: closes the detail, then clears the selection. */
export function stepOut(view: ViewName): void {
  const { detailOpen, tables } = viewStore.getState();
  if (detailOpen && tables[view].selectedId !== null) setDetail(false);
  else select(view, null);
}

/** Changes a preference and remembers it for the next time. */
export function setPreferences(change: Partial<Preferences>): void {
  viewStore.setState(change);
  writePreferences(viewStore.getState());
}
