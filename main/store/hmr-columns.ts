// Store: what happened between pages and development servers, as columns and back.
import type { HmrRecord } from '../model/hmr.ts';
import type { Row, Value } from './connection.ts';

/** The columns of `hmr`. `record` holds all as JSON; the others say a part of it again, for those who read with the SQLite shell. */
export const HMR_COLUMNS = ['id', 'at', 'dialect', 'type', 'exchange', 'duration_ms', 'reason', 'record'] as const;

export function toHmrValues(hmr: HmrRecord): Value[] {
  return [
    Number(hmr.id),
    hmr.at,
    hmr.dialect,
    hmr.type,
    Number(hmr.socketExchangeId),
    hmr.durationMs ?? null,
    hmr.reason ?? null,
    JSON.stringify(hmr),
  ];
}

/** A record from its `record` column alone. */
export function parseHmr([record]: Row): HmrRecord {
  return JSON.parse(record as string) as HmrRecord;
}
