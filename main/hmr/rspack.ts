// HMR: Rsbuild 2 on Rspack: a hash and an outcome an edit, errors as drawn text.
import type { HmrError } from '../model/hmr.ts';
import { cutCodeFrame, findCodeFrame, parsePlace, stripAnsi, toBuildError, type Place } from './build-error.ts';
import type { Dialect, DialectReader, HotMessage, Signs, Verdict } from './dialect.ts';
import type { HotSession } from './hot-session.ts';
import { asObject, asText, asTexts, hasOnly, isHash } from './json-value.ts';
import { WebpackBuilds } from './webpack-builds.ts';

const OUTCOMES = new Set(['ok', 'warnings', 'errors']);
const PATH = /\/rsbuild-hmr\/?$/;
const TOKEN = /^[0-9a-f]{16}$/;

export const RSPACK: Dialect = {
  name: 'rspack',
  /** Its token, and a hash with an outcome after it as the first messages; the path can be configured. */
  judge({ transport, subprotocol, path, query, fromServer }: Signs): Verdict {
    if (transport !== 'websocket' || subprotocol !== undefined) return 'no';
    if (!TOKEN.test(query.get('token') ?? '') && !PATH.test(path)) return 'no';
    const [first, second] = fromServer;
    if (first === undefined) return 'later';
    if (first['type'] !== 'hash' || !isHash(first['data']) || !hasOnly(first, ['type', 'data'])) return 'no';
    if (second === undefined) return 'later';
    return OUTCOMES.has(asText(second['type']) ?? '') ? 'yes' : 'no';
  },
  follow: (session) => new RspackReader(session),
};

class RspackReader implements DialectReader {
  readonly #session: HotSession;
  readonly #builds: WebpackBuilds;
  #hash = '';

  constructor(session: HotSession) {
    this.#session = session;
    this.#builds = new WebpackBuilds(session);
  }

  accept(message: HotMessage): void {
    const { json } = message;
    const type = asText(json['type']) ?? 'untyped';
    if (type === 'ping') return;
    if (message.direction === 'in' && type === 'hash') this.#hash = asText(json['data']) ?? this.#hash;
    else if (message.direction === 'in' && OUTCOMES.has(type)) this.#outcome(message, type);
    else if (type === 'static-changed' || type === 'full-reload') this.#reload(message, type);
    else this.#session.add(message, 'custom', { name: this.#nameOf(message, type) });
  }

  #outcome(message: HotMessage, type: string): void {
    const texts = asTexts(asObject(message.json['data'])?.['text']);
    this.#builds.finished(message, {
      hash: this.#hash,
      errors: type === 'errors' ? texts.map(parseRspackError) : [],
      warnings: type === 'warnings' ? texts.map(stripAnsi) : [],
    });
  }

  #reload(message: HotMessage, type: string): void {
    const path = asText(message.json['data']);
    const isStatic = type === 'static-changed';
    const files = isStatic && path !== undefined ? [path] : [];
    this.#session.reload(message, isStatic ? 'static-file' : path?.endsWith('.html') ? 'html' : 'explicit', { files });
  }

  #nameOf({ json }: HotMessage, type: string): string {
    const event = asText(asObject(json['data'])?.['event']) ?? asText(json['event']);
    return type === 'custom' && event !== undefined ? event : type;
  }
}

/** The place of a loader's error is `1:1` in its first line; the true one is in the innermost drawn frame. */
export function parseRspackError(text: string): HmrError {
  const clean = stripAnsi(text);
  const [head = '', ...rest] = clean.split('\n');
  const named = /^File: (.+?):(\d+):(\d+)(?:-[\d:]+)?$/.exec(head.trim());
  const message = named ? rest.join('\n') : clean;
  const [body = message] = message.split(/\n\s*Import traces /);
  const frames = [...body.matchAll(/╭─\[(?:(.+?):)?(\d+):(\d+)\]/g)];
  const inner = frames.at(-1);
  const place = named ? parsePlace(named[1], named[2] ?? '', named[3] ?? '', 'one') : {};
  const drawn: Place = inner ? parsePlace(named?.[1] ?? inner[1], inner[2] ?? '', inner[3] ?? '', 'zero') : {};
  const isLoader = place.line === undefined || (place.line === 1 && place.column === 1);
  const frame = findCodeFrame(body);
  return toBuildError(cutCodeFrame(body, frame), isLoader && drawn.line !== undefined ? drawn : place, frame);
}
