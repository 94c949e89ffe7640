// Ingest, pure but for inflating: the bytes of a profile → the record that windows show.
import { gunzipSync } from 'node:zlib';
import { faultMessage } from '../../base/fault.ts';
import { PROFILE_LIST_LIMIT, type ProfileRecord } from '../../model/profile.ts';
import { parseGoroutineDump } from './goroutine-dump.ts';
import { readProfileCosts } from './profile-costs.ts';

/** Of a profile, inflated. */
const INFLATED_LIMIT_BYTES = 256 * 1024 * 1024;

/** What is known of a profile before it is read. */
export type ProfileHead = Pick<ProfileRecord, 'id' | 'at' | 'target' | 'kind'>;

/** The record; one with a fault where the bytes can't be understood. */
export function toProfileRecord(head: ProfileHead, bytes: Uint8Array): ProfileRecord {
  const base = { ...head, sizeBytes: bytes.length, unit: '', total: 0, groups: [], costs: [] };
  try {
    if (head.kind === 'goroutine') return { ...base, ...readDump(bytes) };
    const { durationMs, ...costs } = readProfileCosts(inflated(bytes), head.kind, PROFILE_LIST_LIMIT);
    return { ...base, ...costs, ...(head.kind === 'cpu' && durationMs !== undefined && { durationMs }) };
  } catch (cause) {
    const message = `${head.target} sent no ${head.kind} profile that can be read: ${faultMessage(cause)}`;
    return { ...base, fault: { code: 'profile-unreadable', message } };
  }
}

function readDump(bytes: Uint8Array): Pick<ProfileRecord, 'unit' | 'total' | 'groups'> {
  const { groups, total } = parseGoroutineDump(new TextDecoder().decode(bytes));
  if (total === 0) throw new Error('there is no goroutine in it.');
  return { unit: 'goroutines', total, groups: groups.slice(0, PROFILE_LIST_LIMIT) };
}

function inflated(bytes: Uint8Array): Uint8Array {
  const zipped = bytes[0] === 0x1f && bytes[1] === 0x8b;
  return zipped ? gunzipSync(bytes, { maxOutputLength: INFLATED_LIMIT_BYTES }) : bytes;
}
