// HMR, in tests: one connection and what surrounds it, without a stage.
import type { HmrRecord } from '../../model/hmr.ts';
import type { Dialect, HotMessage, Signs, Verdict } from '../dialect.ts';
import { HotSession } from '../hot-session.ts';
import type { JsonObject } from '../json-value.ts';
import { Ledger } from '../ledger.ts';
import { Pages } from '../page.ts';
import type { HotRequest } from '../update.ts';
import { Updates } from '../updates.ts';

export const ORIGIN = 'http://127.0.0.1:8888';

/** A verdict over these signs; a WebSocket on `/` that said nothing without them. */
export function judge(dialect: Dialect, signs: Partial<Omit<Signs, 'query'>> & { readonly query?: string }): Verdict {
  return dialect.judge({
    transport: 'websocket',
    path: '/',
    subprotocol: undefined,
    fromServer: [],
    browserSpokeFirst: false,
    hashedAssets: false,
    ...signs,
    query: new URLSearchParams(signs.query ?? ''),
  });
}

/** A connection of a page whose document was exchange 1. */
export class Rig {
  readonly ledger = new Ledger(1);
  readonly pages = new Pages();
  readonly caused: [exchangeId: string, hmrId: string][] = [];
  readonly updates = new Updates(this.ledger, this.pages, (...pair) => this.caused.push(pair));
  readonly page = this.pages.open({ id: '1', at: 0, origin: ORIGIN, url: `${ORIGIN}/` });
  readonly session: HotSession;
  readonly #records = new Map<string, HmrRecord>();
  readonly #say: (message: HotMessage) => void;

  constructor(dialect: Dialect) {
    this.page.connected = true;
    const { page, ledger, updates } = this;
    this.session = new HotSession({ dialect: dialect.name, socketExchangeId: '2', page, ledger, updates });
    const reader = dialect.follow(this.session);
    this.#say = (message) => reader.accept(message);
  }

  /** The server says something. */
  say(at: number, json: JsonObject, direction: 'in' | 'out' = 'in'): void {
    this.#say({ at, json, direction });
  }

  /** The page asks for something and has it 10 ms later. */
  fetch(
    at: number,
    id: string,
    path: string,
    facts: { failed?: boolean; headers?: Record<string, string> } = {},
  ): void {
    this.updates.requestOpened(toRequest(at, id, path, facts.headers));
    this.updates.requestEnded(id, at + 10, facts.failed ?? false);
  }

  /** The page's document is asked for. */
  load(at: number, id: string): void {
    const request = { id, at, origin: ORIGIN, url: `${ORIGIN}/` };
    this.updates.documentRequested(request);
    this.pages.open(request);
  }

  /** The records so far, as they stand. */
  get records(): readonly HmrRecord[] {
    for (const record of this.ledger.take()) this.#records.set(record.id, record);
    return [...this.#records.values()];
  }

  /** Types, with names and reasons. */
  get story(): readonly string[] {
    return this.records.map(({ type, name, reason }) => [type, name, reason].filter(Boolean).join(' '));
  }
}

export function toRequest(at: number, id: string, path: string, headers: Record<string, string> = {}): HotRequest {
  const url = new URL(path, ORIGIN);
  const kind = url.pathname.endsWith('.css') ? 'stylesheet' : 'script';
  return { id, at, url, kind, header: (name) => headers[name] };
}
