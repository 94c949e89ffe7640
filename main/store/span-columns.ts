// Store: spans and profiles as columns and back, and whom a span called.
import type { ProfileRecord } from '../model/profile.ts';
import type { SpanRecord } from '../model/span.ts';
import type { Row, Value } from './connection.ts';
import { toReference } from './page-columns.ts';

/** The columns of `spans` but for `id`, which is the order in which they came. `record` holds all as JSON. */
export const SPAN_COLUMNS = [
  'trace_id',
  'span_id',
  'parent',
  'service',
  'name',
  'kind',
  'started_at',
  'duration_ms',
  'status',
  'exchange',
  'peer',
  'peer_kind',
  'record',
] as const;

export const PROFILE_COLUMNS = ['id', 'at', 'target', 'kind', 'size', 'record', 'bytes'] as const;

/** Whom a span of the client's side called, where no span of its own tells of it. */
export interface Peer {
  readonly name: string;
  readonly kind: 'db' | 'messaging' | 'rpc' | 'http';
}

export function toSpanValues(span: SpanRecord): Value[] {
  const peer = toPeer(span);
  return [
    span.traceId,
    span.spanId,
    span.parentSpanId ?? null,
    span.service,
    span.name,
    span.kind,
    span.startedAt,
    span.durationMs,
    span.status,
    toReference(span.exchangeId),
    peer?.name ?? null,
    peer?.kind ?? null,
    JSON.stringify(span),
  ];
}

export function parseSpan([record]: Row): SpanRecord {
  return JSON.parse(record as string) as SpanRecord;
}

export function toProfileValues(profile: ProfileRecord, bytes: Uint8Array): Value[] {
  const { id, at, target, kind, sizeBytes } = profile;
  return [Number(id), at, target, kind, sizeBytes, JSON.stringify(profile), bytes];
}

export function parseProfile([record]: Row): ProfileRecord {
  return JSON.parse(record as string) as ProfileRecord;
}

/** Attributes that say of which kind a call was and whom it went to (OpenTelemetry semantic conventions, now and before 1.26). */
const PEER_KINDS = [
  { kind: 'db', names: ['db.system.name', 'db.system'] },
  { kind: 'messaging', names: ['messaging.system'] },
  { kind: 'rpc', names: ['rpc.service', 'rpc.system'] },
] as const;
const PEER_NAMES = ['peer.service', 'server.address', 'net.peer.name', 'http.host'] as const;

/** Only of calls: spans of the kinds `client` and `producer`. */
export function toPeer({ kind, attributes }: SpanRecord): Peer | undefined {
  if (kind !== 'client' && kind !== 'producer') return undefined;
  const named = findText(attributes, ['peer.service']);
  for (const known of PEER_KINDS) {
    const system = findText(attributes, known.names);
    if (system !== undefined) return { name: named ?? system, kind: known.kind };
  }
  const name = findText(attributes, PEER_NAMES);
  return name === undefined ? undefined : { name, kind: kind === 'producer' ? 'messaging' : 'http' };
}

function findText(attributes: SpanRecord['attributes'], names: readonly string[]): string | undefined {
  for (const name of names) {
    const value = attributes[name];
    if (typeof value === 'string' && value !== '') return value;
  }
  return undefined;
}
