// Proxy: which scripts that name no map have one beside them, `<script>.map`; asked of the upstream once, after the script passed.
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Route } from '../routes.ts';
import { looksLikeJson } from './remote-maps.ts';

/** Scripts that are remembered; the oldest is forgotten for a new one. */
export const SCRIPT_LIMIT = 2_000;
/** Questions under way at a time; a script that comes meanwhile is asked about when it passes again. */
const PROBES_LIMIT = 4;
/** How long a question may take, in milliseconds. */
const PROBE_MS = 5_000;

export class NeighbourMaps {
  /** By address at the upstream: whether there is a map. */
  readonly #found = new Map<string, boolean>();
  readonly #under = new Set<() => void>();

  /** Whether a map is known to lie beside a script. */
  has(route: Route, path: string): boolean {
    return this.#found.get(keyOf(route, path)) === true;
  }

  /** The script named a map itself. */
  forget(route: Route, path: string): void {
    this.#found.delete(keyOf(route, path));
  }

  /** The script passed and named none. */
  async probe(route: Route, path: string): Promise<void> {
    const key = keyOf(route, path);
    if (this.#found.has(key) || this.#under.size >= PROBES_LIMIT) return;
    const found = await this.#ask(route, plain(path));
    if (found === undefined) return;
    this.#found.set(key, found);
    if (this.#found.size > SCRIPT_LIMIT)
      for (const oldest of this.#found.keys()) return void this.#found.delete(oldest);
  }

  close(): void {
    for (const stop of [...this.#under]) stop();
  }

  /** undefined where it could not be asked. */
  #ask(route: Route, path: string): Promise<boolean | undefined> {
    const { upstream, address } = route;
    return new Promise((resolve) => {
      const request = (address.protocol === 'https:' ? httpsRequest : httpRequest)({
        ...{ protocol: address.protocol, hostname: address.hostname, port: address.port },
        agent: upstream.agent,
        path: route.toUpstreamPath(`${path}.map`),
        headers: { Host: address.authority, Accept: 'application/json, */*', 'Accept-Encoding': 'identity' },
      });
      const timer = setTimeout(() => request.destroy(), PROBE_MS);
      const end = (found: boolean | undefined): void => {
        clearTimeout(timer);
        this.#under.delete(stop);
        request.destroy();
        resolve(found);
      };
      const stop = (): void => end(undefined);
      this.#under.add(stop);
      request.on('response', (answer) => {
        if (answer.statusCode !== 200) {
          end(false);
          return;
        }
        answer.once('data', (bytes: Buffer) => end(looksLikeJson(bytes)));
        answer.once('end', () => end(false));
        answer.on('error', stop);
      });
      request.on('error', stop);
      request.on('close', stop);
      request.end();
    });
  }
}

function keyOf(route: Route, path: string): string {
  return route.address.origin + route.toUpstreamPath(plain(path));
}

function plain(path: string): string {
  const query = path.indexOf('?');
  return query === -1 ? path : path.slice(0, query);
}
