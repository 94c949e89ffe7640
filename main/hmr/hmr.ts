// HMR: a stage between capture and bus: hands on what it is given, marks requests that an update caused, and adds what
// development servers and pages said to each other about changes. Opens no socket, file or timer.
import type { Exchange } from '../model/exchange.ts';
import type { HmrDialect } from '../model/hmr.ts';
import { headerValue } from '../model/headers.ts';
import type { Recorded } from '../model/recorded.ts';
import { ChunkBodies } from './chunk-bodies.ts';
import { Connection, type RawMessage } from './connection.ts';
import type { Dialect } from './dialect.ts';
import { HotSession } from './hot-session.ts';
import { Ledger } from './ledger.ts';
import { NEXT } from './next.ts';
import { Pages } from './page.ts';
import { PARCEL } from './parcel.ts';
import { RSPACK } from './rspack.ts';
import { Updates } from './updates.ts';
import { VITE } from './vite.ts';
import { WEBPACK_DEV_SERVER } from './webpack-dev-server.ts';
import { WEBPACK_HOT_MIDDLEWARE } from './webpack-hot-middleware.ts';

/** In the order in which they are asked. */
const DIALECTS: readonly Dialect[] = [VITE, NEXT, RSPACK, WEBPACK_HOT_MIDDLEWARE, WEBPACK_DEV_SERVER, PARCEL];

/** Exchanges that are followed at a time; the oldest is forgotten for a new one. */
export const MAX_FOLLOWED = 20_000;
/** Messages that wait for the end of a turn; more are handed on unread. */
export const MAX_WAITING = 20_000;
/** Bytes of payloads that wait for the end of a turn. */
export const MAX_WAITING_BYTES = 32 * 1024 * 1024;
/** Origins of which it is remembered that they serve hashed names. */
const MAX_ORIGINS = 256;

export interface HmrOptions {
  /** Takes what was given, and what was made of it. */
  readonly emit: (recorded: Recorded) => void;
  /** The first id to give; 1 without it. */
  readonly firstId?: number;
  /** An exchange is a development server's stream, and whose. */
  readonly onRecognised?: (exchangeId: string, dialect: HmrDialect) => void;
}

export interface Hmr {
  /** Hands a record on at once. What it says of changes comes with `flush`. */
  accept(recorded: Recorded): void;
  /** Ends a turn: reads what came since the last one in the order of its instants. Call it after capture's own `flush`. */
  flush(at: number): void;
  /** When `flush` is needed next though nothing comes; undefined when it isn't. */
  readonly dueAt: number | undefined;
  /** Recording ends: what is open is decided with what is known. */
  finish(at: number): void;
}

export function createHmr(options: HmrOptions): Hmr {
  return new HmrStage(options);
}

interface Followed {
  exchange: Exchange;
  readonly url: URL | undefined;
  connection?: Connection;
  hmrUpdateId?: string;
  /** A script that an update made the page fetch. */
  isChunk?: boolean;
}

/** Something that happened at an instant; of one instant, sockets open first and requests end last. */
interface Step {
  readonly at: number;
  readonly rank: number;
  readonly run: () => void;
}

class HmrStage implements Hmr {
  readonly #emit: (recorded: Recorded) => void;
  readonly #ledger: Ledger;
  readonly #pages = new Pages();
  readonly #updates: Updates;
  readonly #followed = new Map<string, Followed>();
  readonly #hashedOrigins = new Set<string>();
  #puts = new Map<string, Exchange>();
  #messages: { readonly exchangeId: string; readonly raw: () => RawMessage; readonly at: number }[] = [];
  #waitingBytes = 0;
  readonly #chunks = new ChunkBodies();

  readonly #onRecognised: HmrOptions['onRecognised'];

  constructor({ emit, firstId = 1, onRecognised }: HmrOptions) {
    this.#emit = emit;
    this.#onRecognised = onRecognised;
    this.#ledger = new Ledger(firstId);
    this.#updates = new Updates(this.#ledger, this.#pages, (exchangeId, hmrId) => this.#mark(exchangeId, hmrId));
  }

  get dueAt(): number | undefined {
    return this.#updates.dueAt;
  }

  accept(recorded: Recorded): void {
    if (recorded.kind === 'exchange') this.#acceptExchange(recorded.record);
    else {
      this.#emit(recorded);
      if (recorded.kind === 'frame') this.#acceptFrame(recorded);
      else if (recorded.kind === 'event') this.#acceptEvent(recorded);
      else if (recorded.kind === 'body' && recorded.side === 'response') this.#acceptBody(recorded);
    }
  }

  flush(at: number): void {
    for (const step of this.#takeSteps()) {
      this.#updates.settle(step.at);
      step.run();
    }
    this.#updates.settle(at);
    this.#chunks.keep((id) => this.#followed.get(id)?.isChunk === true);
    for (const record of this.#ledger.take()) this.#emit({ kind: 'hmr', record });
  }

  finish(at: number): void {
    this.flush(at);
    this.#updates.finish();
    for (const record of this.#ledger.take()) this.#emit({ kind: 'hmr', record });
  }

  #acceptExchange(exchange: Exchange): void {
    this.#puts.set(exchange.id, exchange);
    const id = this.#followed.get(exchange.id)?.hmrUpdateId;
    this.#emit({ kind: 'exchange', record: id === undefined ? exchange : { ...exchange, hmrUpdateId: id } });
  }

  /** Of an exchange that is new in this turn it is not known yet whether it is a hot update. */
  #acceptBody({ exchangeId, bytes }: Extract<Recorded, { kind: 'body' }>): void {
    const followed = this.#followed.get(exchangeId);
    if (followed === undefined || followed.isChunk) this.#chunks.add(exchangeId, bytes);
  }

  #acceptFrame({ record, payload }: Extract<Recorded, { kind: 'frame' }>): void {
    if (record.opcode !== 'text') return;
    this.#wait(record.exchangeId, record.at, payload.byteLength, () => ({
      at: record.at,
      direction: record.direction,
      text: Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength).toString('utf8'),
      truncated: record.truncated,
      frameId: record.id,
    }));
  }

  #acceptEvent({ record, data }: Extract<Recorded, { kind: 'event' }>): void {
    if (record.event !== 'message') return;
    this.#wait(record.exchangeId, record.at, data.length * 2, () => ({
      at: record.at,
      direction: 'in',
      text: data,
      truncated: record.truncated,
      eventId: record.id,
    }));
  }

  #wait(exchangeId: string, at: number, bytes: number, raw: () => RawMessage): void {
    if (this.#followed.get(exchangeId)?.connection?.isForeign) return;
    if (this.#messages.length >= MAX_WAITING || this.#waitingBytes + bytes > MAX_WAITING_BYTES) return;
    this.#waitingBytes += bytes;
    this.#messages.push({ exchangeId, at, raw });
  }

  #takeSteps(): readonly Step[] {
    const steps: Step[] = [];
    for (const exchange of this.#puts.values()) this.#addSteps(steps, exchange);
    for (const { exchangeId, at, raw } of this.#messages) {
      steps.push({ at, rank: 1, run: () => this.#followed.get(exchangeId)?.connection?.accept(raw()) });
    }
    this.#puts = new Map();
    this.#messages = [];
    this.#waitingBytes = 0;
    return steps.sort((a, b) => a.at - b.at || a.rank - b.rank);
  }

  #addSteps(steps: Step[], exchange: Exchange): void {
    const known = this.#followed.get(exchange.id);
    const followed: Followed = known ?? { exchange, url: parseUrl(exchange.url) };
    followed.exchange = exchange;
    const { startedAt, state, timings } = exchange;
    if (known === undefined) {
      this.#followed.set(exchange.id, followed);
      if (this.#followed.size > MAX_FOLLOWED) this.#forgetOldest();
      if (exchange.kind !== 'websocket') {
        steps.push({ at: startedAt, rank: 2, run: () => this.#requestOpened(followed) });
      }
    }
    if (followed.connection === undefined && isStream(exchange)) {
      steps.push({ at: startedAt, rank: 0, run: () => this.#connect(followed) });
    }
    if (state === 'done' || state === 'failed') {
      steps.push({ at: startedAt + Math.max(0, timings.total), rank: 3, run: () => this.#ended(followed) });
    }
  }

  #requestOpened({ exchange, url }: Followed): void {
    if (url === undefined || exchange.method !== 'GET') return;
    const { id, startedAt: at, kind, requestHeaders } = exchange;
    if (/\.[0-9a-f]{8}\.(m?js|css)$/.test(url.pathname) && this.#hashedOrigins.size < MAX_ORIGINS) {
      this.#hashedOrigins.add(url.origin);
    }
    const destination = headerValue(requestHeaders, 'Sec-Fetch-Dest') ?? 'document';
    if (kind === 'document' && destination === 'document') {
      const request = { id, at, origin: url.origin, url: url.origin + url.pathname + url.search };
      // The page it replaces is looked for before the new one is known.
      this.#updates.documentRequested(request);
      this.#pages.open(request);
    } else {
      this.#updates.requestOpened({ id, at, url, kind, header: (name) => headerValue(requestHeaders, name) });
    }
  }

  #connect(followed: Followed): void {
    const { exchange, url } = followed;
    if (url === undefined || followed.connection !== undefined) return;
    const origin = originOf(url);
    const page = this.#pages.find(origin);
    followed.connection = new Connection({
      transport: exchange.kind === 'websocket' ? 'websocket' : 'event-stream',
      url,
      subprotocol: exchange.subprotocol,
      dialects: DIALECTS,
      hasHashedAssets: () => this.#hashedOrigins.has(origin),
      open: ({ name }) => {
        page.connected = true;
        this.#onRecognised?.(exchange.id, name);
        const { id: socketExchangeId } = exchange;
        return new HotSession({ dialect: name, socketExchangeId, page, ledger: this.#ledger, updates: this.#updates });
      },
    });
  }

  #ended(followed: Followed): void {
    const { exchange, connection } = followed;
    const at = exchange.startedAt + Math.max(0, exchange.timings.total);
    if (followed.isChunk) this.#updates.modulesRead(exchange.id, this.#chunks.take(exchange));
    const isFailed = exchange.state === 'failed' || (exchange.status ?? 0) >= 400;
    this.#updates.requestEnded(exchange.id, at, isFailed);
    connection?.close(at, toCloseText(exchange));
    this.#followed.delete(exchange.id);
  }

  #mark(exchangeId: string, hmrUpdateId: string): void {
    const followed = this.#followed.get(exchangeId);
    if (followed === undefined) return;
    followed.hmrUpdateId = hmrUpdateId;
    followed.isChunk = /\.hot-update\.[cm]?js$/.test(followed.url?.pathname ?? '');
    this.#emit({ kind: 'exchange', record: { ...followed.exchange, hmrUpdateId } });
  }

  #forgetOldest(): void {
    for (const id of this.#followed.keys()) {
      this.#followed.delete(id);
      return;
    }
  }
}

function isStream({ kind, status }: Exchange): boolean {
  return (kind === 'websocket' && status === 101) || (kind === 'eventsource' && status === 200);
}

function parseUrl(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}

/** A page's origin, also from the address of its socket. */
function originOf(url: URL): string {
  return url.origin === 'null' || url.protocol.startsWith('ws')
    ? `${url.protocol.replace(/^ws/, 'http')}//${url.host}`
    : url.origin;
}

function toCloseText({ close, error }: Exchange): string | undefined {
  if (close === undefined) return error?.message;
  const code = close.code === undefined ? '' : ` with ${close.code}`;
  return `closed by the ${close.by}${code}${close.reason === undefined ? '' : `: ${close.reason}`}`;
}
