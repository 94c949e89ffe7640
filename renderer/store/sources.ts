// Renderer store: recent rows → how each route does.
import type { ExchangeRow } from '../../main/model/exchange.ts';
import type { WorkspaceState } from '../../main/model/protocol.ts';
import { splitUrl } from './row-facts.ts';

/** `quiet` nothing came yet, `failing` half of the latest answers or more are 5xx, `down` the latest could not be reached. */
export type Health = 'quiet' | 'well' | 'failing' | 'down';

export interface Source {
  /** The route's name: its `match`, or `target`. */
  readonly route: string;
  /** Where it leads, as an address. */
  readonly target: string;
  readonly health: Health;
  /** Of the exchanges looked at. */
  readonly recent: number;
}

/** How many of the latest exchanges are looked at. */
export const RECENT_ROWS = 500;

/** How many of a route's latest exchanges tell its health. */
const TELLING = 10;

/** The name a route has among exchanges when no route matched. */
export const TARGET_ROUTE = 'target';

/** The routes of a session in the order of its table, and how each does. */
export function toSources(workspace: WorkspaceState | undefined, rows: readonly ExchangeRow[]): readonly Source[] {
  const targets = new Map<string, string>();
  for (const route of workspace?.routes ?? []) targets.set(route.match, route.target);
  if (workspace?.target !== undefined) targets.set(TARGET_ROUTE, workspace.target);
  const latest = new Map<string, ExchangeRow[]>();
  for (let i = rows.length - 1; i >= Math.max(0, rows.length - RECENT_ROWS); i -= 1) {
    const row = rows[i];
    if (row?.route === undefined) continue;
    const held = latest.get(row.route);
    if (held) held.push(row);
    else latest.set(row.route, [row]);
    if (!targets.has(row.route)) targets.set(row.route, row.upstreamUrl ?? row.url);
  }
  return [...targets].map(([route, target]) => {
    const own = latest.get(route) ?? [];
    return { route, target: splitUrl(target).host, health: healthOf(own), recent: own.length };
  });
}

/** `rows` are the latest first. */
function healthOf(rows: readonly ExchangeRow[]): Health {
  const ended = rows.filter((row) => row.state !== 'pending').slice(0, TELLING);
  const newest = ended[0];
  if (!newest) return 'quiet';
  if (newest.error?.by !== 'client' && newest.state === 'failed' && isSetUp(newest)) return 'down';
  const bad = ended.filter((row) => (row.status ?? 0) >= 500).length;
  return bad * 2 >= ended.length ? 'failing' : 'well';
}

function isSetUp(row: ExchangeRow): boolean {
  return row.error !== undefined && ['blocked', 'dns', 'connect', 'tls'].includes(row.error.phase);
}
