// Renderer store: the one session of this window, and the hooks that read it.
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { ErrorReport } from '../../main/model/error-report.ts';
import type { ExchangeRow } from '../../main/model/exchange.ts';
import type { HmrRecord } from '../../main/model/hmr.ts';
import type { EventRow, FrameRow } from '../../main/model/message.ts';
import type { ActionRecord, PageRecord } from '../../main/model/page.ts';
import { pageById } from './page-records.ts';
import { recordById } from './record-list.ts';
import { emptySession, rowById, type SessionState } from './session-state.ts';

export const sessionStore = createStore<SessionState>()(() => emptySession());

/** Reads a part of the session. The part must be a primitive or keep its identity while unchanged. */
export function useSession<T>(select: (state: SessionState) => T): T {
  return useStore(sessionStore, select);
}

/** The row of that exchange as it stands now. */
export function useExchangeRow(id: string | null | undefined): ExchangeRow | undefined {
  return useSession((state) => rowById(state, id));
}

/** The HMR record with that id as it stands now. */
export function useHmrRecord(id: string | null | undefined): HmrRecord | undefined {
  return useSession((state) => recordById(state.hmr, id));
}

/** The error with that id as it stands now. */
export function useErrorReport(id: string | null | undefined): ErrorReport | undefined {
  return useSession((state) => recordById(state.errors, id));
}

/** The load of a page with that id as it stands now. */
export function usePage(id: string | null | undefined): PageRecord | undefined {
  return useSession((state) => pageById(state.pages, id));
}

/** The action with that id. */
export function useActionRecord(id: string | null | undefined): ActionRecord | undefined {
  return useSession((state) => recordById(state.actions, id));
}

const NO_FRAMES: readonly FrameRow[] = [];
const NO_EVENTS: readonly EventRow[] = [];

/** A list that is appended to in place, and the number that rises when it changes. */
export interface Versioned<T> {
  readonly rows: readonly T[];
  readonly version: number;
}

/** Frames of a watched exchange that this window holds. */
export function useFrames(exchangeId: string): Versioned<FrameRow> {
  const version = useSession((state) => state.messageVersion);
  const rows = useSession((state) => state.frames.get(exchangeId)) ?? NO_FRAMES;
  return { rows, version };
}

/** Events of a watched exchange that this window holds. */
export function useEvents(exchangeId: string): Versioned<EventRow> {
  const version = useSession((state) => state.messageVersion);
  const rows = useSession((state) => state.events.get(exchangeId)) ?? NO_EVENTS;
  return { rows, version };
}
