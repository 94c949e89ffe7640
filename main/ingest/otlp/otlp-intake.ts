// Ingest: one OTLP request's bytes to batches for the recorder, and the answer its sender gets. Opens no socket.
import type { Clock } from '../../base/clock.ts';
import type { TelemetryBatch } from '../../model/telemetry.ts';
import type { TelemetryOutlet } from '../telemetry-outlet.ts';
import { DeltaTotals } from './delta-totals.ts';
import { toLogs } from './otlp-logs.ts';
import { readOtlpRequest, writeOtlpAnswer, type OtlpEncoding, type OtlpSignal, type Rejected } from './otlp-message.ts';
import { toMetrics } from './otlp-metrics.ts';
import { toSpans } from './otlp-spans.ts';

/** Records of one batch, so that the recorder's thread is never busy with one for long. */
export const BATCH_RECORDS = 1_000;
/** About how much larger records are in memory than as bytes of a request. */
const WEIGHT_FACTOR = 2;
const NONE: Rejected = { count: 0, message: '' };

export interface OtlpIntake {
  /** The recorder is behind: senders are to come again later. */
  readonly full: boolean;
  /** The answer's bytes. Throws where the bytes are no message of that kind. */
  take(signal: OtlpSignal, encoding: OtlpEncoding, bytes: Uint8Array): Uint8Array;
}

export function createOtlpIntake(outlet: TelemetryOutlet, clock: Clock): OtlpIntake {
  const totals = new DeltaTotals();

  function read(
    signal: OtlpSignal,
    request: object,
  ): { readonly batches: TelemetryBatch[]; readonly rejected: Rejected } {
    switch (signal) {
      case 'traces': {
        const { spans, rejected } = toSpans(request);
        return { batches: split(spans).map((part) => ({ spans: part })), rejected };
      }
      case 'logs':
        return { batches: split(toLogs(request, clock())).map((part) => ({ logs: part })), rejected: NONE };
      case 'metrics': {
        const { metrics, rejected } = toMetrics(request, totals, clock());
        return { batches: split(metrics).map((part) => ({ metrics: part })), rejected };
      }
    }
  }

  return {
    get full() {
      return outlet.full;
    },
    take(signal, encoding, bytes) {
      const { batches, rejected } = read(signal, readOtlpRequest(signal, encoding, bytes));
      const weightBytes = Math.ceil((bytes.byteLength * WEIGHT_FACTOR) / Math.max(1, batches.length));
      // A request is taken whole once it was read: its sender would send all of it again.
      for (const batch of batches) outlet.force(batch, weightBytes);
      return writeOtlpAnswer(signal, encoding, rejected);
    },
  };
}

function split<T>(records: readonly T[]): readonly (readonly T[])[] {
  if (records.length <= BATCH_RECORDS) return records.length === 0 ? [] : [records];
  const parts: (readonly T[])[] = [];
  for (let at = 0; at < records.length; at += BATCH_RECORDS) parts.push(records.slice(at, at + BATCH_RECORDS));
  return parts;
}
