// Store: what waits for the next commit. Bounded, so that a disk that can't be written costs details, never memory without end.
import type { BodySide, Exchange } from '../model/exchange.ts';
import type { LogRecord } from '../model/log.ts';
import type { Recorded } from '../model/recorded.ts';
import type { SpanRecord } from '../model/span.ts';
import { bodyKey, type PendingBody } from './body-writer.ts';
import { weighLog, weighSpan } from '../model/record-weight.ts';
import { createWeighedMap } from './weighed-map.ts';

/** Frames, events, metrics and the like held while the file can't be written. */
export const HELD_DETAILS = 20_000;
/** Log records held while the file can't be written. */
export const HELD_LOGS = 20_000;
/** Spans held while the file can't be written. */
export const HELD_SPANS = 10_000;
/** Exchanges held while the file can't be written. */
export const HELD_EXCHANGES = 5_000;
/** Bytes of bodies and payloads held while the file can't be written. */
export const HELD_BYTES = 32 * 1024 * 1024;

/** What a detail weighs besides its payload, in bytes. */
const DETAIL_BYTES = 200;
const HMR_BYTES = 600;
const SAMPLE_BYTES = 100;
/** Errors, pages and actions held while the file can't be written; left out only beyond it, the oldest first. */
export const HELD_REPORTS = 10_000;

export type Detail = Extract<Recorded, { readonly kind: 'frame' | 'event' | 'hmr' | 'map' | 'metrics' | 'profile' }>;

/** What pages told of themselves: little, and worth more than the other details. */
export type Report = Extract<Recorded, { readonly kind: 'error' | 'page' | 'action' }>;

export interface Pending {
  readonly exchanges: ReadonlyMap<string, Exchange>;
  readonly bodies: ReadonlyMap<string, PendingBody>;
  readonly details: readonly Detail[];
  /** The newest of each id, in order of their first put. */
  readonly logs: ReadonlyMap<string, LogRecord>;
  readonly spans: ReadonlyMap<string, SpanRecord>;
  /** The newest of each id. */
  readonly reports: ReadonlyMap<string, Report>;
  /** Records that wait. */
  size(): number;
  /** Bytes of bodies and payloads that wait. */
  bytes(): number;
  add(recorded: Exclude<Recorded, { readonly kind: 'dropped' }>): void;
  /** Leaves the oldest details out until the bounds hold; answers how many. `cut` is told of each body that loses bytes. */
  shed(cut: (exchangeId: string, side: BodySide) => void): number;
  clear(): void;
}

export function createPending(): Pending {
  const exchanges = new Map<string, Exchange>();
  const bodies = new Map<string, PendingBody>();
  const reports = new Map<string, Report>();
  const logs = createWeighedMap(weighLog);
  const spans = createWeighedMap(weighSpan);
  let details: Detail[] = [];
  let detailBytes = 0;
  let bodyBytes = 0;

  function bodyOf(exchangeId: string, side: BodySide): PendingBody {
    const key = bodyKey(exchangeId, side);
    const known = bodies.get(key);
    if (known) return known;
    const body: PendingBody = { exchangeId, side, chunks: [], bytes: 0, ended: false };
    bodies.set(key, body);
    return body;
  }

  function shedDetails(): number {
    const left = Math.floor(details.length / 2);
    const gone = details.length - left;
    details = details.slice(gone);
    detailBytes = details.reduce((sum, detail) => sum + weigh(detail), 0);
    return gone;
  }

  function shedBodies(cut: (exchangeId: string, side: BodySide) => void): number {
    let gone = 0;
    for (const body of bodies.values()) {
      if (body.bytes === 0) continue;
      gone += body.chunks.length;
      body.chunks = [];
      body.bytes = 0;
      cut(body.exchangeId, body.side);
    }
    bodyBytes = 0;
    return gone;
  }

  /** Half of what takes the most room, or all of the bodies' bytes. */
  function shedLargest(cut: (exchangeId: string, side: BodySide) => void): number {
    const most = Math.max(logs.bytes(), spans.bytes(), detailBytes, bodyBytes);
    if (logs.bytes() === most) return logs.shedTo(Math.floor(logs.records.size / 2));
    if (spans.bytes() === most) return spans.shedTo(Math.floor(spans.records.size / 2));
    return detailBytes === most ? shedDetails() : shedBodies(cut);
  }

  const heldBytes = () => detailBytes + bodyBytes + logs.bytes() + spans.bytes();

  return {
    exchanges,
    bodies,
    reports,
    logs: logs.records,
    spans: spans.records,
    get details() {
      return details;
    },
    size: () => exchanges.size + bodies.size + reports.size + details.length + logs.records.size + spans.records.size,
    bytes: heldBytes,
    add(recorded) {
      switch (recorded.kind) {
        case 'exchange':
          exchanges.set(recorded.record.id, recorded.record);
          return;
        case 'body': {
          const body = bodyOf(recorded.exchangeId, recorded.side);
          body.chunks.push(recorded.bytes);
          body.bytes += recorded.bytes.length;
          bodyBytes += recorded.bytes.length;
          return;
        }
        case 'body-end':
          bodyOf(recorded.exchangeId, recorded.side).ended = true;
          return;
        case 'frame':
        case 'event':
        case 'hmr':
        case 'map':
        case 'metrics':
        case 'profile':
          details.push(recorded);
          detailBytes += weigh(recorded);
          return;
        case 'log':
          logs.put(recorded.record);
          return;
        case 'span':
          spans.put(recorded.record);
          return;
        case 'error':
        case 'page':
        case 'action':
          reports.set(`${recorded.kind} ${recorded.record.id}`, recorded);
          return;
      }
    },
    shed(cut) {
      let gone = details.length > HELD_DETAILS ? shedDetails() : 0;
      gone += logs.shedTo(HELD_LOGS) + spans.shedTo(HELD_SPANS);
      while (heldBytes() > HELD_BYTES) gone += shedLargest(cut);
      return gone + shedOldest(reports, HELD_REPORTS) + shedOldest(exchanges, HELD_EXCHANGES);
    },
    clear() {
      exchanges.clear();
      bodies.clear();
      reports.clear();
      logs.clear();
      spans.clear();
      details = [];
      detailBytes = 0;
      bodyBytes = 0;
    },
  };
}

function shedOldest(held: Map<string, unknown>, limit: number): number {
  let gone = 0;
  for (const key of held.keys()) {
    if (held.size <= limit) break;
    held.delete(key);
    gone += 1;
  }
  return gone;
}

function weigh(detail: Detail): number {
  if (detail.kind === 'frame') return DETAIL_BYTES + detail.payload.length;
  if (detail.kind === 'event') return DETAIL_BYTES + detail.data.length;
  if (detail.kind === 'map') return DETAIL_BYTES + detail.bytes.length;
  if (detail.kind === 'metrics') return DETAIL_BYTES + detail.samples.length * SAMPLE_BYTES;
  if (detail.kind === 'profile') return DETAIL_BYTES + detail.bytes.length;
  const { modules, error } = detail.record;
  return HMR_BYTES + modules.length * DETAIL_BYTES + (error?.message.length ?? 0) + (error?.codeFrame?.length ?? 0);
}
