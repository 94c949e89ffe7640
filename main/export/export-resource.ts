// Export: who sends: Throughline for requests and pages, a process for its own output.
import { randomUUID } from 'node:crypto';
import { resourceFromAttributes, type Resource } from '@opentelemetry/resources';

/** Processes with a resource of their own; those beyond share Throughline's. */
export const RESOURCE_LIMIT = 200;
const SERVICE = 'throughline';

export interface ExportResources {
  readonly version: string;
  readonly own: Resource;
  /** The resource of what comes from this source of logs. */
  of(source: string): Resource;
}

export function createExportResources(version: string): ExportResources {
  const instance = { 'service.instance.id': randomUUID(), 'service.version': version };
  const own = resourceFromAttributes({ 'service.name': SERVICE, ...instance });
  const processes = new Map<string, Resource>();
  return {
    version,
    own,
    of(source) {
      if (!source.startsWith('process:')) return own;
      const known = processes.get(source);
      if (known || processes.size >= RESOURCE_LIMIT) return known ?? own;
      const resource = resourceFromAttributes({ 'service.name': source.slice('process:'.length) });
      processes.set(source, resource);
      return resource;
    },
  };
}
