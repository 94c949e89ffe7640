import { expect, it } from 'vitest';
import { ATTRIBUTE_LIMIT } from './any-value.ts';
import { EVENT_LIMIT, toSpans } from './otlp-spans.ts';

const SPAN = {
  traceId: 'a'.repeat(32),
  spanId: 'b'.repeat(16),
  startTimeUnixNano: '1700000000000000000',
  endTimeUnixNano: '1700000000001500000',
};

const read = (...spans: unknown[]) => toSpans({ resourceSpans: [{ scopeSpans: [{ spans }] }] });

it('reads a span that says nothing but its ids and times', () => {
  expect(read(SPAN).spans).toEqual([
    {
      id: `${SPAN.traceId}-${SPAN.spanId}`,
      ...{ traceId: SPAN.traceId, spanId: SPAN.spanId, service: 'unknown_service', name: '' },
      ...{ kind: 'unspecified', startedAt: 1_700_000_000_000, durationMs: 1.5, status: 'unset' },
      ...{ attributes: {}, resource: {}, events: [], links: [], lost: 0 },
    },
  ]);
});

it('keeps parents and states that are valid, and drops others', () => {
  const [first, second] = read(
    { ...SPAN, parentSpanId: 'c'.repeat(16), traceState: 'a=1' },
    { ...SPAN, parentSpanId: '', traceState: 'x'.repeat(513), kind: 99, status: { code: 77 } },
  ).spans;
  expect(first).toMatchObject({ parentSpanId: 'c'.repeat(16), traceState: 'a=1' });
  expect(second).not.toHaveProperty('parentSpanId');
  expect(second).not.toHaveProperty('traceState');
  expect(second).toMatchObject({ kind: 'unspecified', status: 'unset' });
});

it('gives a span that ended before it began no duration', () => {
  expect(read({ ...SPAN, endTimeUnixNano: '1600000000000000000' }).spans).toMatchObject([{ durationMs: 0 }]);
});

it('counts what the sender and the bounds left out', () => {
  const attributes = Array.from({ length: ATTRIBUTE_LIMIT + 1 }, (_, at) => ({
    key: `k${at}`,
    value: { intValue: 1 },
  }));
  const events = Array.from({ length: EVENT_LIMIT + 2 }, () => ({ name: 'e', timeUnixNano: '1700000000000000000' }));
  const link = { traceId: 'd'.repeat(32), spanId: 'e'.repeat(16) };
  const links = Array.from({ length: EVENT_LIMIT + 4 }, () => link);
  const dropped = { droppedAttributesCount: 8, droppedEventsCount: 16, droppedLinksCount: 32 };
  const [span] = read({ ...SPAN, attributes, events, links, ...dropped }).spans;
  expect(span?.lost).toBe(1 + 2 + 4 + 8 + 16 + 32);
  expect([span?.events.length, span?.links.length]).toEqual([EVENT_LIMIT, EVENT_LIMIT]);
});

it('rejects what can not be placed, and takes the rest', () => {
  const { spans, rejected } = read(
    { ...SPAN, traceId: '0'.repeat(32) },
    { ...SPAN, spanId: 'short' },
    { ...SPAN, endTimeUnixNano: '0' },
    null,
    SPAN,
  );
  expect(spans).toHaveLength(1);
  expect(rejected).toEqual({
    count: 4,
    message: 'Left out: 3 with an id that is absent, zero or of another length, 1 without a start or an end.',
  });
  expect(toSpans({ resourceSpans: 'none' })).toEqual({ spans: [], rejected: { count: 0, message: '' } });
});
