// Export: requests, errors and logs on their way to a collector, a lane for each signal; and the credit that the recorder's thread sends by.
import { ProtobufLogsSerializer, ProtobufTraceSerializer } from '@opentelemetry/otlp-transformer';
import type { Clock } from '../base/clock.ts';
import { Fault } from '../base/fault.ts';
import { parseUrl } from '../base/url.ts';
import type { OtlpExportConfig } from '../model/config.ts';
import type { ExporterState } from '../model/protocol.ts';
import { createCollectorClient, type CollectorClient } from './collector-client.ts';
import { toExchangeSpan } from './exchange-span.ts';
import { ExportLane } from './export-lane.ts';
import { toErrorExport, toLogExport } from './export-log.ts';
import {
  EXPORT_SIGNALS,
  type Credit,
  type ExportGrant,
  type ExportParcel,
  type ExportRecord,
  type ExportSignal,
} from './export-record.ts';
import { createExportResources, type ExportResources } from './export-resource.ts';

/** Records of one signal that may wait, where the configuration does not say. */
export const DEFAULT_QUEUE = 20_000;
/** About their bytes. */
export const QUEUE_BYTES = 64 * 1024 * 1024;
/** How long it goes on after all else has ended. */
export const DRAIN_MS = 3_000;
/** How long the last records of the recorder are waited for, in milliseconds. */
const LAST_PARCEL_MS = 1_000;
/** The least time between two words on how it stands. */
export const STATE_MS = 1_000;

/** The part of a MessagePort that is used. */
export interface GrantPort {
  postMessage(grant: ExportGrant): void;
  on(event: 'message', listener: (parcel: ExportParcel) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
  close(): void;
}

export interface ExporterOptions {
  readonly config: OtlpExportConfig;
  /** Throughline's version. */
  readonly version: string;
  readonly clock: Clock;
  readonly schedule: (run: () => void, delayMs: number) => () => void;
  readonly random?: () => number;
  /** How long a collector may take for one batch, in milliseconds. */
  readonly attemptMs?: number;
  readonly onState: (state: ExporterState) => void;
}

export interface Exporter {
  /** Takes records from the recorder behind this port; one that was given before is let go. */
  connect(port: GrantPort): void;
  readonly state: ExporterState;
  /** Sends what is left, for a limited time. */
  close(): Promise<void>;
}

interface Lane {
  readonly lane: ExportLane<ExportRecord>;
  readonly client: CollectorClient<ExportRecord>;
  /** Places that neither a waiting record has nor the recorder has credit for. */
  free: Credit;
}

export function createExporter(options: ExporterOptions): Exporter {
  return new CollectorExporter(options);
}

class CollectorExporter implements Exporter {
  readonly #options: ExporterOptions;
  readonly #lanes = new Map<ExportSignal, Lane>();
  #port: GrantPort | undefined;
  /** Credit that the recorder has, by signal. */
  readonly #granted = new Map<ExportSignal, Credit>();
  #dropped = 0;
  #cancelState: (() => void) | undefined;
  #told = '';
  #onPortClosed: (() => void) | undefined;

  constructor(options: ExporterOptions) {
    this.#options = options;
    const { config, version, attemptMs } = options;
    const resources = createExportResources(version);
    const free = { records: config.queue ?? DEFAULT_QUEUE, bytes: QUEUE_BYTES };
    for (const signal of config.signals ?? EXPORT_SIGNALS) {
      const client = createClient(signal, config, resources, attemptMs);
      const lane = new ExportLane<ExportRecord>({
        ...options,
        random: options.random ?? Math.random,
        post: (records) => client.post(records),
        onFree: (credit) => this.#free(signal, credit),
        onChange: () => this.#tellState(),
      });
      this.#lanes.set(signal, { lane, client, free });
    }
    this.#tellState();
  }

  get state(): ExporterState {
    const { endpoint } = this.#options.config;
    let [sent, waiting, dropped] = [0, 0, this.#dropped];
    let fault: string | undefined;
    for (const { lane } of this.#lanes.values()) {
      const { counts } = lane;
      sent += counts.sent;
      waiting += counts.waiting;
      dropped += counts.dropped;
      fault ??= counts.fault;
    }
    const told = fault === undefined ? {} : { fault: toFault(endpoint, fault) };
    return { endpoint, sent, waiting, dropped, ...told };
  }

  connect(port: GrantPort): void {
    this.#port?.close();
    this.#port = port;
    // What a recorder that is gone could have sent is free again.
    for (const [signal, credit] of this.#granted) this.#addFree(signal, credit);
    this.#granted.clear();
    port.on('message', (parcel) => {
      if (this.#port === port) this.#take(parcel);
    });
    port.on('close', () => {
      if (this.#port !== port) return;
      this.#port = undefined;
      this.#onPortClosed?.();
    });
    for (const signal of this.#lanes.keys()) this.#grant(signal);
  }

  async close(): Promise<void> {
    await this.#lastParcel();
    await Promise.all(
      [...this.#lanes.values()].map(async ({ lane, client }) => {
        await lane.drain(DRAIN_MS);
        await client.close();
      }),
    );
    this.#port?.close();
    this.#cancelState?.();
    this.#cancelState = undefined;
    this.#told = '';
    this.#options.onState(this.state);
  }

  /** The recorder closes its end after its last records. */
  async #lastParcel(): Promise<void> {
    if (!this.#port) return;
    const closed = new Promise<void>((resolve) => (this.#onPortClosed = resolve));
    const giveUp = this.#options.schedule(() => this.#onPortClosed?.(), LAST_PARCEL_MS);
    await closed;
    giveUp();
  }

  #take({ records, dropped }: ExportParcel): void {
    this.#dropped += dropped;
    for (const { record, weightBytes } of records) {
      const granted = this.#granted.get(record.signal);
      if (granted) {
        this.#granted.set(record.signal, { records: granted.records - 1, bytes: granted.bytes - weightBytes });
      }
      this.#lanes.get(record.signal)?.lane.add(record, weightBytes);
    }
    this.#tellState();
  }

  #free(signal: ExportSignal, credit: Credit): void {
    this.#addFree(signal, credit);
    this.#grant(signal);
  }

  #addFree(signal: ExportSignal, { records, bytes }: Credit): void {
    const lane = this.#lanes.get(signal);
    if (lane) lane.free = { records: lane.free.records + records, bytes: lane.free.bytes + bytes };
  }

  #grant(signal: ExportSignal): void {
    const lane = this.#lanes.get(signal);
    if (!lane || !this.#port) return;
    const { free: credit } = lane;
    lane.free = { records: 0, bytes: 0 };
    const { records, bytes } = this.#granted.get(signal) ?? { records: 0, bytes: 0 };
    this.#granted.set(signal, { records: records + credit.records, bytes: bytes + credit.bytes });
    this.#port.postMessage({ signal, credit });
  }

  /** At once, then once in `STATE_MS` at most. */
  #tellState(): void {
    if (this.#cancelState) return;
    const { state } = this;
    const text = JSON.stringify(state);
    if (text === this.#told) return;
    this.#told = text;
    this.#options.onState(state);
    this.#cancelState = this.#options.schedule(() => {
      this.#cancelState = undefined;
      this.#tellState();
    }, STATE_MS);
  }
}

function toFault(endpoint: string, reason: string): NonNullable<ExporterState['fault']> {
  return {
    code: 'export-failed',
    message: `The collector at ${endpoint} did not take what was sent. ${reason} What waits is sent again; check the address and that it runs.`,
  };
}

function createClient(
  signal: ExportSignal,
  { endpoint, headers = {} }: OtlpExportConfig,
  resources: ExportResources,
  attemptMs: number | undefined,
): CollectorClient<ExportRecord> {
  const at = { url: toSignalUrl(endpoint, signal), headers, ...(attemptMs !== undefined && { attemptMs }) };
  if (signal === 'traces') {
    return createCollectorClient({
      ...at,
      serializer: {
        serializeRequest: (records: ExportRecord[]) =>
          ProtobufTraceSerializer.serializeRequest(
            records.flatMap((record) => ('exchange' in record ? [toExchangeSpan(record.exchange, resources)] : [])),
          ),
        deserializeResponse: (bytes) => ProtobufTraceSerializer.deserializeResponse(bytes),
      },
      toPartial: ({ partialSuccess }) => ({
        rejected: Number(partialSuccess?.rejectedSpans ?? 0),
        message: partialSuccess?.errorMessage ?? '',
      }),
    });
  }
  return createCollectorClient({
    ...at,
    serializer: {
      serializeRequest: (records: ExportRecord[]) =>
        ProtobufLogsSerializer.serializeRequest(
          records.flatMap((record) => {
            if ('log' in record) return [toLogExport(record.log, resources)];
            return 'error' in record ? [toErrorExport(record.error, resources)] : [];
          }),
        ),
      deserializeResponse: (bytes) => ProtobufLogsSerializer.deserializeResponse(bytes),
    },
    toPartial: ({ partialSuccess }) => ({
      rejected: Number(partialSuccess?.rejectedLogRecords ?? 0),
      message: partialSuccess?.errorMessage ?? '',
    }),
  });
}

/** The base URL with the signal's path (OTLP exporter specification, "Endpoint URLs for OTLP/HTTP"). */
function toSignalUrl(endpoint: string, signal: ExportSignal): string {
  const url = parseUrl(endpoint);
  if (!url) throw new Fault('export-endpoint', `The endpoint to export to, "${endpoint}", is no URL.`);
  url.pathname = `${url.pathname.replace(/\/+$/, '')}/v1/${signal}`;
  return url.href;
}
