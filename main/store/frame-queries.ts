// Store: which frames, by connection, direction, opcode and words in their payload.
import type { FrameFilter } from '../model/protocol.ts';
import type { Value } from './connection.ts';

/** A condition over `frames` and its values. */
export interface FrameCondition {
  readonly sql: string;
  readonly values: readonly Value[];
  /** Left to check in JavaScript, because the database folds the case of ASCII letters only. */
  readonly matches?: (payload: Buffer) => boolean;
  /** What `matches` looks for, in lower case. */
  readonly text?: string;
}

/** The condition of a filter, always true for an empty one. */
export function toFrameCondition(filter: FrameFilter): FrameCondition {
  const parts: string[] = [];
  const values: Value[] = [];
  if (filter.exchangeId !== undefined) {
    parts.push('exchange = ?');
    values.push(Number(filter.exchangeId));
  }
  if (filter.direction !== undefined) {
    parts.push('direction = ?');
    values.push(filter.direction);
  }
  if (filter.opcodes !== undefined) {
    parts.push(`opcode IN (${filter.opcodes.map(() => '?').join(', ')})`);
    values.push(...filter.opcodes);
  }
  const wanted = filter.text?.toLowerCase() ?? '';
  const foldable = isAsciiCased(wanted);
  if (wanted !== '' && foldable) {
    parts.push('instr(lower(CAST(payload AS TEXT)), ?)');
    values.push(wanted);
  }
  const sql = parts.length > 0 ? parts.join(' AND ') : '1';
  if (wanted === '' || foldable) return { sql, values };
  return { sql, values, text: wanted, matches: (payload) => payload.toString('utf8').toLowerCase().includes(wanted) };
}

/** Only letters of ASCII have a case in this lower-cased text, so `lower()` of SQLite folds all of it. */
export function isAsciiCased(lowered: string): boolean {
  const rest = lowered.replace(/[a-z]/g, '');
  return rest.toUpperCase() === rest;
}
