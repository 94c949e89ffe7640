// Renderer store: feed messages → session state. The only place that writes session data; no clock, no I/O.
import { assertNever } from '../../main/model/assert-never.ts';
import type { ExchangeRow } from '../../main/model/exchange.ts';
import type { LogRecord } from '../../main/model/log.ts';
import type { EventRow, FrameRow } from '../../main/model/message.ts';
import type { Change, FeedMessage } from '../../main/model/protocol.ts';
import type { TelemetryTotals } from '../../main/model/telemetry.ts';
import {
  applyRecords,
  emptyRecords,
  onlyMissing,
  RECORD_BOUNDS,
  type AskedRecords,
  type RecordBounds,
} from './apply-records.ts';
import { mergeById, idNumber } from './id-order.ts';
import {
  emptySession,
  FOLD_ROWS,
  isRunning,
  isSocket,
  MAX_BYPASSES,
  MAX_JOURNAL,
  MAX_LOG_LEAP_MS,
  MAX_MESSAGES,
  MAX_NOTICES,
  MAX_ROWS,
  type SessionState,
} from './session-state.ts';

/** A state under change: the same collections, with fields that may be set. */
type Draft = { -readonly [K in keyof SessionState]: SessionState[K] };

/** How many of each collection a state may hold; smaller in tests. */
export interface SessionBounds extends RecordBounds {
  readonly rows: number;
  readonly fold: number;
  readonly messages: number;
  readonly journal: number;
}

export const SESSION_BOUNDS: SessionBounds = {
  rows: MAX_ROWS,
  fold: FOLD_ROWS,
  messages: MAX_MESSAGES,
  journal: MAX_JOURNAL,
  ...RECORD_BOUNDS,
};

/** The state after these messages. The collections of `state` pass on to the result; `state` must not be used again. */
export function applyFeed(
  state: SessionState,
  messages: readonly FeedMessage[],
  bounds: SessionBounds = SESSION_BOUNDS,
): SessionState {
  let draft: Draft = { ...state };
  for (const message of messages) draft = applyMessage(draft, message, bounds);
  return draft;
}

/** Frames or events that were asked for, not fed; they join what is there in order of id. */
export function applyMessages(
  state: SessionState,
  exchangeId: string,
  found: { readonly frames?: readonly FrameRow[]; readonly events?: readonly EventRow[] },
): SessionState {
  if (found.frames) joinRows(state.frames, exchangeId, found.frames, MAX_MESSAGES);
  if (found.events) joinRows(state.events, exchangeId, found.events, MAX_MESSAGES);
  return { ...state, messageVersion: state.messageVersion + 1 };
}

/** Forgets frames and events of all exchanges but these. */
export function applyWatched(state: SessionState, exchangeIds: readonly string[]): SessionState {
  const kept = new Set(exchangeIds);
  for (const held of [state.frames, state.events]) for (const id of held.keys()) if (!kept.has(id)) held.delete(id);
  return { ...state, messageVersion: state.messageVersion + 1 };
}

/** Records that were asked for, not fed. What was fed meanwhile is newer and stays. */
export function applyAsked(
  state: SessionState,
  found: Partial<AskedRecords> & { readonly telemetry?: TelemetryTotals },
  bounds: SessionBounds = SESSION_BOUNDS,
): SessionState {
  const draft: Draft = { ...state };
  applyRecords(draft, onlyMissing(state, found), bounds);
  if (found.hmrLoad) draft.hmrLoad = found.hmrLoad;
  if (found.errorLoad) draft.errorLoad = found.errorLoad;
  if (found.telemetry && !draft.telemetry) putTelemetry(draft, found.telemetry);
  return draft;
}

/** Takes away the notice with that code. */
export function applyDismissal(state: SessionState, code: string): SessionState {
  return { ...state, notices: state.notices.filter((notice) => notice.code !== code) };
}

function applyMessage(draft: Draft, message: FeedMessage, bounds: SessionBounds): Draft {
  switch (message.type) {
    case 'reset':
      return startOver(draft, message);
    case 'batch':
      applyBatch(draft, message.changes, bounds);
      return draft;
    case 'ready':
      draft.ready = true;
      return draft;
    case 'workspace':
      draft.workspace = message.workspace;
      return draft;
    case 'notice':
      draft.notices = [...draft.notices.filter((held) => held.code !== message.notice.code), message.notice].slice(
        -MAX_NOTICES,
      );
      return draft;
    default:
      return assertNever(message);
  }
}

function startOver(draft: Draft, message: Extract<FeedMessage, { type: 'reset' }>): Draft {
  const same = draft.workspace?.sessionPath === message.workspace.sessionPath;
  return {
    ...emptySession(draft.link),
    workspace: message.workspace,
    rowVersion: draft.rowVersion + 1,
    generation: draft.generation + 1,
    messageVersion: draft.messageVersion + 1,
    hmrVersion: draft.hmrVersion + 1,
    errorVersion: draft.errorVersion + 1,
    pageVersion: draft.pageVersion + 1,
    actionVersion: draft.actionVersion + 1,
    notices: same ? draft.notices : [],
  };
}

function applyBatch(draft: Draft, changes: readonly Change[], bounds: SessionBounds): void {
  const frames = new Map<string, FrameRow[]>();
  const events = new Map<string, EventRow[]>();
  const records = emptyRecords();
  for (const change of changes) {
    switch (change.kind) {
      case 'exchange':
        putRow(draft, change.record);
        break;
      case 'frame':
        group(frames, change.record);
        break;
      case 'event':
        group(events, change.record);
        break;
      case 'hmr':
        records.hmr.push(change.record);
        break;
      case 'error':
        records.errors.push(change.record);
        break;
      case 'page':
        records.pages.push(change.record);
        break;
      case 'action':
        records.actions.push(change.record);
        break;
      case 'status':
        draft.status = change.record;
        break;
      case 'telemetry':
        putTelemetry(draft, change.record);
        break;
      case 'log':
        if (change.record.fields.code === BYPASSED) putBypass(draft, change.record);
        break;
      default:
        assertNever(change);
    }
  }
  joinGroups(draft, frames, events, bounds.messages);
  applyRecords(draft, records, bounds);
  if (draft.rows.length > bounds.rows) foldRows(draft, bounds);
  trimJournal(draft, bounds.journal);
}

function putTelemetry(draft: Draft, totals: TelemetryTotals): void {
  draft.telemetry = totals;
  const { lastAt } = totals.logs;
  if (lastAt === undefined) return;
  if (draft.latestAt === 0 || lastAt <= draft.latestAt + MAX_LOG_LEAP_MS)
    draft.latestAt = Math.max(draft.latestAt, lastAt);
}

/** What the log of a connection that went round the proxy is known by (docs/errors.md). */
const BYPASSED = 'proxy-bypassed';

function putBypass(draft: Draft, record: LogRecord): void {
  const others = draft.bypasses.filter(({ fields }) => fields.url !== record.fields.url);
  draft.bypasses = [...others, record].slice(-MAX_BYPASSES);
}

function putRow(draft: Draft, row: ExchangeRow): void {
  const position = draft.positions.get(row.id);
  const { rows } = draft;
  if (position !== undefined) {
    const index = position - draft.firstPosition;
    const before = rows[index];
    if (before) count(draft, before, -1);
    rows[index] = row;
    draft.journal.positions.push(position);
  } else {
    const last = rows.at(-1);
    if (last && idNumber(row.id) < idNumber(last.id)) {
      if (!insertLate(draft, row)) return;
    } else {
      const next = draft.firstPosition + rows.length;
      draft.positions.set(row.id, next);
      rows.push(row);
      draft.journal.positions.push(next);
    }
  }
  count(draft, row, 1);
  draft.rowVersion += 1;
  draft.latestAt = Math.max(draft.latestAt, row.startedAt + Math.max(row.timings.total, 0));
}

/** Puts a row that came after its followers in its place; false where that place was folded away. */
function insertLate(draft: Draft, row: ExchangeRow): boolean {
  const { rows, positions } = draft;
  const id = idNumber(row.id);
  let index = rows.length;
  while (index > 0 && idNumber(rows[index - 1]?.id ?? '0') > id) index -= 1;
  if (index === 0 && draft.foldedRows > 0) return false;
  rows.splice(index, 0, row);
  for (let i = index; i < rows.length; i += 1) {
    const moved = rows[i];
    if (moved) positions.set(moved.id, draft.firstPosition + i);
  }
  draft.generation += 1;
  return true;
}

function count(draft: Draft, row: ExchangeRow, sign: 1 | -1): void {
  const { totals } = draft;
  totals.bytes += sign * (row.requestBody.sizeBytes + row.responseBody.sizeBytes);
  if (isSocket(row)) {
    totals.sockets += sign;
    if (isRunning(row)) totals.openSockets += sign;
  } else if (isRunning(row)) totals.pending += sign;
  if (row.requestBody.truncated || row.responseBody.truncated) totals.cut += sign;
}

function foldRows(draft: Draft, bounds: SessionBounds): void {
  const surplus = draft.rows.length - bounds.rows;
  const gone = draft.rows.splice(0, Math.max(surplus, Math.min(bounds.fold, bounds.rows)));
  for (const row of gone) {
    draft.positions.delete(row.id);
    count(draft, row, -1);
  }
  draft.firstPosition += gone.length;
  draft.foldedRows += gone.length;
  draft.generation += 1;
}

function trimJournal(draft: Draft, limit: number): void {
  const { journal } = draft;
  if (journal.positions.length <= limit) return;
  journal.base += journal.positions.length;
  journal.positions = [];
}

function group<T extends { readonly exchangeId: string }>(groups: Map<string, T[]>, row: T): void {
  const held = groups.get(row.exchangeId);
  if (held) held.push(row);
  else groups.set(row.exchangeId, [row]);
}

function joinGroups(
  draft: Draft,
  frames: ReadonlyMap<string, FrameRow[]>,
  events: ReadonlyMap<string, EventRow[]>,
  limit: number,
): void {
  if (frames.size === 0 && events.size === 0) return;
  draft.messageVersion += 1;
  for (const [id, rows] of frames) joinRows(draft.frames, id, rows, limit);
  for (const [id, rows] of events) joinRows(draft.events, id, rows, limit);
}

function joinRows<T extends { readonly id: string }>(
  held: Map<string, T[]>,
  exchangeId: string,
  incoming: readonly T[],
  limit: number,
): void {
  const merged = mergeById(held.get(exchangeId) ?? [], incoming);
  if (merged.length > limit) merged.splice(0, merged.length - limit);
  held.set(exchangeId, merged);
}
