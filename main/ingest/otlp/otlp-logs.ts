// Ingest: an ExportLogsServiceRequest as log records (opentelemetry.proto.logs.v1).
import type { OtlpLog } from '../../model/telemetry.ts';
import { toAttributes, toPlainValue } from './any-value.ts';
import { countOf, fieldOf, idOf, listOf, nanosOf, textOf, toMs } from './loose-field.ts';
import { visitRecords, type Sender } from './resource.ts';

/** Characters of a record's text; as many as a line of a process may have. */
export const BODY_LIMIT = 64 * 1024;
/** The greatest severity number. */
const SEVERITY_MAX = 24;
const NAMES = { resources: 'resourceLogs', scopes: 'scopeLogs', records: 'logRecords' };

/** All records of a request; one without a time has `now`, in milliseconds since the Unix epoch. */
export function toLogs(request: object, now: number): readonly OtlpLog[] {
  const logs: OtlpLog[] = [];
  visitRecords(request, NAMES, (record, sender) => logs.push(toLog(record, sender, now)));
  return logs;
}

function toLog(record: unknown, { service, resource, scope }: Sender, now: number): OtlpLog {
  const nanos = nanosOf(record, 'timeUnixNano') || nanosOf(record, 'observedTimeUnixNano');
  const severity = countOf(record, 'severityNumber');
  const severityText = textOf(record, 'severityText').slice(0, 64);
  const [traceId, spanId] = [idOf(record, 'traceId', 16), idOf(record, 'spanId', 8)];
  const eventName = textOf(record, 'eventName').slice(0, 256);
  const attributes = toAttributes(listOf(record, 'attributes')).values;
  return {
    at: nanos > 0n ? toMs(nanos) : now,
    service,
    severity: severity <= SEVERITY_MAX ? severity : 0,
    ...(severityText !== '' && { severityText }),
    body: toPlainValue(fieldOf(record, 'body'), BODY_LIMIT),
    attributes: eventName === '' ? attributes : { ...attributes, 'event.name': eventName },
    resource,
    ...(scope !== undefined && { scope }),
    ...(traceId !== undefined && { traceId }),
    ...(spanId !== undefined && { spanId }),
  };
}
