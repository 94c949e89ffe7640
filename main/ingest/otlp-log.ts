// Ingest: a log record that came by OTLP (OpenTelemetry logs data model), made one of ours.
import type { LogRecord } from '../model/log.ts';
import type { OtlpLog } from '../model/telemetry.ts';
import { parseLine } from './logs/line-parser.ts';
import { fromSeverity, toLogLevel } from './logs/log-level.ts';
import { readLogObject } from './logs/log-object.ts';
import { settleTime } from './logs/log-time.ts';

type Draft = { -readonly [K in keyof LogRecord]: LogRecord[K] };

/** `arrivedAt` stands for an instant that can't be. */
export function toOtlpRecord(log: OtlpLog, id: string, arrivedAt: number): LogRecord {
  const { body, severity, severityText, attributes, resource, scope } = log;
  const message = typeof body === 'string' ? body : (JSON.stringify(body) ?? '');
  const found = readLogObject(attributes);
  // Collectors send lines of files on as they are.
  const line = severity === 0 && severityText === undefined ? parseLine(message, arrivedAt) : undefined;
  const fields: Record<string, unknown> = { ...line?.fields, ...attributes };
  if (Object.keys(resource).length > 0) fields['resource'] = resource;
  if (scope !== undefined) fields['scope'] = scope;
  const at = settleTime({ at: log.at, raw: log.at }, arrivedAt);
  if (at === undefined) fields['time'] ??= log.at;
  const record: Draft = {
    id,
    at: at ?? arrivedAt,
    source: `otlp:${log.service}`,
    level: fromSeverity(severity) ?? toLogLevel(severityText) ?? line?.level ?? 'info',
    message: line?.message ?? message,
    fields,
    format: 'otlp',
  };
  const traceId = log.traceId ?? found.traceId ?? line?.traceId;
  const spanId = log.spanId ?? found.spanId ?? line?.spanId;
  const requestId = found.requestId ?? line?.requestId;
  if (traceId !== undefined) record.traceId = traceId;
  if (spanId !== undefined) record.spanId = spanId;
  if (requestId !== undefined) record.requestId = requestId;
  const stack = attributes['exception.stacktrace'];
  if (typeof stack === 'string') record.more = stack;
  return record;
}
