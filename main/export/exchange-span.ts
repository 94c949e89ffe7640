// Export: a request as a span between the page's and the back end's (Semantic Conventions for HTTP spans, client).
import { randomBytes } from 'node:crypto';
import { SpanKind, SpanStatusCode, TraceFlags, type Attributes, type SpanContext } from '@opentelemetry/api';
import { hrTimeDuration, millisToHrTime } from '@opentelemetry/core';
import type { ReadableSpan } from '@opentelemetry/sdk-trace-base';
import { parseUrl } from '../base/url.ts';
import { HIDE_SECRETS } from '../har/redaction.ts';
import { PHASES } from '../model/exchange.ts';
import type { ExportedExchange } from './export-record.ts';
import type { ExportResources } from './export-resource.ts';

/** Methods that may stand in a span's name; others are `HTTP` there and `_OTHER` as an attribute. */
const METHODS = new Set(['CONNECT', 'DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT', 'TRACE', 'QUERY']);

export function toExchangeSpan(exchange: ExportedExchange, { own, version }: ExportResources): ReadableSpan {
  const { startedAt, timings, trace } = exchange;
  const start = millisToHrTime(startedAt);
  const end = millisToHrTime(startedAt + Math.max(0, timings.total));
  const context = toContext(trace?.traceId ?? toId(16), trace?.spanId ?? toId(8));
  const parent =
    trace?.parentSpanId === undefined ? {} : { parentSpanContext: toContext(context.traceId, trace.parentSpanId) };
  return {
    name: toName(exchange),
    kind: SpanKind.CLIENT,
    spanContext: () => context,
    ...parent,
    ...{ startTime: start, endTime: end, duration: hrTimeDuration(start, end), ended: true },
    status: toStatus(exchange),
    attributes: toAttributes(exchange),
    ...{ links: [], events: [], droppedAttributesCount: 0, droppedEventsCount: 0, droppedLinksCount: 0 },
    ...{ resource: own, instrumentationScope: { name: 'throughline', version } },
  };
}

function toContext(traceId: string, spanId: string): SpanContext {
  return { traceId, spanId, traceFlags: TraceFlags.SAMPLED };
}

function toId(sizeBytes: number): string {
  return randomBytes(sizeBytes).toString('hex');
}

/** Of few different values, as collectors group by it: the route's match, not the path. */
function toName({ method, route }: ExportedExchange): string {
  const verb = METHODS.has(method) ? method : 'HTTP';
  return route === undefined || route === 'target' ? verb : `${verb} ${route}`;
}

function toStatus({ status = 0, error }: ExportedExchange): ReadableSpan['status'] {
  if (error) return { code: SpanStatusCode.ERROR, message: HIDE_SECRETS.text(error.message) };
  return { code: status >= 400 ? SpanStatusCode.ERROR : SpanStatusCode.UNSET };
}

function toAttributes(exchange: ExportedExchange): Attributes {
  const { id, method, url, status, error, connection, httpVersion, kind, route, trace, pageId } = exchange;
  const target = exchange.upstreamUrl ?? url;
  const failure = error?.code ?? (status !== undefined && status >= 400 ? String(status) : undefined);
  const attributes: Attributes = {
    'http.request.method': METHODS.has(method) ? method : '_OTHER',
    'url.full': HIDE_SECRETS.url(target),
    ...toServer(target),
    'network.protocol.version': httpVersion.replace('HTTP/', ''),
    'http.request.body.size': exchange.requestBytes,
    'http.response.body.size': exchange.responseBytes,
    'throughline.exchange.id': id,
    'throughline.exchange.kind': kind,
  };
  for (const phase of PHASES) {
    if (exchange.timings[phase] >= 0) attributes[`throughline.timing.${phase}_ms`] = exchange.timings[phase];
  }
  const optional: Attributes = {
    'http.request.method_original': METHODS.has(method) ? undefined : method,
    'http.response.status_code': status,
    'error.type': failure,
    'network.peer.address': connection?.remoteAddress,
    'throughline.route': route,
    'throughline.page.id': pageId,
    'throughline.request.id': trace?.requestId,
    'throughline.ended_by': error?.by,
  };
  for (const [key, value] of Object.entries(optional)) if (value !== undefined) attributes[key] = value;
  return attributes;
}

function toServer(url: string): Attributes {
  const address = parseUrl(url);
  if (!address) return {};
  const { hostname, port, protocol } = address;
  const usual = protocol === 'https:' || protocol === 'wss:' ? 443 : 80;
  return { 'server.address': hostname.replace(/^\[|\]$/g, ''), 'server.port': port === '' ? usual : Number(port) };
}
