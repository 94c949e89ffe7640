// HMR: webpack-hot-middleware 2 and the `hot` option of webpack-dev-middleware 8, over an event stream or a WebSocket.
import type { Dialect, DialectReader, HotMessage, Signs, Verdict } from './dialect.ts';
import type { HotSession } from './hot-session.ts';
import { asList, asText, asTexts, isHash, type JsonObject } from './json-value.ts';
import { WebpackBuilds, type Outcome } from './webpack-builds.ts';
import { parseWebpackError } from './webpack-error.ts';

const PATH = /\/__webpack_hmr\/?$/;

export const WEBPACK_HOT_MIDDLEWARE: Dialect = {
  name: 'webpack-hot-middleware',
  /** Its own path, and a first message that tells of a build. */
  judge({ subprotocol, path, fromServer }: Signs): Verdict {
    if (subprotocol !== undefined || !PATH.test(path)) return 'no';
    for (const json of fromServer) {
      const action = asText(json['action']);
      if (action === 'sync' || action === 'built') return parseActionOutcome(json) ? 'yes' : 'no';
      if (action !== 'building' && action !== 'progress') return 'no';
    }
    return 'later';
  },
  follow: (session) => new WebpackHotMiddlewareReader(session),
};

/** What `built` and `sync` say; undefined where a part is missing. */
export function parseActionOutcome(json: JsonObject): Outcome | undefined {
  const { hash, errors, warnings } = json;
  if (!isHash(hash) || !Array.isArray(errors) || !Array.isArray(warnings)) return undefined;
  return {
    hash,
    errors: asList(errors).flatMap((error) => parseWebpackError(error) ?? []),
    warnings: asTexts(warnings),
  };
}

class WebpackHotMiddlewareReader implements DialectReader {
  readonly #session: HotSession;
  /** Several bundles are told apart by name. */
  readonly #bundles = new Map<string, WebpackBuilds>();

  constructor(session: HotSession) {
    this.#session = session;
  }

  accept(message: HotMessage): void {
    const { json } = message;
    const action = asText(json['action']) ?? asText(json['type']) ?? 'untyped';
    const outcome = parseActionOutcome(json);
    if (action === 'building') this.#bundle(json).started(message, asText(json['file']));
    else if ((action === 'built' || action === 'sync') && outcome) this.#bundle(json).finished(message, outcome);
    else if (action === 'reload') this.#session.reload(message, 'static-file');
    else if (action !== 'progress') this.#session.add(message, 'custom', { name: action });
  }

  #bundle(json: JsonObject): WebpackBuilds {
    const name = asText(json['name']) ?? '';
    const known = this.#bundles.get(name);
    if (known) return known;
    // Without a name it is about all; the first bundle stands for them.
    const first = this.#bundles.values().next().value;
    if (first && (name === '' || this.#bundles.size >= MAX_BUNDLES)) return first;
    const builds = new WebpackBuilds(this.#session, name);
    this.#bundles.set(name, builds);
    return builds;
  }
}

/** Bundles that are told apart. */
const MAX_BUNDLES = 32;
