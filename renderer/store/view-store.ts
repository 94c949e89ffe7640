// Renderer store: what a person looks at. Nothing in here comes from the session.
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import { readPreferences, writePreferences, type Preferences } from './preferences.ts';

export const VIEWS = ['traffic', 'sockets', 'performance', 'settings'] as const;
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
  readonly filter: string;
  /** null: in order of time. */
  readonly sort: SortOrder | null;
  /** Pixels. */
  readonly scrollTop: number;
  /** Id of the selected record; an exchange's in Traffic and Sockets. */
  readonly selectedId: string | null;
  /** New rows are kept in sight. */
  readonly follow: boolean;
}

export type DialogName = 'palette' | 'keys';

export interface ViewState extends Preferences {
  readonly view: ViewName;
  readonly tables: Readonly<Record<ViewName, TableState>>;
  readonly brush: Brush | null;
  /** Only this route's exchanges are shown, in every view. */
  readonly scope: string | null;
  readonly detailOpen: boolean;
  readonly detailTab: string;
  readonly dialog: DialogName | null;
  /** Exchanges up to this id are hidden; the session keeps them. Holds for one session. */
  readonly cleared: { readonly session: string; readonly throughId: string } | null;
}

const TABLE: TableState = { filter: '', sort: null, scrollTop: 0, selectedId: null, follow: true };

/** A window as it opens. */
export function initialView(preferences: Preferences): ViewState {
  return {
    ...preferences,
    view: 'traffic',
    tables: { traffic: TABLE, sockets: TABLE, performance: TABLE, settings: TABLE },
    brush: null,
    scope: null,
    detailOpen: false,
    detailTab: 'overview',
    dialog: null,
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
  setTable(view, id === null ? { selectedId: null } : { selectedId: id, follow: false });
  if (open && id !== null) viewStore.setState({ detailOpen: true });
}

/** Goes to a record in its home view. */
export function goTo(view: ViewName, id: string): void {
  setView(view);
  select(view, id, true);
}

export function setBrush(brush: Brush | null): void {
  viewStore.setState({ brush });
}

export function setScope(scope: string | null): void {
  viewStore.setState({ scope });
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

/** Hides what is there now, in this window only. */
export function clearBefore(session: string, throughId: string): void {
  viewStore.setState({ cleared: { session, throughId } });
}

/** Shows again what was hidden. */
export function showCleared(): void {
  viewStore.setState({ cleared: null });
}

/** Changes a preference and remembers it for the next time. */
export function setPreferences(change: Partial<Preferences>): void {
  viewStore.setState(change);
  writePreferences(viewStore.getState());
}
