// HMR: Parcel 2: silent until a change; the new scripts are in the message itself.
import type { HmrError, HmrModule } from '../model/hmr.ts';
import { parseLocated, toBuildError } from './build-error.ts';
import type { Dialect, DialectReader, HotMessage, Signs, Verdict } from './dialect.ts';
import type { HotSession } from './hot-session.ts';
import { asList, asObject, asText, hasOnly, type JsonObject } from './json-value.ts';
import type { Draft } from './ledger.ts';
import type { HotRequest, Want } from './update.ts';

/** How soon the same message comes again for one edit, in milliseconds. */
const REPEAT_MS = 300;
const ASSET_FIELDS = ['id', 'url', 'type', 'output', 'envHash', 'outputFormat', 'depsByBundle'];
const ASSET_TYPES = new Set(['js', 'css', 'html']);

interface Asset {
  readonly id: string;
  readonly url: string;
  readonly type: HmrModule['kind'] | 'html';
  readonly bundles: readonly string[];
}

export const PARCEL: Dialect = {
  name: 'parcel',
  /** On `/`, where applications have sockets too: so by silence on both sides, the whole shape of the first message, and names. */
  judge({ transport, subprotocol, path, query, fromServer, browserSpokeFirst, hashedAssets }: Signs): Verdict {
    if (transport !== 'websocket' || subprotocol !== undefined || path !== '/' || query.toString() !== '') return 'no';
    const [first] = fromServer;
    if (browserSpokeFirst) return 'no';
    if (first === undefined) return 'later';
    if (first['type'] === 'error') return hashedAssets && isErrorMessage(first) ? 'yes' : 'no';
    return first['type'] === 'update' && isUpdateMessage(first) ? 'yes' : 'no';
  },
  follow: (session) => new ParcelReader(session),
};

class ParcelReader implements DialectReader {
  readonly #session: HotSession;
  #last: { readonly text: string; readonly at: number; readonly draft: Draft } | undefined;
  #isGreeted = false;

  constructor(session: HotSession) {
    this.#session = session;
  }

  accept(message: HotMessage): void {
    // Nothing is said on connecting: the first message tells that there is a server.
    if (!this.#isGreeted) this.#session.connect(message);
    this.#isGreeted = true;
    const text = JSON.stringify(message.json);
    if (this.#last?.text === text && message.at - this.#last.at <= REPEAT_MS) {
      this.#session.repeat(this.#last.draft);
      return;
    }
    this.#last = { text, at: message.at, draft: this.#record(message) };
  }

  #record(message: HotMessage): Draft {
    const type = asText(message.json['type']) ?? 'untyped';
    if (message.direction === 'in' && type === 'update') return this.#update(message);
    if (message.direction === 'in' && type === 'error') return this.#session.fail(message, parseErrors(message.json));
    if (message.direction === 'in' && type === 'reload') return this.#session.reload(message, 'explicit');
    return this.#session.add(message, 'custom', { name: type });
  }

  #update(message: HotMessage): Draft {
    const assets = asList(message.json['assets']).flatMap((item) => toAsset(asObject(item)) ?? []);
    const modules = assets.map(({ id, url, type }) => {
      return { path: url, acceptedPath: id, kind: type === 'html' ? ('other' as const) : type };
    });
    if (assets.some(({ type }) => type === 'html')) return this.#session.reload(message, 'html', { modules });
    const key = assets.map(({ id }) => id).join(' ');
    return this.#session.update(message, { modules, key }, toWant(assets)).draft;
  }
}

function toAsset(asset: JsonObject | undefined): Asset | undefined {
  if (asset === undefined) return undefined;
  const type = asText(asset['type']);
  return {
    id: asText(asset['id']) ?? '',
    url: asText(asset['url']) ?? '',
    type: type === 'js' || type === 'css' || type === 'html' ? type : 'other',
    bundles: Object.keys(asObject(asset['depsByBundle']) ?? {}),
  };
}

function isUpdateMessage(json: JsonObject): boolean {
  const assets = asList(json['assets']);
  if (assets.length === 0 || !hasOnly(json, ['type', 'assets'])) return false;
  return assets.every((item) => {
    const asset = asObject(item);
    if (asset === undefined || !ASSET_FIELDS.every((field) => field in asset)) return false;
    if (!ASSET_TYPES.has(asText(asset['type']) ?? '') || asText(asset['output']) === undefined) return false;
    return (asText(asset['url']) ?? '').startsWith('/__parcel_hmr/');
  });
}

function isErrorMessage(json: JsonObject): boolean {
  const diagnostics = asObject(json['diagnostics']);
  if (diagnostics === undefined || !hasOnly(json, ['type', 'diagnostics'])) return false;
  const items = [...asList(diagnostics['ansi']), ...asList(diagnostics['html'])].map(asObject);
  return items.length > 0 && items.every((item) => item && 'message' in item && Array.isArray(item['frames']));
}

function parseErrors(json: JsonObject): readonly HmrError[] {
  return asList(asObject(json['diagnostics'])?.['ansi']).map((item) => {
    const error = asObject(item) ?? {};
    const frame = asObject(asList(error['frames'])[0]);
    const place = parseLocated(asText(frame?.['location']) ?? '', 'one') ?? {};
    return toBuildError(asText(error['message']) ?? '', place, asText(frame?.['code']) ?? asText(error['codeframe']));
  });
}

/** Style sheets are asked for again with the time as their whole query; their names end like the bundle's id. */
function toWant(assets: readonly Asset[]): Want {
  const styles = assets.filter(({ type }) => type === 'css');
  const bundles = styles.flatMap((asset) => asset.bundles);
  return {
    pieces: styles.length > 0 ? ['style'] : [],
    match: (request) => (styles.length > 0 && isStyleOf(request, bundles) ? 'style' : undefined),
    reloadReason: () => undefined,
  };
}

function isStyleOf({ url, kind }: HotRequest, bundles: readonly string[]): boolean {
  if (kind !== 'stylesheet' && !url.pathname.endsWith('.css')) return false;
  if (!/^\?\d{13}$/.test(url.search)) return false;
  const hash = /\.([0-9a-f]{8})\.css$/.exec(url.pathname)?.[1];
  return hash === undefined || bundles.some((bundle) => bundle.endsWith(hash));
}
