// Ingest: OTLP's requests and answers between bytes and plain objects, in both encodings (OTLP 1.x, "OTLP/HTTP"; the messages are opentelemetry-proto's, as OpenTelemetry generates them).
import generated from '@opentelemetry/otlp-transformer/build/src/generated/root.js';
import protobuf from 'protobufjs/minimal.js';

export const OTLP_SIGNALS = ['traces', 'logs', 'metrics'] as const;
export type OtlpSignal = (typeof OTLP_SIGNALS)[number];
export type OtlpEncoding = 'protobuf' | 'json';

/** What of a request was left out, and why. */
export interface Rejected {
  readonly count: number;
  /** One sentence; empty where nothing was left out. */
  readonly message: string;
}

/** Codes of google.rpc.Status that answers use. */
export const STATUS_CODES = {
  invalidArgument: 3,
  notFound: 5,
  permissionDenied: 7,
  resourceExhausted: 8,
  unimplemented: 12,
  unavailable: 14,
} as const;
export type StatusCode = (typeof STATUS_CODES)[keyof typeof STATUS_CODES];

/** The part of a generated message type that is used here. */
interface MessageType {
  decode(bytes: Uint8Array): object;
  encode(message: object): { finish(): Uint8Array };
}

interface SignalMessages {
  readonly request: MessageType;
  readonly response: MessageType;
  /** The name of the count in a partial success. */
  readonly rejected: string;
}

interface Services {
  readonly trace: { readonly v1: Readonly<Record<string, MessageType>> };
  readonly logs: { readonly v1: Readonly<Record<string, MessageType>> };
  readonly metrics: { readonly v1: Readonly<Record<string, MessageType>> };
}

const { trace, logs, metrics } = (
  generated as unknown as { readonly opentelemetry: { readonly proto: { readonly collector: Services } } }
).opentelemetry.proto.collector;

const MESSAGES: Readonly<Record<OtlpSignal, SignalMessages>> = {
  traces: toMessages(trace.v1, 'Trace', 'rejectedSpans'),
  logs: toMessages(logs.v1, 'Logs', 'rejectedLogRecords'),
  metrics: toMessages(metrics.v1, 'Metrics', 'rejectedDataPoints'),
};

function toMessages(types: Readonly<Record<string, MessageType>>, name: string, rejected: string): SignalMessages {
  const [request, response] = [types[`Export${name}ServiceRequest`], types[`Export${name}ServiceResponse`]];
  if (!request || !response) throw new TypeError(`OTLP's messages have no Export${name}ServiceRequest.`);
  return { request, response, rejected };
}

/** A request's message, its fields not looked at yet. Throws where the bytes are none. */
export function readOtlpRequest(signal: OtlpSignal, encoding: OtlpEncoding, bytes: Uint8Array): object {
  if (encoding === 'protobuf') return MESSAGES[signal].request.decode(bytes);
  const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new TypeError('It is no object.');
  return value;
}

/** The answer to a request that was taken, whole or in part. */
export function writeOtlpAnswer(signal: OtlpSignal, encoding: OtlpEncoding, rejected: Rejected): Uint8Array {
  const { response, rejected: countName } = MESSAGES[signal];
  const { count, message: errorMessage } = rejected;
  if (encoding === 'protobuf') {
    const partialSuccess = { [countName]: count, errorMessage };
    return response.encode(count === 0 ? {} : { partialSuccess }).finish();
  }
  // Numbers of 64 bits are texts in JSON.
  return toJson(count === 0 ? {} : { partialSuccess: { [countName]: String(count), errorMessage } });
}

/** The answer to a request that was not taken: google.rpc.Status. */
export function writeStatus(encoding: OtlpEncoding, code: StatusCode, message: string): Uint8Array {
  if (encoding === 'json') return toJson({ code, message });
  return protobuf.Writer.create().uint32(8).int32(code).uint32(18).string(message).finish();
}

function toJson(value: object): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value));
}
