import { expect, test } from 'vitest';
import type { OtlpLog } from '../model/telemetry.ts';
import { toOtlpRecord } from './otlp-log.ts';

const T = 1_790_000_000_000;
const TRACE = '0af7651916cd43dd8448eb211c80319c';
const SPAN = 'b7ad6b7169203331';
const log = (facts: Partial<OtlpLog> = {}): OtlpLog => ({
  at: T,
  service: 'shop',
  severity: 13,
  body: 'slow',
  attributes: {},
  resource: {},
  ...facts,
});

test('severity, service, ids, attributes and resource have their places', () => {
  const given = log({
    attributes: { 'cart.items': 3, request_id: 'r1' },
    resource: { 'service.name': 'shop' },
    scope: 'cart',
    traceId: TRACE,
    spanId: SPAN,
  });
  expect(toOtlpRecord(given, '7', T + 5)).toEqual({
    id: '7',
    at: T,
    source: 'otlp:shop',
    level: 'warn',
    message: 'slow',
    format: 'otlp',
    traceId: TRACE,
    spanId: SPAN,
    requestId: 'r1',
    fields: { 'cart.items': 3, request_id: 'r1', resource: { 'service.name': 'shop' }, scope: 'cart' },
  });
});

test('a body that is no text is JSON, one without a severity is read as a line', () => {
  expect(toOtlpRecord(log({ body: { a: 1 } }), '1', T).message).toBe('{"a":1}');
  expect(toOtlpRecord(log({ body: undefined }), '1', T).message).toBe('');
  const line = `{"level":"error","msg":"no stock","trace_id":"${TRACE}"}`;
  expect(toOtlpRecord(log({ severity: 0, body: line }), '1', T)).toMatchObject({
    level: 'error',
    message: 'no stock',
    traceId: TRACE,
  });
});

test('an instant that can’t be stays a field; an exception’s stack follows the message', () => {
  const record = toOtlpRecord(log({ at: 5, attributes: { 'exception.stacktrace': 'E: x\n  at f' } }), '1', T);
  expect(record).toMatchObject({ at: T, more: 'E: x\n  at f', fields: { time: 5 } });
  expect(toOtlpRecord(log({ severity: 0, severityText: 'Error' }), '1', T).level).toBe('error');
});
