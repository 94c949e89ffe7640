// Renderer store: HMR records, errors, pages and actions → session state, each within its bound. Called by apply.ts alone.
import type { ErrorReport } from '../../main/model/error-report.ts';
import type { HmrRecord } from '../../main/model/hmr.ts';
import type { ActionRecord, PageRecord } from '../../main/model/page.ts';
import { hmrLatest } from './hmr-records.ts';
import { putPage } from './page-records.ts';
import { foldRecords, putRecord, recordIndex } from './record-list.ts';
import {
  FOLD_ERRORS,
  FOLD_HMR,
  MAX_ACTIONS,
  MAX_ERRORS,
  MAX_HMR,
  MAX_PAGES,
  type RecordLoad,
  type SessionState,
} from './session-state.ts';

type Draft = { -readonly [K in keyof SessionState]: SessionState[K] };

/** Records of each kind, in order of id (pages: of time). */
export interface Records {
  readonly hmr: readonly HmrRecord[];
  readonly errors: readonly ErrorReport[];
  readonly pages: readonly PageRecord[];
  readonly actions: readonly ActionRecord[];
}

/** The answer to a question for records, and how far the asking is. */
export interface AskedRecords extends Records {
  readonly hmrLoad: RecordLoad;
  readonly errorLoad: RecordLoad;
}

/** How many of each kind a state may hold; smaller in tests. */
export interface RecordBounds {
  readonly hmr: number;
  readonly foldHmr: number;
  readonly errors: number;
  readonly foldErrors: number;
  readonly pages: number;
  readonly actions: number;
}

export const RECORD_BOUNDS: RecordBounds = {
  hmr: MAX_HMR,
  foldHmr: FOLD_HMR,
  errors: MAX_ERRORS,
  foldErrors: FOLD_ERRORS,
  pages: MAX_PAGES,
  actions: MAX_ACTIONS,
};

/** To gather a batch in. */
export function emptyRecords() {
  return {
    hmr: [] as HmrRecord[],
    errors: [] as ErrorReport[],
    pages: [] as PageRecord[],
    actions: [] as ActionRecord[],
  };
}

/** Those that the state does not hold. */
export function onlyMissing(state: SessionState, found: Partial<Records>): Partial<Records> {
  const held = new Set(state.pages.map(({ id }) => id));
  return {
    hmr: found.hmr?.filter(({ id }) => recordIndex(state.hmr, id) < 0) ?? [],
    errors: found.errors?.filter(({ id }) => recordIndex(state.errors, id) < 0) ?? [],
    pages: found.pages?.filter(({ id }) => !held.has(id)) ?? [],
    actions: found.actions?.filter(({ id }) => recordIndex(state.actions, id) < 0) ?? [],
  };
}

/** Puts all of these into the draft. */
export function applyRecords(
  draft: Draft,
  { hmr, errors, pages, actions }: Partial<Records>,
  bounds: RecordBounds,
): void {
  if (hmr && hmr.length > 0) joinHmr(draft, hmr, bounds);
  if (errors && errors.length > 0) joinErrors(draft, errors, bounds);
  if (pages && pages.length > 0) joinPages(draft, pages, bounds);
  if (actions && actions.length > 0) joinActions(draft, actions, bounds);
}

function joinHmr(draft: Draft, records: readonly HmrRecord[], bounds: RecordBounds): void {
  for (const record of records) {
    putRecord(draft.hmr, record, draft.foldedHmr > 0);
    draft.latestAt = Math.max(draft.latestAt, hmrLatest(record));
  }
  draft.foldedHmr += foldRecords(draft.hmr, bounds.hmr, bounds.foldHmr);
  draft.hmrVersion += 1;
}

function joinErrors(draft: Draft, records: readonly ErrorReport[], bounds: RecordBounds): void {
  for (const record of records) {
    putRecord(draft.errors, record, draft.foldedErrors > 0);
    draft.latestAt = Math.max(draft.latestAt, record.lastAt);
  }
  draft.foldedErrors += foldRecords(draft.errors, bounds.errors, bounds.foldErrors);
  draft.errorVersion += 1;
}

function joinPages(draft: Draft, records: readonly PageRecord[], bounds: RecordBounds): void {
  for (const record of records) putPage(draft.pages, record, draft.foldedPages > 0);
  draft.foldedPages += foldRecords(draft.pages, bounds.pages, 1);
  draft.pageVersion += 1;
}

function joinActions(draft: Draft, records: readonly ActionRecord[], bounds: RecordBounds): void {
  for (const record of records) putRecord(draft.actions, record, draft.foldedActions > 0);
  draft.foldedActions += foldRecords(draft.actions, bounds.actions, 1);
  draft.actionVersion += 1;
}
