// Renderer store: what HMR records say of the session as it stands.
import type { HmrRecord } from '../../main/model/hmr.ts';

/** The latest instant that a record tells of, in milliseconds since the Unix epoch. */
export function hmrLatest(record: HmrRecord): number {
  return Math.max(record.at, record.appliedAt ?? 0, record.reloadedAt ?? 0);
}

/** Records that end what went before on their connection: an error stands until one of the others. */
const OUTCOMES: ReadonlySet<string> = new Set(['error', 'update', 'full-reload', 'built']);

/** The error that the latest build of some dev server left standing; undefined where all builds are well. */
export function standingError(records: readonly HmrRecord[]): HmrRecord | undefined {
  const known = new Set<string>();
  for (let i = records.length - 1; i >= 0; i -= 1) {
    const record = records[i];
    if (!record || !OUTCOMES.has(record.type) || known.has(record.dialect)) continue;
    if (record.type === 'error' && record.recoveredBy === undefined) return record;
    known.add(record.dialect);
  }
  return undefined;
}
