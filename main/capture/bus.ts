// Capture: the bus. Takes what capture has understood, numbers it, and hands it to the store's writer and to the feed.
import type { Exchange } from '../model/exchange.ts';
import { toExchangeRow } from '../model/exchange-row.ts';
import type { Change } from '../model/protocol.ts';
import type { Recorded } from '../model/recorded.ts';
import type { RecorderStatus } from '../model/session.ts';
import type { TelemetryTotals } from '../model/telemetry.ts';
import { weighLog, weighSpan } from '../model/record-weight.ts';
import { BodyCuts } from './body-cuts.ts';

/** About what one sample of a metric takes, in bytes. */
const SAMPLE_BYTES = 100;
/** Payload bytes that may wait between two hand-overs. */
export const MAX_BUS_BYTES = 64 * 1024 * 1024;
/** Records that may wait between two hand-overs; exchanges and reports are not counted against it. */
export const MAX_BUS_RECORDS = 200_000;
/** Errors, pages and actions that may wait between two hand-overs. */
export const MAX_BUS_REPORTS = 20_000;

/** What the log of a connection that went round the proxy is known by (docs/errors.md): windows hear of it at once. */
const BYPASSED = 'proxy-bypassed';

/** What comes beside exchanges and may be left out. */
type Detail = Exclude<Recorded, { readonly kind: 'exchange' | 'dropped' | Report['kind'] }>;

/** What pages told of themselves: little, and worth more than other details. */
type Report = Extract<Recorded, { readonly kind: 'error' | 'page' | 'action' }>;

export interface BusOptions {
  /** Takes a batch for the session file, in order; `seq` is the number of its last record. Must not throw. */
  readonly write: (batch: readonly Recorded[], seq: number) => void;
  /** Takes the same batch as changes for windows. Frames and events come only for watched exchanges. */
  readonly feed: (changes: readonly Change[]) => void;
  /** The number before the first record; for a session that goes on. */
  readonly lastSeq?: number;
  readonly maxBytes?: number;
  readonly maxRecords?: number;
  readonly maxReports?: number;
}

export interface Bus {
  /** Queues a record; constant time but for dropping, and never throws. */
  publish(recorded: Recorded): void;
  /** Queues how much there is of what programs tell of themselves; only the feed hears it, the last of a batch wins. */
  publishTelemetry(totals: TelemetryTotals): void;
  /** Queues the recorder's word on itself; only the feed hears it, the last of a batch wins. */
  publishStatus(status: RecorderStatus): void;
  /** Frames and events of these exchanges become changes from now on; replaces the list before. */
  watch(exchangeIds: Iterable<string>): void;
  /** Hands over all that waits: first to the writer, then to the feed. Does nothing when nothing waits. */
  drain(): void;
  readonly seq: number;
  /** What waits, and details left out so far because the queue was full. */
  stats(): { readonly queued: number; readonly queuedBytes: number; readonly dropped: number };
}

/**
 * Creates the bus of one session. Puts of one exchange that wait together become the last of them, and a batch has its
 * exchanges before all else, so that they come before their parts; errors, pages and actions do the same and come last.
 * A full queue loses its oldest details first: log records, then bodies and payloads, then all others; errors, pages and
 * actions have a bound of their own, and exchanges stay. Losses are handed on as a `dropped` record, and
 * exchanges say `truncated` of bodies that were cut here.
 */
export function createBus(options: BusOptions): Bus {
  return new SessionBus(options);
}

class SessionBus implements Bus {
  readonly #options: BusOptions;
  readonly #maxBytes: number;
  readonly #maxRecords: number;
  readonly #cuts = new BodyCuts();
  readonly #maxReports: number;
  #exchanges = new Map<string, Exchange>();
  #reports = new Map<string, Report>();
  #queue: (Detail | undefined)[] = [];
  #details = 0;
  #bytes = 0;
  /** Log records before this place, payloads before the next and details before the last are already gone. */
  #loglessTo = 0;
  #thinnedTo = 0;
  #emptiedTo = 0;
  #unreported = 0;
  #dropped = 0;
  #status: RecorderStatus | undefined;
  #telemetry: TelemetryTotals | undefined;
  #watched: ReadonlySet<string> = new Set();
  #seq: number;

  constructor(options: BusOptions) {
    this.#options = options;
    this.#maxBytes = options.maxBytes ?? MAX_BUS_BYTES;
    this.#maxRecords = options.maxRecords ?? MAX_BUS_RECORDS;
    this.#maxReports = options.maxReports ?? MAX_BUS_REPORTS;
    this.#seq = options.lastSeq ?? 0;
  }

  get seq(): number {
    return this.#seq;
  }

  publish(recorded: Recorded): void {
    if (recorded.kind === 'dropped') {
      this.#unreported += recorded.count;
      return;
    }
    if (recorded.kind === 'exchange') {
      this.#exchanges.set(recorded.record.id, recorded.record);
      return;
    }
    if (recorded.kind === 'error' || recorded.kind === 'page' || recorded.kind === 'action') {
      this.#putReport(recorded);
      return;
    }
    if (recorded.kind === 'body' && this.#cuts.refuses(recorded)) {
      this.#countDropped();
      return;
    }
    this.#queue.push(recorded);
    this.#details += 1;
    this.#bytes += payloadBytes(recorded);
    if (this.#bytes > this.#maxBytes || this.#details > this.#maxRecords) this.#shedLogs();
    if (this.#bytes > this.#maxBytes) this.#thin();
    if (this.#details > this.#maxRecords) this.#empty();
  }

  publishTelemetry(totals: TelemetryTotals): void {
    this.#telemetry = totals;
  }

  publishStatus(status: RecorderStatus): void {
    this.#status = status;
  }

  watch(exchangeIds: Iterable<string>): void {
    this.#watched = new Set(exchangeIds);
  }

  drain(): void {
    const batch = this.#take();
    const status = this.#status;
    const telemetry = this.#telemetry;
    this.#status = undefined;
    this.#telemetry = undefined;
    if (batch.length === 0 && status === undefined && telemetry === undefined) return;
    const firstSeq = this.#seq + 1;
    this.#seq += batch.length;
    try {
      if (batch.length > 0) this.#options.write(batch, this.#seq);
    } finally {
      const changes = this.#toChanges(batch, firstSeq);
      if (telemetry !== undefined) changes.push({ seq: this.#seq, kind: 'telemetry', op: 'put', record: telemetry });
      if (status !== undefined) changes.push({ seq: this.#seq, kind: 'status', op: 'put', record: status });
      if (changes.length > 0) this.#options.feed(changes);
    }
  }

  stats(): { readonly queued: number; readonly queuedBytes: number; readonly dropped: number } {
    return {
      queued: this.#details + this.#exchanges.size + this.#reports.size,
      queuedBytes: this.#bytes,
      dropped: this.#dropped,
    };
  }

  #take(): Recorded[] {
    const details: Recorded[] = [];
    for (const detail of this.#queue) {
      if (detail === undefined) continue;
      if (detail.kind === 'body' && !this.#cuts.hand(detail)) this.#countDropped();
      else details.push(detail);
    }
    // After the pieces are handed on, as exchanges tell what their bodies lost.
    const batch: Recorded[] = [];
    for (const exchange of this.#exchanges.values()) {
      batch.push({ kind: 'exchange', record: this.#cuts.mark(exchange) });
    }
    for (const detail of details) batch.push(detail);
    for (const report of this.#reports.values()) batch.push(report);
    if (this.#unreported > 0) batch.push({ kind: 'dropped', count: this.#unreported });
    this.#queue = [];
    this.#exchanges = new Map();
    this.#reports = new Map();
    this.#details = this.#bytes = this.#loglessTo = this.#thinnedTo = this.#emptiedTo = this.#unreported = 0;
    return batch;
  }

  #toChanges(batch: readonly Recorded[], firstSeq: number): Change[] {
    const changes: Change[] = [];
    batch.forEach((recorded, index) => {
      const seq = firstSeq + index;
      const { kind } = recorded;
      if (kind === 'exchange') changes.push({ seq, kind, op: 'put', record: toExchangeRow(recorded.record) });
      else if (kind === 'log' && recorded.record.fields['code'] === BYPASSED)
        changes.push({ seq, kind, op: 'put', record: recorded.record });
      else if (kind === 'hmr') changes.push({ seq, kind, op: 'put', record: recorded.record });
      else if (kind === 'error') changes.push({ seq, kind, op: 'put', record: recorded.record });
      else if (kind === 'page') changes.push({ seq, kind, op: 'put', record: recorded.record });
      else if (kind === 'action') changes.push({ seq, kind, op: 'put', record: recorded.record });
      else if (kind === 'frame' && this.#watched.has(recorded.record.exchangeId))
        changes.push({ seq, kind, op: 'put', record: recorded.record });
      else if (kind === 'event' && this.#watched.has(recorded.record.exchangeId))
        changes.push({ seq, kind, op: 'put', record: recorded.record });
    });
    return changes;
  }

  /** The newest of an id stands for those before it, at their place. */
  #putReport(report: Report): void {
    this.#reports.set(`${report.kind} ${report.record.id}`, report);
    if (this.#reports.size <= this.#maxReports) return;
    const oldest = this.#reports.keys().next();
    if (oldest.done !== true) this.#reports.delete(oldest.value);
    this.#countDropped();
  }

  #countDropped(): void {
    this.#unreported += 1;
    this.#dropped += 1;
  }

  /** Takes log records away, oldest first, until half of the bounds is free; there are many, and each says little. */
  #shedLogs(): void {
    const isOver = () => this.#bytes > this.#maxBytes / 2 || this.#details > this.#maxRecords / 2;
    for (; this.#loglessTo < this.#queue.length && isOver(); this.#loglessTo++) {
      const recorded = this.#queue[this.#loglessTo];
      if (recorded?.kind !== 'log') continue;
      this.#queue[this.#loglessTo] = undefined;
      this.#bytes -= payloadBytes(recorded);
      this.#details -= 1;
      this.#countDropped();
    }
  }

  /** Takes payloads away, oldest first, until half of the bound is free, so that it is not walked for every record. */
  #thin(): void {
    for (; this.#thinnedTo < this.#queue.length && this.#bytes > this.#maxBytes / 2; this.#thinnedTo++) {
      const recorded = this.#queue[this.#thinnedTo];
      const bytes = recorded === undefined ? 0 : payloadBytes(recorded);
      if (recorded === undefined || bytes === 0) continue;
      this.#queue[this.#thinnedTo] = this.#thinned(recorded);
      this.#bytes -= bytes;
      this.#countDropped();
    }
  }

  #thinned(recorded: Detail): Detail | undefined {
    switch (recorded.kind) {
      case 'body':
        this.#cuts.cut(recorded);
        this.#details -= 1;
        return undefined;
      case 'map':
      case 'profile':
      case 'span':
      case 'metrics':
        this.#details -= 1;
        return undefined;
      case 'frame':
        return { kind: 'frame', record: { ...recorded.record, truncated: true }, payload: new Uint8Array(0) };
      case 'event':
        return { kind: 'event', record: { ...recorded.record, truncated: true }, data: '' };
      default:
        return recorded;
    }
  }

  /** Takes whole details away, oldest first, until half of the bound is free. */
  #empty(): void {
    for (; this.#emptiedTo < this.#queue.length && this.#details > this.#maxRecords / 2; this.#emptiedTo++) {
      const recorded = this.#queue[this.#emptiedTo];
      if (recorded === undefined || recorded.kind === 'body-end') continue;
      if (recorded.kind === 'body') this.#cuts.cut(recorded);
      this.#queue[this.#emptiedTo] = undefined;
      this.#bytes -= payloadBytes(recorded);
      this.#details -= 1;
      this.#countDropped();
    }
  }
}

/** About the bytes of what is kept with a record; of log records, spans and metrics, all of them. */
function payloadBytes(recorded: Detail): number {
  switch (recorded.kind) {
    case 'body':
    case 'map':
    case 'profile':
      return recorded.bytes.byteLength;
    case 'frame':
      return recorded.payload.byteLength;
    case 'event':
      return recorded.data.length * 2;
    case 'log':
      return weighLog(recorded.record);
    case 'span':
      return weighSpan(recorded.record);
    case 'metrics':
      return recorded.samples.length * SAMPLE_BYTES;
    case 'hmr':
    case 'body-end':
      return 0;
  }
}
