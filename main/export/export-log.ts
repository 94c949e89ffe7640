// Export: a log record, and an error of a page or back end, as OpenTelemetry's log records (logs data model; Semantic Conventions for exceptions).
import { TraceFlags, type SpanContext } from '@opentelemetry/api';
import { SeverityNumber, type AnyValue, type LogAttributes } from '@opentelemetry/api-logs';
import { millisToHrTime } from '@opentelemetry/core';
import type { ReadableLogRecord } from '@opentelemetry/sdk-logs';
import { HIDE_SECRETS } from '../har/redaction.ts';
import { isSecretText, nameSecrecy, REDACTED } from '../har/secret-names.ts';
import type { ErrorReport } from '../model/error-report.ts';
import type { LogLevel, LogRecord } from '../model/log.ts';
import type { SourceFrame } from '../model/source-frame.ts';
import type { ExportResources } from './export-resource.ts';

/** Levels of lists and maps within a field; what is deeper is `…`. */
const DEPTH_LIMIT = 8;

const SEVERITIES: Readonly<Record<LogLevel, SeverityNumber>> = {
  trace: SeverityNumber.TRACE,
  debug: SeverityNumber.DEBUG,
  info: SeverityNumber.INFO,
  warn: SeverityNumber.WARN,
  error: SeverityNumber.ERROR,
  fatal: SeverityNumber.FATAL,
};

export function toLogExport(log: LogRecord, resources: ExportResources): ReadableLogRecord {
  const { at, source, level, message, fields, more, exchangeId, requestId, traceId, spanId } = log;
  const text = HIDE_SECRETS.text(more === undefined ? message : `${message}\n${more}`);
  return toRecord({
    ...{ at, level, body: text, source },
    ...toTraced(traceId, spanId),
    attributes: {
      ...toFields(fields),
      'throughline.source': source,
      ...(source.startsWith('file:') && { 'log.file.path': source.slice('file:'.length) }),
      ...(exchangeId !== undefined && { 'throughline.exchange.id': exchangeId }),
      ...(requestId !== undefined && { 'throughline.request.id': requestId }),
    },
    resources,
  });
}

export function toErrorExport(error: ErrorReport, resources: ExportResources): ReadableLogRecord {
  const { at, name, pageUrl, traceId, exchangeId, process: source, handled } = error;
  const message = HIDE_SECRETS.text(error.message);
  return toRecord({
    ...{ at, level: 'error', body: `${name}: ${message}`, source: source ?? 'browser' },
    ...toTraced(traceId, undefined),
    eventName: 'exception',
    attributes: {
      'exception.type': name,
      'exception.message': message,
      ...(error.stack.length > 0 && {
        'exception.stacktrace': [`${name}: ${message}`, ...error.stack.map(toLine)].join('\n'),
      }),
      'throughline.source': error.source,
      ...(handled !== undefined && { 'throughline.handled': handled }),
      ...(pageUrl !== undefined && { 'url.full': HIDE_SECRETS.url(pageUrl) }),
      ...(exchangeId !== undefined && { 'throughline.exchange.id': exchangeId }),
    },
    resources,
  });
}

interface Parts {
  readonly at: number;
  readonly level: LogLevel;
  readonly body: string;
  readonly source: string;
  readonly spanContext?: SpanContext;
  readonly eventName?: string;
  readonly attributes: LogAttributes;
  readonly resources: ExportResources;
}

function toRecord({ at, level, resources, source, ...parts }: Parts): ReadableLogRecord {
  const time = millisToHrTime(at);
  return {
    ...parts,
    ...{ hrTime: time, hrTimeObserved: time },
    ...{ severityNumber: SEVERITIES[level], severityText: level.toUpperCase() },
    resource: resources.of(source),
    instrumentationScope: { name: 'throughline', version: resources.version },
    droppedAttributesCount: 0,
  };
}

function toTraced(traceId: string | undefined, spanId: string | undefined): { readonly spanContext?: SpanContext } {
  if (traceId === undefined) return {};
  return { spanContext: { traceId, spanId: spanId ?? '', traceFlags: TraceFlags.SAMPLED } };
}

/** As the source has it where that is known, else as it was thrown. */
function toLine({ raw, functionName, url, line, column, original }: SourceFrame): string {
  const place = original
    ? `${original.path ?? original.source}:${original.line}:${original.column}`
    : `${url ?? ''}:${line ?? 0}:${column ?? 0}`;
  const name = original?.name ?? functionName;
  if (!original && url === undefined) return `    ${raw.trim()}`;
  return name === undefined || name === '' ? `    at ${place}` : `    at ${name} (${place})`;
}

function toFields(fields: Readonly<Record<string, unknown>>): LogAttributes {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, toField(name, value, 0)]));
}

function toField(name: string, value: unknown, depth: number): AnyValue {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string') return isSecretText(name, value) ? REDACTED : HIDE_SECRETS.text(value);
  if (typeof value === 'number') return nameSecrecy(name) === 'always' ? REDACTED : value;
  if (typeof value === 'boolean') return value;
  if (depth >= DEPTH_LIMIT) return '…';
  if (Array.isArray(value)) return value.map((part) => toField(name, part, depth + 1));
  if (typeof value !== 'object') return typeof value === 'bigint' ? value.toString() : typeof value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, toField(key, part, depth + 1)]));
}
