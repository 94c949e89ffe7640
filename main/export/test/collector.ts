// Export's tests: a collector that takes, refuses, stalls or cuts the connection, as it is told, and knows exactly what it has taken.
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import generated from '@opentelemetry/otlp-transformer/build/src/generated/root.js';

/** How a request is treated: a status (with fields and a body), no answer at all, or a cut connection. */
export type Behaviour =
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: Uint8Array }
  | 'stall'
  | 'reset';

export interface ReceivedSpan {
  readonly traceId: Uint8Array;
  readonly spanId: Uint8Array;
  readonly parentSpanId?: Uint8Array | null;
  readonly name: string;
  readonly kind: number;
  readonly attributes: readonly { readonly key: string; readonly value: Readonly<Record<string, unknown>> }[];
  readonly status?: { readonly code?: number; readonly message?: string };
}
export interface ReceivedLog {
  readonly body: { readonly stringValue?: string };
  readonly severityNumber: number;
  readonly traceId?: Uint8Array;
  readonly attributes: ReceivedSpan['attributes'];
}

interface Message {
  decode(bytes: Uint8Array): Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;
}

export interface Collector {
  readonly url: string;
  /** For requests from now on. */
  behave(behaviour: Behaviour): void;
  readonly spans: readonly ReceivedSpan[];
  readonly logs: readonly ReceivedLog[];
  readonly requests: readonly {
    readonly path: string;
    readonly headers: IncomingMessage['headers'];
    readonly at: number;
  }[];
  close(): Promise<void>;
}

const { trace, logs } = (
  generated as unknown as {
    readonly opentelemetry: {
      readonly proto: { readonly collector: Record<string, { readonly v1: Record<string, Message> }> };
    };
  }
).opentelemetry.proto.collector;

/** All records of a request, whoever they are from. */
function decode(path: string, bytes: Uint8Array): readonly unknown[] {
  const [type, names] =
    path === '/v1/traces'
      ? [trace?.v1['ExportTraceServiceRequest'], ['resourceSpans', 'scopeSpans', 'spans']]
      : [logs?.v1['ExportLogsServiceRequest'], ['resourceLogs', 'scopeLogs', 'logRecords']];
  return names.reduce<readonly unknown[]>(
    (parents, name) => parents.flatMap((parent) => (parent as Record<string, readonly unknown[]>)[name] ?? []),
    [type?.decode(bytes)],
  );
}

export async function startCollector(): Promise<Collector> {
  const spans: ReceivedSpan[] = [];
  const logRecords: ReceivedLog[] = [];
  const requests: Collector['requests'][number][] = [];
  let behaviour: Behaviour = { status: 200 };
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? '';
    requests.push({ path, headers: request.headers, at: performance.now() });
    const now = behaviour;
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    if (now === 'stall') return;
    if (now === 'reset') {
      request.socket.resetAndDestroy();
      return;
    }
    if (now.status === 200) {
      const records = decode(path, gunzipSync(Buffer.concat(chunks)));
      if (path === '/v1/traces') spans.push(...(records as ReceivedSpan[]));
      else logRecords.push(...(records as ReceivedLog[]));
    }
    response.writeHead(now.status, now.headers).end(now.body);
  }
  const server = createServer((request, response) => {
    // A sender that has gone is none of the collector's business.
    answer(request, response).catch(() => response.destroy());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    behave: (next) => (behaviour = next),
    spans,
    logs: logRecords,
    requests,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
