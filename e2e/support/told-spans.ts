// End to end: a back end that tells of its work by OTLP/HTTP in JSON, as any OpenTelemetry SDK can.
import { randomBytes } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';

/** One span, in milliseconds from when its request came. */
export interface ToldSpan {
  readonly service: string;
  readonly name: string;
  /** OpenTelemetry's number: 1 internal, 2 server, 3 client. */
  readonly kind: 1 | 2 | 3;
  readonly from: number;
  readonly to: number;
  readonly spanId: string;
  readonly parentSpanId: string;
  readonly failed?: boolean;
  readonly attributes?: Readonly<Record<string, string>>;
}

export interface Called {
  readonly traceId: string;
  /** What the proxy told as the caller's span. */
  readonly parentSpanId: string;
  /** Milliseconds since the Unix epoch. */
  readonly at: number;
}

export interface ToldBackend {
  readonly url: string;
  /** What came, in order. */
  readonly calls: readonly Called[];
  close(): Promise<void>;
}

/** A new span id. */
export function newSpanId(): string {
  return randomBytes(8).toString('hex');
}

/** Answers every request with JSON, and keeps the trace context it came with. */
export async function startToldBackend(): Promise<ToldBackend> {
  const calls: Called[] = [];
  const server = createServer((request, response) => {
    const called = readContext(request.headers);
    if (called) calls.push(called);
    request.resume().on('end', () => {
      response.writeHead(201, { 'Content-Type': 'application/json' }).end('{"order":7}');
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function readContext({ traceparent }: IncomingHttpHeaders): Called | undefined {
  const [, traceId, parentSpanId] = /^00-([0-9a-f]{32})-([0-9a-f]{16})-/.exec(String(traceparent)) ?? [];
  return traceId === undefined || parentSpanId === undefined ? undefined : { traceId, parentSpanId, at: Date.now() };
}

/** Sends spans to the receiver, those of each service with its resource. `aheadMs` is by how much its clock is ahead. */
export async function tellSpans(
  otlp: string,
  { traceId, at }: Called,
  spans: readonly ToldSpan[],
  aheadMs = 0,
): Promise<void> {
  const services = [...new Set(spans.map(({ service }) => service))];
  const nano = (ms: number) => `${Math.round((at + aheadMs + ms) * 1_000)}000`;
  const resourceSpans = services.map((service) => ({
    resource: { attributes: toAttributes({ 'service.name': service }) },
    scopeSpans: [
      {
        scope: { name: 'e2e' },
        spans: spans
          .filter((span) => span.service === service)
          .map(({ name, kind, from, to, spanId, parentSpanId, failed, attributes }) => ({
            traceId,
            spanId,
            parentSpanId,
            name,
            kind,
            startTimeUnixNano: nano(from),
            endTimeUnixNano: nano(to),
            attributes: toAttributes(attributes ?? {}),
            status: failed ? { code: 2, message: 'it broke' } : {},
          })),
      },
    ],
  }));
  await post(`${otlp}/v1/traces`, { resourceSpans });
}

/** Sends a log line of a span. */
export async function tellLog(otlp: string, { traceId, at }: Called, spanId: string, text: string): Promise<void> {
  const record = {
    timeUnixNano: `${Math.round(at * 1_000)}000`,
    severityNumber: 13,
    severityText: 'WARN',
    body: { stringValue: text },
    traceId,
    spanId,
  };
  const resource = { attributes: toAttributes({ 'service.name': 'api' }) };
  await post(`${otlp}/v1/logs`, { resourceLogs: [{ resource, scopeLogs: [{ logRecords: [record] }] }] });
}

function toAttributes(values: Readonly<Record<string, string>>) {
  return Object.entries(values).map(([key, value]) => ({ key, value: { stringValue: value } }));
}

async function post(url: string, body: unknown): Promise<void> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}: ${await answer.text()}`);
}
