// Renderer store: what a log's source is called, and whether it belongs to a route.
import type { WorkspaceState } from '../../main/model/protocol.ts';
import { TARGET_ROUTE } from './sources.ts';

/** `process:api` is `api`, `file:/var/log/api.log` is `api.log`, `otlp:cart` is `cart`. */
export function logSourceName(source: string): string {
  const rest = source.slice(source.indexOf(':') + 1);
  return source.startsWith('file:') ? rest.slice(Math.max(rest.lastIndexOf('/'), rest.lastIndexOf('\\')) + 1) : rest;
}

/**
 * The sources that a route stands for: those named as it is (`/api` and `process:api`). undefined where none is, so that a
 * choice of traffic does not hide all logs.
 */
export function sourcesOfRoute(
  route: string,
  sources: readonly string[],
  workspace: WorkspaceState | undefined,
): readonly string[] | undefined {
  const own = route === TARGET_ROUTE ? (workspace?.processes ?? []).slice(0, 1).map(({ name }) => name) : [];
  const names = new Set([
    ...own,
    ...route
      .toLowerCase()
      .split(/[^\p{L}\p{N}._-]+/u)
      .filter(Boolean),
  ]);
  const found = sources.filter((source) => names.has(logSourceName(source).toLowerCase()));
  return found.length > 0 ? found : undefined;
}
