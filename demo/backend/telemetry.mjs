// Demo, back end: its traces, by the official OpenTelemetry SDK. Sends spans once it is told where to.
import { SpanKind, SpanStatusCode, context, propagation, trace } from '@opentelemetry/api';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { NodeTracerProvider } from '@opentelemetry/sdk-trace-node';

const SERVICE = 'shop-node';
/** Spans are sent this often, in milliseconds. */
const SEND_EVERY_MS = 500;
/** How long sending may take, in milliseconds; the end of the shop waits no longer. */
const SEND_LIMIT_MS = 1_000;

/** @type {BatchSpanProcessor | undefined} */
let sender;

/** Takes part in the traces of requests (W3C Trace Context). Call it once. */
export function startTracing() {
  const provider = new NodeTracerProvider({
    resource: resourceFromAttributes({ 'service.name': SERVICE }),
    spanProcessors: [
      {
        onStart: () => undefined,
        onEnd: (span) => sender?.onEnd(span),
        forceFlush: async () => sender?.forceFlush(),
        shutdown: async () => sender?.shutdown(),
      },
    ],
  });
  provider.register({ propagator: new W3CTraceContextPropagator() });
  // Nobody may be there any more to take the last spans.
  return { stop: () => provider.shutdown().catch(() => undefined) };
}

/**
 * From now on spans go to an OTLP/HTTP receiver.
 * @param {string} origin
 */
export function sendSpansTo(origin) {
  sender = new BatchSpanProcessor(new OTLPTraceExporter({ url: `${origin}/v1/traces`, timeoutMillis: SEND_LIMIT_MS }), {
    scheduledDelayMillis: SEND_EVERY_MS,
  });
}

/**
 * Runs the answer to a request within a server span that ends with it.
 * @param {import('node:http').IncomingMessage} req
 * @param {import('node:http').ServerResponse} res
 * @param {string} route The path's pattern; empty where there is none.
 * @param {() => Promise<void>} answer
 * @param {() => void} ended Called within the span when the answer has ended.
 */
export function traceRequest(req, res, route, answer, ended) {
  const sent = propagation.extract(context.active(), req.headers);
  const method = req.method ?? 'GET';
  const span = trace
    .getTracer('shop')
    .startSpan(
      `${method} ${route}`.trim(),
      { kind: SpanKind.SERVER, attributes: { 'http.request.method': method, 'http.route': route } },
      sent,
    );
  const own = trace.setSpan(sent, span);
  res.once(
    'close',
    context.bind(own, () => {
      ended();
      span.setAttribute('http.response.status_code', res.statusCode);
      if (res.statusCode >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
      span.end();
    }),
  );
  return context.with(own, answer);
}

/**
 * Runs a step of a request as a span of its own.
 * @template T
 * @param {string} name
 * @param {() => T | Promise<T>} step
 * @returns {Promise<T>}
 */
export function within(name, step) {
  return trace.getTracer('shop').startActiveSpan(name, async (span) => {
    try {
      return await step();
    } finally {
      span.end();
    }
  });
}

/** The ids that a line of the log carries. */
export function traceFields() {
  const span = trace.getActiveSpan()?.spanContext();
  return span ? { trace_id: span.traceId, span_id: span.spanId } : {};
}
