// HMR: Vite 5 to 8. One message an edit; its modules are fetched with the message's timestamp in their address.
import type { HmrModule, HmrReason } from '../model/hmr.ts';
import type { Dialect, DialectReader, HotMessage, Signs, Verdict } from './dialect.ts';
import type { HotSession } from './hot-session.ts';
import { asList, asNumber, asObject, asText, asTexts, type JsonObject } from './json-value.ts';
import { toModuleKind } from './module-kind.ts';
import type { HotRequest, Want } from './update.ts';
import { parseViteError } from './vite-error.ts';

/** How long after a plugin announced a changed file a message is taken to be about it, in milliseconds. */
const ANNOUNCED_MS = 2_000;

interface ViteUpdate extends HmrModule {
  readonly timestamp: number;
  readonly isWithinCircularImport: boolean;
}

const TYPES = new Set(['connected', 'ping', 'update', 'full-reload', 'prune', 'error', 'custom', 'bundled-dev-update']);

export const VITE: Dialect = {
  name: 'vite',
  // The probe `vite-ping` is no session.
  judge({ transport, subprotocol, fromServer }: Signs): Verdict {
    if (transport !== 'websocket' || subprotocol !== 'vite-hmr') return 'no';
    const [first] = fromServer;
    if (first === undefined) return 'later';
    return TYPES.has(asText(first['type']) ?? '') ? 'yes' : 'no';
  },
  follow: (session) => new ViteReader(session),
};

class ViteReader implements DialectReader {
  readonly #session: HotSession;
  #announced: { readonly file: string; readonly at: number } | undefined;
  #invalidated: { readonly at: number; readonly detail: string | undefined } | undefined;

  constructor(session: HotSession) {
    this.#session = session;
  }

  accept(message: HotMessage): void {
    const { json, direction } = message;
    const type = asText(json['type']) ?? 'untyped';
    if (type === 'ping') return;
    if (direction === 'out' || type === 'custom') this.#custom(message, type);
    else if (type === 'connected') this.#session.connect(message);
    else if (type === 'update') this.#update(message);
    else if (type === 'full-reload') this.#reload(message);
    else if (type === 'prune') {
      const modules = asTexts(json['paths']).map((path) => ({ path, acceptedPath: path, kind: toModuleKind(path) }));
      this.#session.add(message, 'prune', { modules, files: this.#changedFiles(message.at) });
    } else if (type === 'error') {
      const [changed] = this.#changedFiles(message.at);
      this.#session.fail(message, [parseViteError(asObject(json['err']) ?? {}, changed)]);
    } else this.#session.add(message, 'custom', { name: type });
  }

  #custom(message: HotMessage, type: string): void {
    const { json, at } = message;
    const name = type === 'custom' ? (asText(json['event']) ?? type) : type;
    const data = asObject(json['data']);
    if (name === 'angular:component-update' && message.direction === 'in' && data) {
      this.#component(message, data);
      return;
    }
    const file = name === 'file-changed' ? asText(data?.['file']) : undefined;
    if (file !== undefined) this.#announced = { file, at };
    this.#session.add(message, 'custom', { name, ...(file !== undefined && { files: [file] }) });
    if (message.direction !== 'out') return;
    if (name === 'vite:forward-console') this.#consoleSaid(asText(asObject(data?.['data'])?.['message']) ?? '');
    if (name !== 'vite:invalidate') return;
    const detail = asText(data?.['message']);
    this.#invalidated = { at, detail };
    this.#session.refuse('invalidate', detail);
  }

  /** Angular's builder on Vite: a component changed, and the page imports what is new of it: `<file>@<class>`, encoded. */
  #component(message: HotMessage, data: JsonObject): void {
    const path = decode(asText(data['id']) ?? '', decodeURIComponent);
    const key = String(asNumber(data['timestamp']) ?? '');
    const file = path.replace(/@[^@/]*$/, '');
    const facts = { key, modules: [{ path, acceptedPath: path, kind: 'js' as const }], files: [file] };
    this.#session.update(message, facts, {
      pieces: [path],
      match: ({ url }) => {
        const isIt = url.pathname.endsWith('/@ng/component') && url.searchParams.get('t') === key;
        return isIt && url.searchParams.get('c') === path ? path : undefined;
      },
      reloadReason: () => undefined,
    });
  }

  /** The client's words after a new module threw; the old one stays. */
  #consoleSaid(text: string): void {
    if (text.startsWith('[vite] Failed to reload ')) this.#session.refuse('threw', text.split('. ')[0]);
  }

  #update(message: HotMessage): void {
    const updates = asList(message.json['updates']).flatMap((item) => {
      const update = asObject(item);
      return update === undefined ? [] : [toViteUpdate(update)];
    });
    const files = this.#changedFiles(message.at);
    this.#invalidated = undefined;
    this.#session.update(
      message,
      {
        key: String(updates[0]?.timestamp ?? ''),
        modules: updates.map(({ path, acceptedPath, kind }) => ({ path, acceptedPath, kind })),
        files: files.length > 0 ? files : [...new Set(updates.map(({ acceptedPath }) => fileOf(acceptedPath)))],
      },
      toWant(updates, this.#session.isBroken),
    );
  }

  #reload(message: HotMessage): void {
    const { json, at } = message;
    const path = asText(json['path']) ?? '*';
    const triggeredBy = asText(json['triggeredBy']);
    const invalidated = this.#invalidated && at - this.#invalidated.at <= ANNOUNCED_MS ? this.#invalidated : undefined;
    this.#invalidated = undefined;
    const reason: HmrReason = invalidated
      ? 'invalidate'
      : path.endsWith('.html')
        ? 'html'
        : triggeredBy !== undefined
          ? 'no-boundary'
          : 'explicit';
    const files = triggeredBy === undefined ? this.#changedFiles(at) : [triggeredBy];
    this.#session.reload(message, reason, {
      files: files.length === 0 && reason === 'html' ? [path] : files,
      ...(triggeredBy !== undefined && { triggeredBy }),
      ...(invalidated?.detail !== undefined && { detail: invalidated.detail }),
    });
  }

  #changedFiles(at: number): readonly string[] {
    return this.#announced && at - this.#announced.at <= ANNOUNCED_MS ? [this.#announced.file] : [];
  }
}

function toViteUpdate(update: JsonObject): ViteUpdate {
  const path = asText(update['path']) ?? '';
  const acceptedPath = asText(update['acceptedPath']) ?? path;
  return {
    path,
    acceptedPath,
    kind: update['type'] === 'css-update' ? 'css' : toModuleKind(acceptedPath),
    timestamp: asNumber(update['timestamp']) ?? 0,
    isWithinCircularImport: update['isWithinCircularImport'] === true,
  };
}

function fileOf(path: string): string {
  return path.split('?')[0] ?? path;
}

/** The client puts `t=<timestamp>` first into the query of each accepted module, and the modules below it inherit it. */
function toWant(updates: readonly ViteUpdate[], isBroken: boolean): Want {
  return {
    pieces: [...new Set(updates.map(({ acceptedPath }) => acceptedPath))],
    match: (request) => {
      const timestamp = request.url.searchParams.get('t');
      const sent = updates.filter((update) => String(update.timestamp) === timestamp);
      if (sent.length === 0) return undefined;
      return sent.find((update) => isFor(request, update.acceptedPath))?.acceptedPath ?? request.url.pathname;
    },
    reloadReason: ({ requests }) => {
      if (requests === 0) return isBroken ? 'overlay' : undefined;
      return updates.some((update) => update.isWithinCircularImport) ? 'circular-import' : undefined;
    },
  };
}

/** Whether a request is for that module: the path below any base, and the query without what the client adds or takes away. */
function isFor(request: HotRequest, acceptedPath: string): boolean {
  const [path = '', query = ''] = acceptedPath.split('?', 2);
  if (!decode(request.url.pathname).endsWith(decode(path))) return false;
  return queryOf(request.url.search.slice(1)) === queryOf(query);
}

const ADDED = new Set(['t', 'import', 'direct']);

function queryOf(query: string): string {
  return query
    .split('&')
    .filter((part) => part !== '' && !ADDED.has(part.split('=')[0] ?? ''))
    .join('&');
}

function decode(path: string, by = decodeURI): string {
  try {
    return by(path);
  } catch {
    return path;
  }
}
