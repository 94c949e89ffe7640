import { SeverityNumber } from '@opentelemetry/api-logs';
import { ProtobufLogsSerializer } from '@opentelemetry/otlp-transformer';
import { expect, it } from 'vitest';
import type { ErrorReport } from '../model/error-report.ts';
import type { LogRecord } from '../model/log.ts';
import { toErrorExport, toLogExport } from './export-log.ts';
import { createExportResources, RESOURCE_LIMIT } from './export-resource.ts';

const resources = createExportResources('1.2.3');
const LOG: LogRecord = {
  ...{ id: '1', at: 1_700_000_000_000, source: 'process:api', level: 'warn', message: 'slow' },
  fields: { tookMs: 12, user: { id: 7, password: 'hunter2' }, tags: ['a', null], big: 1n },
  ...{ traceId: 'a'.repeat(32), requestId: 'r-1', exchangeId: '5', more: 'at main.go:3' },
};

it('is a log record of the process that wrote it', () => {
  const record = toLogExport(LOG, resources);
  expect(record).toMatchObject({
    ...{ severityNumber: SeverityNumber.WARN, severityText: 'WARN', body: 'slow\nat main.go:3' },
    spanContext: { traceId: 'a'.repeat(32) },
    attributes: {
      ...{ tookMs: 12, tags: ['a', null], big: '1', user: { id: 7, password: '[redacted]' } },
      ...{ 'throughline.source': 'process:api', 'throughline.exchange.id': '5', 'throughline.request.id': 'r-1' },
    },
  });
  expect(record.resource.attributes).toEqual({ 'service.name': 'api' });
  expect(ProtobufLogsSerializer.serializeRequest([record])?.byteLength).toBeGreaterThan(100);
});

it('hides secrets in texts, and cuts what is nested too deep', () => {
  let deep: object = {};
  for (let level = 0; level < 50; level++) deep = { deep };
  const message = 'GET /?access_token=abc123 as Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJlLXRoYXQ';
  const record = toLogExport({ ...LOG, source: 'file:/var/log/a.log', message, fields: { deep } }, resources);
  expect(record.body).not.toContain('abc123');
  expect(record.body).not.toContain('eyJhbGciOiJIUzI1NiJ9');
  expect(record.attributes['log.file.path']).toBe('/var/log/a.log');
  expect(record.resource).toBe(resources.own);
  expect(JSON.stringify(record.attributes['deep'])).toContain('…');
});

it('tells of an error as the conventions for exceptions say, in the words of its source', () => {
  const error: ErrorReport = {
    ...{ id: '1', at: 1_700_000_000_000, lastAt: 1_700_000_000_000, source: 'vue', name: 'TypeError' },
    ...{ message: 'no stock', count: 1, mapped: true, group: 'g', handled: false, traceId: 'a'.repeat(32) },
    pageUrl: 'http://localhost:8888/cart?token=abc123',
    stack: [
      {
        ...{ raw: 'at buy (http://h/a.js:1:2)', functionName: 'buy', url: 'http://h/a.js', line: 1, column: 2 },
        original: { source: 'src/cart.ts', path: '/shop/src/cart.ts', line: 12, column: 5, ignored: false },
      },
      { raw: 'at http://h/b.js:3:4', url: 'http://h/b.js', line: 3, column: 4 },
      { raw: 'at native' },
    ],
  };
  const record = toErrorExport(error, resources);
  expect(record).toMatchObject({
    ...{ severityNumber: SeverityNumber.ERROR, body: 'TypeError: no stock', eventName: 'exception' },
    attributes: {
      ...{ 'exception.type': 'TypeError', 'exception.message': 'no stock', 'throughline.source': 'vue' },
      'throughline.handled': false,
      'exception.stacktrace':
        'TypeError: no stock\n    at buy (/shop/src/cart.ts:12:5)\n    at http://h/b.js:3:4\n    at native',
    },
  });
  expect(record.attributes['url.full']).not.toContain('abc123');
  expect(toErrorExport({ ...error, process: 'process:api' }, resources).resource.attributes['service.name']).toBe(
    'api',
  );
});

it('has resources of its own for a bounded number of processes', () => {
  const many = createExportResources('1');
  for (let at = 0; at < RESOURCE_LIMIT; at++) expect(many.of(`process:${at}`)).not.toBe(many.own);
  expect(many.of('process:0')).toBe(many.of('process:0'));
  expect(many.of('process:more')).toBe(many.own);
  expect(many.of('browser')).toBe(many.own);
});
