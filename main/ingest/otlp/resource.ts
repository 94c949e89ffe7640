// Ingest: who sent OTLP records: the resource and the instrumentation scope, and a walk over the records under them.
import { toAttributes } from './any-value.ts';
import { fieldOf, listOf, textOf } from './loose-field.ts';

/** What a service is called that does not say (Semantic Conventions, `service.name`). */
export const UNKNOWN_SERVICE = 'unknown_service';
/** Characters of a service's or scope's name. */
const NAME_LIMIT = 256;

export interface Sender {
  readonly service: string;
  readonly resource: Readonly<Record<string, unknown>>;
  readonly scope?: string;
}

/** Calls `visit` for each record with its sender: `resources` holds `scopes`, and those hold `records`. */
export function visitRecords(
  request: object,
  names: { readonly resources: string; readonly scopes: string; readonly records: string },
  visit: (record: unknown, sender: Sender) => void,
): void {
  for (const group of listOf(request, names.resources)) {
    const resource = toAttributes(listOf(fieldOf(group, 'resource'), 'attributes')).values;
    const named = resource['service.name'];
    const service = typeof named === 'string' && named !== '' ? named.slice(0, NAME_LIMIT) : UNKNOWN_SERVICE;
    for (const part of listOf(group, names.scopes)) {
      const scope = textOf(fieldOf(part, 'scope'), 'name').slice(0, NAME_LIMIT);
      const sender = { service, resource, ...(scope !== '' && { scope }) };
      for (const record of listOf(part, names.records)) visit(record, sender);
    }
  }
}
