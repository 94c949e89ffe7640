// Export: the official OTLP exporter of one signal, with what it does not tell: why a batch was not taken, and what of it was left out.
import { ExportResultCode, type ExportResult } from '@opentelemetry/core';
import { createOtlpNetworkExportDelegate, OTLPExporterBase } from '@opentelemetry/otlp-exporter-base';
import type { ISerializer } from '@opentelemetry/otlp-transformer';
import { CollectorTransport, type CollectorTransportOptions } from './collector-transport.ts';
import type { Outcome } from './export-lane.ts';

/** How long a collector may take for one batch. */
export const ATTEMPT_MS = 10_000;
/** Statuses that say the batch itself is wrong, so that sending it again is no use. */
const FINAL = new Set([400, 415, 422]);

/** What answers tell of records that were left out, by signal. */
export interface PartialSuccess {
  readonly rejected: number;
  readonly message: string;
}

export interface CollectorClientOptions<T, R> extends CollectorTransportOptions {
  readonly serializer: ISerializer<T[], R>;
  readonly toPartial: (response: R) => PartialSuccess;
  readonly attemptMs?: number;
}

export interface CollectorClient<T> {
  /** Never rejects. */
  post(records: readonly T[]): Promise<Outcome>;
  close(): Promise<void>;
}

export function createCollectorClient<T, R>(options: CollectorClientOptions<T, R>): CollectorClient<T> {
  const { serializer, toPartial, attemptMs = ATTEMPT_MS } = options;
  const transport = new CollectorTransport(options);
  let partial: PartialSuccess = NOTHING_LEFT_OUT;
  const exporter = new OTLPExporterBase<T[]>(
    createOtlpNetworkExportDelegate<T[], R>(
      // One batch goes at a time; the one before counts until its promise is settled.
      { timeoutMillis: attemptMs, concurrencyLimit: 2, compression: 'gzip' },
      {
        serializeRequest: (records) => serializer.serializeRequest(records),
        deserializeResponse: (bytes) => {
          const response = serializer.deserializeResponse(bytes);
          partial = toPartial(response);
          return response;
        },
      },
      transport,
    ),
  );
  return {
    post(records) {
      partial = NOTHING_LEFT_OUT;
      return new Promise((resolve) => {
        try {
          exporter.export([...records], (result) => resolve(toOutcome(result, transport, partial, records.length)));
        } catch (cause) {
          resolve({ type: 'refused', message: `It can't be written as OTLP: ${String(cause)}.` });
        }
      });
    },
    async close() {
      transport.shutdown();
      await exporter.shutdown();
    },
  };
}

const NOTHING_LEFT_OUT: PartialSuccess = { rejected: 0, message: '' };

function toOutcome(
  result: ExportResult,
  { last }: CollectorTransport,
  partial: PartialSuccess,
  count: number,
): Outcome {
  if (result.code === ExportResultCode.SUCCESS) {
    const rejected = Math.min(count, partial.rejected);
    return { type: 'sent', rejected, message: `It left out ${rejected}: ${partial.message}` };
  }
  const { status, retryAfterMs } = last;
  if (status === 0) return { type: 'retry', limited: false, message: `It can't be reached: ${reasonOf(result)}.` };
  const message = `It answered with ${status}.`;
  if (status === 413) return { type: 'too-large', message };
  if (FINAL.has(status)) return { type: 'refused', message };
  // Beyond what the specification has sent again: a wrong path or key, or a collector that is not set up yet, may be mended meanwhile.
  const limited = !RETRY_FOR_EVER.has(status);
  return { type: 'retry', limited, message, ...(retryAfterMs !== undefined && { afterMs: retryAfterMs }) };
}

const RETRY_FOR_EVER = new Set([429, 502, 503, 504]);

function reasonOf({ error }: ExportResult): string {
  const code = error && 'code' in error ? String(error.code) : '';
  return code === '' ? (error?.message ?? 'the reason is not known') : code;
}
