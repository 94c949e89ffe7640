import { SpanKind, SpanStatusCode } from '@opentelemetry/api';
import { hrTimeToMilliseconds } from '@opentelemetry/core';
import { expect, it } from 'vitest';
import { sampleExchange } from '../har/test/sample-exchange.ts';
import type { Exchange } from '../model/exchange.ts';
import { toExchangeSpan } from './exchange-span.ts';
import { createExportResources } from './export-resource.ts';
import { ExportSelection } from './export-selection.ts';

const resources = createExportResources('1.2.3');

function toSpan(change: Partial<Exchange>) {
  const record = sampleExchange({ state: 'done', ...change });
  const selected = new ExportSelection().select({ kind: 'exchange', record });
  if (!selected || !('exchange' in selected)) throw new TypeError('It was not selected.');
  return toExchangeSpan(selected.exchange, resources);
}

it('is a span between the page and the back end, as the HTTP conventions say', () => {
  const span = toSpan({
    ...{ id: '7', startedAt: 1_700_000_000_000.5, method: 'POST', status: 200, kind: 'fetch', route: '/api/**' },
    ...{ url: 'http://localhost:8888/api/cart', upstreamUrl: 'http://127.0.0.1:9000/cart?q=1', httpVersion: 'HTTP/2' },
    timings: { blocked: 0, dns: -1, connect: -1, tls: -1, send: 1, wait: 7, receive: 2, total: 10 },
    connection: { id: '3', reused: true, remoteAddress: '127.0.0.1' },
    trace: {
      ...{ traceId: 'a'.repeat(32), spanId: 'b'.repeat(16), parentSpanId: 'c'.repeat(16), requestId: 'r-1' },
      source: 'traceparent',
    },
  });
  expect(span).toMatchObject({
    ...{ name: 'POST /api/**', kind: SpanKind.CLIENT, ended: true, status: { code: SpanStatusCode.UNSET } },
    parentSpanContext: { traceId: 'a'.repeat(32), spanId: 'c'.repeat(16) },
    attributes: {
      ...{
        'http.request.method': 'POST',
        'http.response.status_code': 200,
        'url.full': 'http://127.0.0.1:9000/cart?q=1',
      },
      ...{ 'server.address': '127.0.0.1', 'server.port': 9000, 'network.protocol.version': '2' },
      ...{ 'network.peer.address': '127.0.0.1', 'throughline.exchange.id': '7', 'throughline.request.id': 'r-1' },
      'throughline.timing.wait_ms': 7,
    },
  });
  expect(span.spanContext()).toMatchObject({ traceId: 'a'.repeat(32), spanId: 'b'.repeat(16) });
  expect(hrTimeToMilliseconds(span.startTime)).toBeCloseTo(1_700_000_000_000.5, 3);
  expect(hrTimeToMilliseconds(span.duration)).toBeCloseTo(10, 3);
  expect(span.attributes).not.toHaveProperty('throughline.timing.dns_ms');
  expect(span.resource.attributes).toMatchObject({ 'service.name': 'throughline', 'service.version': '1.2.3' });
});

it('has failed where the answer or the exchange did', () => {
  expect(toSpan({ status: 503 })).toMatchObject({
    status: { code: SpanStatusCode.ERROR },
    attributes: { 'error.type': '503' },
  });
  const error = { code: 'ECONNREFUSED', phase: 'connect', message: 'Nobody listens.', by: 'upstream' } as const;
  expect(toSpan({ state: 'failed', error })).toMatchObject({
    status: { code: SpanStatusCode.ERROR, message: 'Nobody listens.' },
    attributes: { 'error.type': 'ECONNREFUSED', 'throughline.ended_by': 'upstream' },
  });
});

it('tells no secrets of the URL, and few different names', () => {
  const span = toSpan({ method: 'PURGE', route: 'target', upstreamUrl: 'https://[::1]/a?access_token=abc123&page=2' });
  expect(span.name).toBe('HTTP');
  expect(span.attributes).toMatchObject({
    ...{ 'http.request.method': '_OTHER', 'http.request.method_original': 'PURGE' },
    ...{ 'server.address': '::1', 'server.port': 443 },
  });
  expect(span.attributes['url.full']).not.toContain('abc123');
  expect(span.attributes['url.full']).toContain('page=2');
});

it('has a trace of its own where none is known', () => {
  const { trace: _, ...record } = sampleExchange({ id: '9', state: 'done' });
  const selected = new ExportSelection().select({ kind: 'exchange', record });
  if (!selected || !('exchange' in selected)) throw new TypeError('It was not selected.');
  const { traceId, spanId } = toExchangeSpan(selected.exchange, resources).spanContext();
  expect(traceId).toMatch(/^[0-9a-f]{32}$/);
  expect(spanId).toMatch(/^[0-9a-f]{16}$/);
});
