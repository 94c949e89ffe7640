// Shell: the model's records as `inspect` prints them. Instants become ISO 8601 here and nowhere before.
import type { ErrorReport } from '../../main/model/error-report.ts';
import type { Exchange, ExchangeRow } from '../../main/model/exchange.ts';
import type { HeaderList } from '../../main/model/headers.ts';
import type { HmrRecord } from '../../main/model/hmr.ts';
import type { LogRecord } from '../../main/model/log.ts';
import type { Frame, ServerSentEvent } from '../../main/model/message.ts';
import type { MetricRow } from '../../main/model/metric.ts';
import type { ActionRecord, PageRecord } from '../../main/model/page.ts';
import type { ProfileRecord } from '../../main/model/profile.ts';
import type { TraceRow, TraceRows } from '../../main/model/protocol.ts';
import type { SessionSummary } from '../../main/model/session.ts';
import type { SpanRecord } from '../../main/model/span.ts';
import type { TraceContext } from '../../main/model/trace.ts';
import { type InspectBody, toInspectBody } from './inspect-body.ts';

/** UTC with milliseconds; what is no instant becomes the epoch. */
export function toIsoInstant(at: number): string {
  const date = new Date(at);
  return (Number.isNaN(date.getTime()) ? new Date(0) : date).toISOString();
}

/** An exchange with its two bodies. What HTTP rarely has (trailers, interim answers) is there only where it came. */
export function toInspectExchange(
  exchange: Exchange,
  bodies: { readonly request: InspectBody; readonly response: InspectBody },
): object {
  const {
    informational,
    requestTrailers,
    responseTrailers,
    requestBody: _request,
    responseBody: _response,
    ...all
  } = exchange;
  const { marks: _marks, messagesIn: _in, messagesOut: _out, messageBytes: _bytes, ...facts } = all;
  return {
    ...facts,
    startedAt: toIsoInstant(exchange.startedAt),
    requestBody: bodies.request,
    responseBody: bodies.response,
    ...(facts.trace && toInspectContext(facts.trace)),
    ...(facts.browserTiming === undefined
      ? {}
      : { browserTiming: { ...facts.browserTiming, startedAt: toIsoInstant(facts.browserTiming.startedAt) } }),
    ...ifAny('requestTrailers', requestTrailers),
    ...ifAny('responseTrailers', responseTrailers),
    ...ifAny('informational', informational),
    ...(facts.undecoded === undefined
      ? {}
      : { undecoded: facts.undecoded.map((one) => ({ ...one, at: toIsoInstant(one.at) })) }),
  };
}

function ifAny(name: string, list: HeaderList | Exchange['informational']): object {
  return list.length === 0 ? {} : { [name]: list };
}

/** A frame with its payload as far as it was kept: `text` of text frames, `base64` of all others. */
export function toInspectFrame(frame: Frame): object {
  const { preview: _preview, sizeBytes: size, wireBytes: wireSize, text, base64, ...facts } = frame;
  const payload = frame.opcode === 'text' ? { text: text ?? '' } : { base64: base64 ?? '' };
  return { ...facts, at: toIsoInstant(frame.at), size, wireSize, ...payload };
}

export function toInspectEvent(event: ServerSentEvent): object {
  const { preview: _preview, sizeBytes: _size, ...facts } = event;
  return { ...facts, at: toIsoInstant(event.at) };
}

export function toInspectLog(record: LogRecord): object {
  return { ...record, at: toIsoInstant(record.at) };
}

/** A span without what the session alone needs. */
export function toInspectSpan(span: SpanRecord): object {
  return {
    ...span,
    startedAt: toIsoInstant(span.startedAt),
    events: span.events.map((event) => ({ ...event, at: toIsoInstant(event.at) })),
  };
}

/** A sample with its series' id, by which all of its series are asked for. */
export function toInspectMetric({ id: _id, ...sample }: MetricRow): object {
  return { ...sample, at: toIsoInstant(sample.at) };
}

export function toInspectProfile(profile: ProfileRecord): object {
  return { ...profile, at: toIsoInstant(profile.at) };
}

/** How much carries a trace's id. */
export function toInspectTraceRow(row: TraceRow): object {
  return { ...row, startedAt: toIsoInstant(row.startedAt) };
}

/** The same with all that carries it; exchanges as lists have them, without fields and bodies. */
export function toInspectTrace(row: TraceRow, rows: TraceRows): object {
  return {
    ...toInspectTraceRow(row),
    actions: rows.actions.map(toInspectAction),
    exchanges: rows.exchanges.map(toInspectRow),
    spans: rows.spans.map(toInspectSpan),
    logs: rows.logs.map(toInspectLog),
    errors: rows.errors.map(toInspectError),
  };
}

function toInspectRow(row: ExchangeRow): object {
  const { marks: _marks, messagesIn: _in, messagesOut: _out, messageBytes: _bytes, ...facts } = row;
  const { requestBody: _request, responseBody: _response, ...rest } = facts;
  return {
    ...rest,
    startedAt: toIsoInstant(row.startedAt),
    requestBody: toInspectBody(row.requestBody),
    responseBody: toInspectBody(row.responseBody),
    ...(row.trace && toInspectContext(row.trace)),
  };
}

/** `trace` has the fields of the contract and no others; what else is known of it stands in `traceContext`. */
function toInspectContext({ field, sampled, traceState, ...trace }: TraceContext): object {
  const more = {
    ...(field !== undefined && { field }),
    ...(sampled !== undefined && { sampled }),
    ...(traceState !== undefined && { traceState }),
  };
  return { trace, ...(Object.keys(more).length > 0 && { traceContext: more }) };
}

/** What happened between a page and its development server. */
export function toInspectHmr(record: HmrRecord): object {
  const { appliedAt, reloadedAt, ...facts } = record;
  return {
    ...facts,
    at: toIsoInstant(record.at),
    ...(appliedAt === undefined ? {} : { appliedAt: toIsoInstant(appliedAt) }),
    ...(reloadedAt === undefined ? {} : { reloadedAt: toIsoInstant(reloadedAt) }),
  };
}

/** An error of a page or a back end. */
export function toInspectError(record: ErrorReport): object {
  return { ...record, at: toIsoInstant(record.at), lastAt: toIsoInstant(record.lastAt) };
}

/** A load of a document. */
export function toInspectPage(record: PageRecord): object {
  const { longTasks, routes, leftAt } = record;
  return {
    ...record,
    at: toIsoInstant(record.at),
    longTasks: { ...longTasks, latest: longTasks.latest.map((one) => ({ ...one, at: toIsoInstant(one.at) })) },
    routes: routes.map((one) => ({ ...one, at: toIsoInstant(one.at) })),
    ...(leftAt === undefined ? {} : { leftAt: toIsoInstant(leftAt) }),
  };
}

/** What a person did in a page. */
export function toInspectAction(record: ActionRecord): object {
  return { ...record, at: toIsoInstant(record.at) };
}

export function toInspectSummary(summary: SessionSummary): object {
  const { firstAt, lastAt, ...facts } = summary;
  return {
    ...facts,
    ...(firstAt === undefined ? {} : { firstAt: toIsoInstant(firstAt) }),
    ...(lastAt === undefined ? {} : { lastAt: toIsoInstant(lastAt) }),
  };
}
