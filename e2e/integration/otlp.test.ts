// Integration: the official OpenTelemetry SDK sends to the engine as it is built, and what it sent is found in the session.
import { once } from 'node:events';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { SpanKind } from '@opentelemetry/api';
import { SeverityNumber } from '@opentelemetry/api-logs';
import { OTLPLogExporter } from '@opentelemetry/exporter-logs-otlp-http';
import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-proto';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { CompressionAlgorithm } from '@opentelemetry/otlp-exporter-base';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchLogRecordProcessor, LoggerProvider } from '@opentelemetry/sdk-logs';
import { MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { BasicTracerProvider, BatchSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type * as EngineModule from '../../main/engine.ts';
import type { Engine } from '../../main/engine.ts';
import { DEFAULT_TELEMETRY, type TelemetryConfig } from '../../main/model/config.ts';
import { createFolder, type TestFolder } from '../support/folder.ts';

const BUILT = join(import.meta.dirname, '../../out/main');
const { createEngine, DEFAULT_PROXY_CONFIG } = createRequire(import.meta.url)(
  join(BUILT, 'engine.cjs'),
) as typeof EngineModule;
const RESOURCE = resourceFromAttributes({ 'service.name': 'shop' });

let folder: TestFolder;
let engine: Engine;
beforeEach(() => {
  folder = createFolder();
});
afterEach(async () => {
  await engine.close();
  folder.remove();
});

async function start(telemetry: Partial<TelemetryConfig>): Promise<string> {
  engine = await createEngine({
    sessionPath: folder.at('s.tline'),
    proxy: { ...DEFAULT_PROXY_CONFIG, port: 0 },
    telemetry: { ...DEFAULT_TELEMETRY, otlpPort: 0, ...telemetry },
    version: '1.2.3',
    workerFolder: BUILT,
  });
  return engine.telemetry().otlpUrl ?? '';
}

test('spans, logs and metrics of the official SDK are in the session', async () => {
  const url = await start({});
  const tracers = new BasicTracerProvider({
    resource: RESOURCE,
    spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter({ url: `${url}/v1/traces` }))],
  });
  const span = tracers.getTracer('gin').startSpan('GET /cart', { kind: SpanKind.SERVER, attributes: { items: 3 } });
  span.end();
  await tracers.shutdown();
  const { traceId, spanId } = span.spanContext();

  const logExporter = new OTLPLogExporter({ url: `${url}/v1/logs`, compression: CompressionAlgorithm.GZIP });
  const loggers = new LoggerProvider({ resource: RESOURCE, processors: [new BatchLogRecordProcessor(logExporter)] });
  loggers.getLogger('pino').emit({ severityNumber: SeverityNumber.ERROR, body: 'no stock', attributes: { item: 7 } });
  await loggers.shutdown();

  const exporter = new OTLPMetricExporter({ url: `${url}/v1/metrics` });
  const meters = new MeterProvider({
    resource: RESOURCE,
    readers: [new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 3_600_000 })],
  });
  meters.getMeter('shop').createCounter('orders').add(3);
  await meters.shutdown();

  // The answer to a sender may overtake what it sent, on another thread.
  await expect.poll(async () => (await engine.reader.metricSeries()).length).toBe(1);
  const spans = await engine.reader.spanRows({ limit: 10 });
  expect(spans.rows).toMatchObject([
    { id: `${traceId}-${spanId}`, service: 'shop', name: 'GET /cart', kind: 'server', attributes: { items: 3 } },
  ]);
  const logs = await engine.reader.logRows({ limit: 10 });
  expect(logs.rows).toMatchObject([{ source: 'otlp:shop', level: 'error', message: 'no stock', fields: { item: 7 } }]);
  expect(await engine.reader.metricSeries()).toMatchObject([
    { name: 'orders', type: 'counter', target: 'otlp:shop', samples: 1, lastValue: 3 },
  ]);
});

test('requests, page errors and logs leave for a collector, and a collector that stalls holds nothing up', async () => {
  const collector = await startCollector();
  const upstream = createServer((_, response) => response.end('hello')).listen(0, '127.0.0.1');
  await once(upstream, 'listening');
  const target = `http://127.0.0.1:${(upstream.address() as AddressInfo).port}`;
  try {
    await start({ exportTo: { endpoint: collector.url, queue: 20 } });
    engine.setTargets(target, []);
    collector.stall(true);
    const ask = async () => (await fetch(`${engine.proxyUrl}/a?token=abc123`)).text();
    for (let i = 0; i < 30; i++) expect(await ask()).toBe('hello');
    await expect
      .poll(() => engine.telemetry().exporter, { timeout: 20_000 })
      .toMatchObject({ waiting: 20, dropped: 10 });
    collector.stall(false);
    await expect
      .poll(() => engine.telemetry().exporter, { timeout: 40_000 })
      .toMatchObject({ sent: 20, waiting: 0, dropped: 10 });
    const log = { level: 'warn', message: 'slow', at: Date.now() };
    await fetch(`${engine.proxyUrl}/__throughline/log`, { method: 'POST', body: JSON.stringify(log) });
    // What came last leaves at the end.
    await engine.close();
    expect(collector.bodies('/v1/traces').join()).toContain('throughline.exchange.id');
    expect(collector.bodies('/v1/traces').join()).not.toContain('abc123');
    expect(collector.bodies('/v1/logs').join()).toContain('slow');
  } finally {
    upstream.closeAllConnections();
    upstream.close();
    await collector.close();
  }
});

/** A collector that answers, or does not. What it took is decoded no further. */
async function startCollector() {
  const taken: { readonly path: string; readonly text: string }[] = [];
  let stalled = false;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      if (stalled) return;
      taken.push({ path: request.url ?? '', text: gunzipSync(Buffer.concat(chunks)).toString('latin1') });
      response.end();
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stall(now: boolean): void {
      stalled = now;
      // A sender would wait ten seconds for an answer.
      if (!now) server.closeAllConnections();
    },
    bodies: (path: string) => taken.filter((each) => each.path === path).map(({ text }) => text),
    async close(): Promise<void> {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
