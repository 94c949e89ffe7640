import { SpanKind, SpanStatusCode, TraceFlags, type SpanContext } from '@opentelemetry/api';
import { SeverityNumber } from '@opentelemetry/api-logs';
import { OTLPLogExporter as JsonLogExporter } from '@opentelemetry/exporter-logs-otlp-http';
import { OTLPLogExporter } from '@opentelemetry/exporter-logs-otlp-proto';
import { OTLPMetricExporter as JsonMetricExporter } from '@opentelemetry/exporter-metrics-otlp-http';
import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-proto';
import { OTLPTraceExporter as JsonTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { CompressionAlgorithm } from '@opentelemetry/otlp-exporter-base';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchLogRecordProcessor, LoggerProvider } from '@opentelemetry/sdk-logs';
import { AggregationType, MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { BasicTracerProvider, BatchSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { afterEach, expect, it } from 'vitest';
import type { OtlpLog, TelemetryBatch } from '../../model/telemetry.ts';
import type { MetricSample } from '../../model/metric.ts';
import type { SpanRecord } from '../../model/span.ts';
import { TelemetryOutlet } from '../telemetry-outlet.ts';
import { BATCH_RECORDS, createOtlpIntake } from './otlp-intake.ts';
import { createOtlpReceiver, type OtlpReceiver } from './otlp-receiver.ts';

const RESOURCE = resourceFromAttributes({ 'service.name': 'shop', 'service.instance.id': 'shop-1' });
const ENCODINGS = ['protobuf', 'json'] as const;
let receiver: OtlpReceiver | undefined;
afterEach(async () => {
  await receiver?.close();
  receiver = undefined;
});

async function start() {
  const batches: TelemetryBatch[] = [];
  const outlet = new TelemetryOutlet({ post: (batch) => batches.push(batch) });
  receiver = await createOtlpReceiver({ port: 0, intake: createOtlpIntake(outlet, () => 5) });
  return { url: receiver.url, batches };
}

const gzip = (url: string) => ({ url, compression: CompressionAlgorithm.GZIP });

it.each(ENCODINGS)('takes the spans of the official SDK in %s', async (encoding) => {
  const { url, batches } = await start();
  const exporter =
    encoding === 'json'
      ? new JsonTraceExporter(gzip(`${url}/v1/traces`))
      : new OTLPTraceExporter({ url: `${url}/v1/traces` });
  const provider = new BasicTracerProvider({ resource: RESOURCE, spanProcessors: [new BatchSpanProcessor(exporter)] });
  const linked: SpanContext = { traceId: 'b'.repeat(32), spanId: 'c'.repeat(16), traceFlags: TraceFlags.SAMPLED };
  const span = provider.getTracer('gin', '1').startSpan('GET /cart', {
    kind: SpanKind.SERVER,
    startTime: [1_700_000_000, 123_456_789],
    attributes: { 'http.route': '/cart', items: 3, ratio: 0.5, ok: true, tags: ['a', 'b'] },
    links: [{ context: linked, attributes: { why: 'cause' } }],
  });
  span.addEvent('cache.miss', { key: 'cart' }, [1_700_000_000, 124_000_000]);
  span.setStatus({ code: SpanStatusCode.ERROR, message: 'no stock' });
  span.end([1_700_000_000, 125_456_789]);
  await provider.shutdown();
  const { traceId, spanId } = span.spanContext();
  const records = batches.flatMap((batch) => batch.spans ?? []);
  expect(records).toMatchObject([
    {
      id: `${traceId}-${spanId}`,
      ...{ traceId, spanId, service: 'shop', name: 'GET /cart', kind: 'server', scope: 'gin' },
      startedAt: 1_700_000_000_123.4568,
      durationMs: 2,
      ...{ status: 'error', statusMessage: 'no stock', lost: 0 },
      attributes: { 'http.route': '/cart', items: 3, ratio: 0.5, ok: true, tags: ['a', 'b'] },
      resource: { 'service.name': 'shop' },
      events: [{ at: 1_700_000_000_124, name: 'cache.miss', attributes: { key: 'cart' } }],
      links: [{ traceId: 'b'.repeat(32), spanId: 'c'.repeat(16), attributes: { why: 'cause' } }],
    },
  ] satisfies Partial<SpanRecord>[]);
});

it.each(ENCODINGS)('takes the logs of the official SDK in %s', async (encoding) => {
  const { url, batches } = await start();
  const exporter =
    encoding === 'json' ? new JsonLogExporter(gzip(`${url}/v1/logs`)) : new OTLPLogExporter({ url: `${url}/v1/logs` });
  const provider = new LoggerProvider({ resource: RESOURCE, processors: [new BatchLogRecordProcessor(exporter)] });
  provider.getLogger('pino').emit({
    severityNumber: SeverityNumber.WARN,
    severityText: 'WARN',
    body: { text: 'slow', tookMs: 12 },
    attributes: { user: { id: 7 }, bytes: new Uint8Array([1, 2]) },
    timestamp: [1_700_000_000, 5_000_000],
  });
  await provider.shutdown();
  expect(batches.flatMap((batch) => batch.logs ?? [])).toMatchObject([
    {
      ...{ at: 1_700_000_000_005, service: 'shop', severity: 13, severityText: 'WARN', scope: 'pino' },
      body: { text: 'slow', tookMs: 12 },
      attributes: { user: { id: 7 }, bytes: 'AQI=' },
      resource: { 'service.name': 'shop' },
    },
  ] satisfies Partial<OtlpLog>[]);
});

it.each(ENCODINGS)('takes the metrics of the official SDK in %s', async (encoding) => {
  const { url, batches } = await start();
  const exporter =
    encoding === 'json'
      ? new JsonMetricExporter(gzip(`${url}/v1/metrics`))
      : new OTLPMetricExporter({ url: `${url}/v1/metrics` });
  const provider = new MeterProvider({
    resource: RESOURCE,
    readers: [new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 3_600_000 })],
    views: [
      {
        instrumentName: 'took',
        aggregation: { type: AggregationType.EXPLICIT_BUCKET_HISTOGRAM, options: { boundaries: [10, 20] } },
      },
      { instrumentName: 'size', aggregation: { type: AggregationType.EXPONENTIAL_HISTOGRAM } },
    ],
  });
  const meter = provider.getMeter('shop');
  meter.createCounter('orders', { description: 'Orders so far', unit: '{order}' }).add(3, { paid: true });
  meter.createUpDownCounter('open').add(-2);
  for (const value of [5, 15, 15, 25]) meter.createHistogram('took', { unit: 'ms' }).record(value, { route: '/cart' });
  for (const value of [0, 1, 3]) meter.createHistogram('size').record(value);
  await provider.shutdown();
  const samples = batches.flatMap((batch) => batch.metrics ?? []);
  const of = (name: string) => samples.filter((sample) => sample.name === name);
  const labels = { instance: 'shop-1' };
  expect(of('orders')).toMatchObject([
    {
      ...{ value: 3, type: 'counter', target: 'otlp:shop', help: 'Orders so far', unit: '{order}' },
      labels: { ...labels, paid: 'true' },
    },
  ] satisfies Partial<MetricSample>[]);
  expect(of('open')).toMatchObject([{ value: -2, type: 'gauge', labels }]);
  expect(of('took_bucket').map((sample) => [sample.labels['le'], sample.value])).toEqual([
    ['10', 1],
    ['20', 3],
    ['+Inf', 4],
  ]);
  expect(of('took_sum')).toMatchObject([{ value: 60, type: 'histogram', labels: { ...labels, route: '/cart' } }]);
  expect(of('took_count')).toMatchObject([{ value: 4 }]);
  const sizes = of('size_bucket').map((sample) => [
    Number(sample.labels['le']?.replace('+Inf', 'Infinity')),
    sample.value,
  ]);
  expect(sizes[0]).toEqual([0, 1]);
  expect(sizes.at(-1)).toEqual([Infinity, 3]);
  expect(sizes.map(([bound]) => bound)).toEqual(sizes.map(([bound]) => bound ?? 0).sort((a, b) => a - b));
});

it('tells the sender what it left out, in both encodings', async () => {
  const { url, batches } = await start();
  const span = (spanId: string, startTimeUnixNano: string) => ({
    ...{ traceId: 'a'.repeat(32), spanId, startTimeUnixNano, endTimeUnixNano: '1700000000000000001', name: 's' },
  });
  const spans = [span('1'.repeat(16), '1700000000000000000'), span('0'.repeat(16), '1'), span('2'.repeat(16), '0')];
  const response = await fetch(`${url}/v1/traces`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans }] }] }),
  });
  expect(await response.json()).toEqual({
    partialSuccess: {
      rejectedSpans: '2',
      errorMessage: 'Left out: 1 with an id that is absent, zero or of another length, 1 without a start or an end.',
    },
  });
  expect(batches.flatMap((batch) => batch.spans ?? [])).toMatchObject([
    { spanId: '1'.repeat(16), service: 'unknown_service', durationMs: 1e-6 },
  ]);
});

it('hands many records on in batches of a bounded size', async () => {
  const batches: TelemetryBatch[] = [];
  const weights: number[] = [];
  const outlet = new TelemetryOutlet({
    post: (batch, weightBytes) => {
      batches.push(batch);
      weights.push(weightBytes);
    },
  });
  const logRecords = Array.from({ length: 2 * BATCH_RECORDS + 1 }, (_, at) => ({ body: { intValue: String(at) } }));
  const bytes = Buffer.from(JSON.stringify({ resourceLogs: [{ scopeLogs: [{ logRecords }] }] }));
  const intake = createOtlpIntake(outlet, () => 5);
  expect(Buffer.from(intake.take('logs', 'json', bytes)).toString()).toBe('{}');
  expect(batches.map((batch) => batch.logs?.length)).toEqual([BATCH_RECORDS, BATCH_RECORDS, 1]);
  expect(batches[2]?.logs?.[0]).toEqual({
    ...{ at: 5, service: 'unknown_service', severity: 0, body: 2 * BATCH_RECORDS, attributes: {}, resource: {} },
  });
  expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeGreaterThanOrEqual(2 * bytes.byteLength);
  const empty = intake.take('traces', 'protobuf', new Uint8Array(0));
  expect(empty.byteLength).toBe(0);
  expect(batches).toHaveLength(3);
});
