// Ingest: an ExportTraceServiceRequest as spans (opentelemetry.proto.trace.v1).
import { SPAN_KINDS, SPAN_STATUSES, type SpanEvent, type SpanLink, type SpanRecord } from '../../model/span.ts';
import { cutText, toAttributes } from './any-value.ts';
import { countOf, fieldOf, idOf, listOf, nanosOf, textOf, toMs } from './loose-field.ts';
import type { Rejected } from './otlp-message.ts';
import { Rejections } from './rejections.ts';
import { visitRecords, type Sender } from './resource.ts';

/** Events and links of a span that are kept. */
export const EVENT_LIMIT = 128;
/** Characters of a `tracestate` (W3C Trace Context section 3.3.1.5). */
const TRACE_STATE_LIMIT = 512;
const NAMES = { resources: 'resourceSpans', scopes: 'scopeSpans', records: 'spans' };

/** The spans that can be shown, and how many can't. */
export function toSpans(request: object): { readonly spans: readonly SpanRecord[]; readonly rejected: Rejected } {
  const spans: SpanRecord[] = [];
  const rejections = new Rejections();
  visitRecords(request, NAMES, (span, sender) => {
    const record = toSpan(span, sender);
    if (typeof record === 'string') rejections.add(record);
    else spans.push(record);
  });
  return { spans, rejected: rejections.toRejected() };
}

/** A reason where it can't be taken. */
function toSpan(span: unknown, { service, resource, scope }: Sender): SpanRecord | string {
  const [traceId, spanId] = [idOf(span, 'traceId', 16), idOf(span, 'spanId', 8)];
  if (traceId === undefined || spanId === undefined) return 'with an id that is absent, zero or of another length';
  const [start, end] = [nanosOf(span, 'startTimeUnixNano'), nanosOf(span, 'endTimeUnixNano')];
  if (start <= 0n || end <= 0n) return 'without a start or an end';
  const parentSpanId = idOf(span, 'parentSpanId', 8);
  const traceState = textOf(span, 'traceState');
  const status = fieldOf(span, 'status');
  const statusMessage = cutText(textOf(status, 'message'));
  const attributes = toAttributes(listOf(span, 'attributes'));
  const [events, links] = [listOf(span, 'events'), listOf(span, 'links')];
  const cut = Math.max(0, events.length - EVENT_LIMIT) + Math.max(0, links.length - EVENT_LIMIT);
  return {
    id: `${traceId}-${spanId}`,
    ...{ traceId, spanId, service, resource },
    ...(parentSpanId !== undefined && { parentSpanId }),
    ...(traceState !== '' && traceState.length <= TRACE_STATE_LIMIT && { traceState }),
    name: cutText(textOf(span, 'name'), 1_024),
    kind: SPAN_KINDS[countOf(span, 'kind')] ?? 'unspecified',
    startedAt: toMs(start),
    // A clock that was set back meanwhile.
    durationMs: end > start ? toMs(end - start) : 0,
    status: SPAN_STATUSES[countOf(status, 'code')] ?? 'unset',
    ...(statusMessage !== '' && { statusMessage }),
    attributes: attributes.values,
    ...(scope !== undefined && { scope }),
    events: events.slice(0, EVENT_LIMIT).map(toEvent),
    links: links.slice(0, EVENT_LIMIT).flatMap(toLink),
    lost: attributes.lost + cut + countDropped(span),
  };
}

function countDropped(span: unknown): number {
  return (
    countOf(span, 'droppedAttributesCount') + countOf(span, 'droppedEventsCount') + countOf(span, 'droppedLinksCount')
  );
}

function toEvent(event: unknown): SpanEvent {
  return {
    at: toMs(nanosOf(event, 'timeUnixNano')),
    name: cutText(textOf(event, 'name'), 1_024),
    attributes: toAttributes(listOf(event, 'attributes')).values,
  };
}

function toLink(link: unknown): readonly SpanLink[] {
  const [traceId, spanId] = [idOf(link, 'traceId', 16), idOf(link, 'spanId', 8)];
  if (traceId === undefined || spanId === undefined) return [];
  return [{ traceId, spanId, attributes: toAttributes(listOf(link, 'attributes')).values }];
}
