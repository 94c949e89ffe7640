// Renderer store: what a window knows of a session, and how much of it it keeps. Written by apply.ts alone.
import type { ErrorReport } from '../../main/model/error-report.ts';
import type { ExchangeRow } from '../../main/model/exchange.ts';
import type { HmrRecord } from '../../main/model/hmr.ts';
import type { LogRecord } from '../../main/model/log.ts';
import type { EventRow, FrameRow } from '../../main/model/message.ts';
import type { ActionRecord, PageRecord } from '../../main/model/page.ts';
import type { Notice, WorkspaceState } from '../../main/model/protocol.ts';
import type { RecorderStatus } from '../../main/model/session.ts';
import type { TelemetryTotals } from '../../main/model/telemetry.ts';

/** Most exchanges a window holds; beyond it the oldest are folded away (the session file keeps them). */
export const MAX_ROWS = 200_000;

/** How many exchanges are folded away at once, so that folding is rare. */
export const FOLD_ROWS = 10_000;

/** Most frames or events a window holds of one watched exchange; the oldest go first. */
export const MAX_MESSAGES = 200_000;

/** Most HMR records a window holds; beyond it the oldest are folded away (the session file keeps them). */
export const MAX_HMR = 20_000;

/** How many HMR records are folded away at once. */
export const FOLD_HMR = 1_000;

/** Most errors a window holds; beyond it the oldest are folded away (the session file keeps them). */
export const MAX_ERRORS = 5_000;

/** How many errors are folded away at once. */
export const FOLD_ERRORS = 500;

/** Most loads of pages a window holds; the oldest go first. */
export const MAX_PAGES = 1_000;

/** Most actions of a person a window holds; the oldest go first. */
export const MAX_ACTIONS = 5_000;

/** Most addresses held of connections that go round the proxy. */
export const MAX_BYPASSES = 20;

/**
 * How far a log may lead the latest instant, in milliseconds; one that is further ahead is thought to have a wrong clock
 * and does not move the axis.
 */
export const MAX_LOG_LEAP_MS = 600_000;

/** Most notices a window holds. */
export const MAX_NOTICES = 50;

/** Most positions the journal of changed rows holds before readers must start over. */
export const MAX_JOURNAL = 100_000;

/** `connecting` before the first answer, `live` while the host talks, `lost` after it went away. */
export type LinkState = 'connecting' | 'live' | 'lost';

/**
 * Where rows changed, in order: absolute positions (see `SessionState.firstPosition`). A reader remembers how far it
 * has read; one that is behind `base` starts over.
 */
export interface RowJournal {
  base: number;
  positions: number[];
}

/** How far records from before this window are: they are asked for once the rows are there. */
export type RecordLoad = 'loading' | 'done' | 'failed';

/** Sums over all rows held, kept up to date as rows change. */
export interface RowTotals {
  /** Bytes of bodies both ways, as on the wire. */
  bytes: number;
  /** WebSocket and event-stream exchanges now open. */
  openSockets: number;
  /** All WebSocket and event-stream exchanges. */
  sockets: number;
  /** Exchanges without an end yet that are no sockets. */
  pending: number;
  /** Exchanges of which a body was cut. */
  cut: number;
}

/**
 * What a window knows of a session. The object is replaced on each batch, so that readers can compare it; its
 * collections are owned by it and changed in place, with a version beside each that rises on every change.
 */
export interface SessionState {
  readonly link: LinkState;
  readonly workspace?: WorkspaceState;
  /** The snapshot is complete; live changes follow. */
  readonly ready: boolean;
  /** Exchanges in order of id. */
  readonly rows: ExchangeRow[];
  /** Absolute position of `rows[0]`; grows as rows are folded away. */
  readonly firstPosition: number;
  /** Absolute position by exchange id. */
  readonly positions: Map<string, number>;
  readonly rowVersion: number;
  /** Rises when positions lose their meaning (reset, folding, late arrival): readers start over. */
  readonly generation: number;
  readonly journal: RowJournal;
  readonly totals: RowTotals;
  /** Exchanges no longer held since the session began. */
  readonly foldedRows: number;
  /** The latest instant any record told of, in milliseconds since the Unix epoch; 0 before the first. */
  readonly latestAt: number;
  readonly frames: Map<string, FrameRow[]>;
  readonly events: Map<string, EventRow[]>;
  /** Rises with every frame or event. */
  readonly messageVersion: number;
  /** What dev servers and pages said about changes, in order of id. */
  readonly hmr: HmrRecord[];
  readonly hmrVersion: number;
  /** HMR records no longer held since the session began. */
  readonly foldedHmr: number;
  readonly hmrLoad: RecordLoad;
  /** Errors of pages and back ends, in order of id. */
  readonly errors: ErrorReport[];
  readonly errorVersion: number;
  /** Errors no longer held since the session began. */
  readonly foldedErrors: number;
  readonly errorLoad: RecordLoad;
  /** Loads of documents in browsers, in order of time. */
  readonly pages: PageRecord[];
  readonly pageVersion: number;
  readonly foldedPages: number;
  /** What persons did in pages, in order of id. */
  readonly actions: ActionRecord[];
  readonly actionVersion: number;
  readonly foldedActions: number;
  /** Connections that go round the proxy, as pages told; the latest of each address. */
  readonly bypasses: readonly LogRecord[];
  /** How many logs, spans, metrics and profiles there are; absent until any came. They are asked for, not fed. */
  readonly telemetry?: TelemetryTotals;
  readonly status?: RecorderStatus;
  readonly notices: readonly Notice[];
}

/** A window that has heard nothing yet. */
export function emptySession(link: LinkState = 'connecting'): SessionState {
  return {
    link,
    ready: false,
    rows: [],
    firstPosition: 0,
    positions: new Map(),
    rowVersion: 0,
    generation: 0,
    journal: { base: 0, positions: [] },
    totals: { bytes: 0, openSockets: 0, sockets: 0, pending: 0, cut: 0 },
    foldedRows: 0,
    latestAt: 0,
    frames: new Map(),
    events: new Map(),
    messageVersion: 0,
    hmr: [],
    hmrVersion: 0,
    foldedHmr: 0,
    hmrLoad: 'loading',
    errors: [],
    errorVersion: 0,
    foldedErrors: 0,
    errorLoad: 'loading',
    pages: [],
    pageVersion: 0,
    foldedPages: 0,
    actions: [],
    actionVersion: 0,
    foldedActions: 0,
    bypasses: [],
    notices: [],
  };
}

/** The exchange with that id, where it is held. */
export function rowById(state: SessionState, id: string | null | undefined): ExchangeRow | undefined {
  if (id === null || id === undefined) return undefined;
  const position = state.positions.get(id);
  return position === undefined ? undefined : state.rows[position - state.firstPosition];
}

/** Whether an exchange carries messages: a WebSocket or an event stream. */
export function isSocket(row: ExchangeRow): boolean {
  return row.kind === 'websocket' || row.kind === 'eventsource';
}

/** Whether an exchange is still going on. */
export function isRunning(row: ExchangeRow): boolean {
  return row.state === 'pending' || row.state === 'streaming' || row.state === 'open';
}
