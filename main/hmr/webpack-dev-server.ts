// HMR: webpack-dev-server 3 to 6, over WebSocket, SockJS and event streams. Version 6 says all in two dialects; they are folded.
import { parseWebpackError } from './webpack-error.ts';
import type { Dialect, DialectReader, HotMessage, Signs, Verdict } from './dialect.ts';
import type { HotSession } from './hot-session.ts';
import { asList, asText, hasOnly, isHash, type JsonObject } from './json-value.ts';
import { WebpackBuilds } from './webpack-builds.ts';
import { parseActionOutcome } from './webpack-hot-middleware.ts';

/** What the server says of itself before the first hash. */
const GREETINGS = new Set(['hot', 'liveReload', 'reconnect', 'overlay', 'progress', 'log-level', 'logging']);
const OUTCOMES = new Set(['ok', 'warnings', 'errors']);
/** Said again and again while a build runs, or only on connecting. */
const QUIET = new Set([...GREETINGS, 'progress-update', 'close']);
const PATHS = /(^|\/)(ws|ng-cli-ws|sockjs-node)(\/|$)/;

export const WEBPACK_DEV_SERVER: Dialect = {
  name: 'webpack-dev-server',
  /** Greetings, a hash and an outcome, in this order and nothing else; without greetings only on a path it is known for. */
  judge({ subprotocol, path, fromServer }: Signs): Verdict {
    if (subprotocol !== undefined) return 'no';
    let greetings = 0;
    let isHashed = false;
    for (const json of fromServer) {
      const type = asText(json['type']);
      if (type === undefined || !hasOnly(json, ['type', 'data'])) return 'no';
      if (isHashed && OUTCOMES.has(type)) return greetings > (PATHS.test(path) ? 0 : 1) ? 'yes' : 'no';
      if (type === 'hash' && isHash(json['data'])) isHashed = true;
      else if (!isHashed && GREETINGS.has(type)) greetings += 1;
      else if (type !== 'progress-update' && type !== 'invalid') return 'no';
    }
    return 'later';
  },
  follow: (session) => new WebpackDevServerReader(session),
};

class WebpackDevServerReader implements DialectReader {
  readonly #session: HotSession;
  readonly #builds: WebpackBuilds;
  #hash = '';
  #reloadAt = -Infinity;

  constructor(session: HotSession) {
    this.#session = session;
    this.#builds = new WebpackBuilds(session);
  }

  accept(message: HotMessage): void {
    const { json } = message;
    const action = asText(json['action']);
    if (message.direction === 'out') this.#session.add(message, 'custom', { name: nameOf(json) });
    else if (action !== undefined) this.#action(message, action);
    else this.#type(message, asText(json['type']) ?? 'untyped');
  }

  #type(message: HotMessage, type: string): void {
    const { json } = message;
    const data = json['data'];
    if (type === 'hash') this.#hash = asText(data) ?? this.#hash;
    else if (type === 'invalid') this.#builds.started(message);
    else if (OUTCOMES.has(type)) this.#outcome(message, type, asList(data));
    else if (type === 'still-ok') this.#builds.finished(message, { hash: this.#still(), errors: [], warnings: [] });
    else if (type === 'static-changed' || type === 'content-changed') this.#reload(message, asText(data));
    else if (type === 'error') this.#session.add(message, 'custom', { name: type, detail: asText(data) ?? '' });
    else if (!QUIET.has(type)) this.#session.add(message, 'custom', { name: type });
  }

  #action(message: HotMessage, action: string): void {
    const { json } = message;
    const outcome = parseActionOutcome(json);
    if (action === 'building') this.#builds.started(message, asText(json['file']));
    else if ((action === 'built' || action === 'sync') && outcome) this.#builds.finished(message, outcome);
    else if (action === 'reload') this.#reload(message, asText(json['file']));
    else if (action !== 'progress' && action !== 'error') this.#session.add(message, 'custom', { name: action });
  }

  #outcome(message: HotMessage, type: string, data: readonly unknown[]): void {
    const problems = data.flatMap((item) => parseWebpackError(item) ?? []);
    this.#builds.finished(message, {
      hash: this.#hash,
      errors: type === 'errors' ? problems : [],
      warnings: type === 'warnings' ? problems.map((problem) => problem.message) : [],
    });
  }

  /** The build came out as the page has it. */
  #still(): string {
    return this.#builds.pageHash ?? this.#hash;
  }

  /** Said in both dialects, one right after the other. */
  #reload(message: HotMessage, file: string | undefined): void {
    if (message.at - this.#reloadAt <= SAME_RELOAD_MS) return;
    this.#reloadAt = message.at;
    this.#session.reload(message, 'static-file', {
      ...(file !== undefined && { files: [file], triggeredBy: file }),
    });
  }
}

/** Between the two words for one reload, in milliseconds. */
const SAME_RELOAD_MS = 50;

function nameOf(json: JsonObject): string {
  return asText(json['type']) ?? asText(json['action']) ?? 'untyped';
}
