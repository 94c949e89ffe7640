// HAR, in tests: a session in memory, made of the words that capture speaks.
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import type { BodySide, Exchange } from '../../model/exchange.ts';
import { toExchangeRow } from '../../model/exchange-row.ts';
import type { ErrorReport } from '../../model/error-report.ts';
import type { HmrRecord } from '../../model/hmr.ts';
import type { LogRecord } from '../../model/log.ts';
import type { Frame, ServerSentEvent } from '../../model/message.ts';
import type { ActionRecord, PageRecord } from '../../model/page.ts';
import type { BodyBytes, FrameFilter, Page, SessionReader } from '../../model/protocol.ts';
import type { Recorded } from '../../model/recorded.ts';
import { SCHEMA_VERSION, SESSION_KINDS, type SessionKind } from '../../model/session.ts';

type Cursor = { readonly afterId?: string; readonly limit: number };

/** Rows that one page holds at most, fewer than asked for, as the store may answer too. */
const PAGE_ROWS = 3;

/** What no HAR holds. */
const NOTHING = { rows: [], total: 0 };

export class MemorySession implements SessionReader {
  readonly #exchanges = new Map<string, Exchange>();
  readonly #bodies = new Map<string, Uint8Array[]>();
  readonly #frames = new Map<string, Frame>();
  readonly #events = new Map<string, ServerSentEvent>();
  readonly #logs = new Map<string, LogRecord>();
  readonly #hmr = new Map<string, HmrRecord>();
  readonly #errors = new Map<string, ErrorReport>();
  readonly #pages = new Map<string, PageRecord>();
  readonly #actions = new Map<string, ActionRecord>();
  #dropped = 0;
  closed = false;

  constructor(words: readonly Recorded[] = []) {
    for (const word of words) this.write(word);
  }

  write(word: Recorded): void {
    switch (word.kind) {
      case 'exchange':
        this.#exchanges.set(word.record.id, word.record);
        break;
      case 'body':
        this.#bodies.set(keyOf(word), [...(this.#bodies.get(keyOf(word)) ?? []), word.bytes]);
        break;
      case 'frame':
        this.#frames.set(word.record.id, { ...word.record, ...payloadOf(word.record.opcode, word.payload) });
        break;
      case 'event':
        this.#events.set(word.record.id, { ...word.record, data: word.data });
        break;
      case 'log':
        this.#logs.set(word.record.id, word.record);
        break;
      case 'hmr':
        this.#hmr.set(word.record.id, word.record);
        break;
      case 'error':
        this.#errors.set(word.record.id, word.record);
        break;
      case 'page':
        this.#pages.set(word.record.id, word.record);
        break;
      case 'action':
        this.#actions.set(word.record.id, word.record);
        break;
      case 'dropped':
        this.#dropped += word.count;
        break;
      case 'body-end':
      case 'map':
      case 'span':
      case 'metrics':
      case 'profile':
        break;
    }
  }

  async summary() {
    const counts = Object.fromEntries(SESSION_KINDS.map((kind) => [kind, 0])) as Record<SessionKind, number>;
    counts.exchanges = this.#exchanges.size;
    counts.frames = this.#frames.size;
    counts.events = this.#events.size;
    counts.logs = this.#logs.size;
    counts.hmr = this.#hmr.size;
    counts.errors = this.#errors.size;
    counts.pages = this.#pages.size;
    counts.actions = this.#actions.size;
    const instants = [...this.#exchanges.values()].map(({ startedAt }) => startedAt);
    const span = instants.length === 0 ? {} : { firstAt: Math.min(...instants), lastAt: Math.max(...instants) };
    return { schemaVersion: SCHEMA_VERSION, version: '0.0.0', dropped: this.#dropped, counts, ...span };
  }

  exchange = async (id: string) => this.#exchanges.get(id);
  exchangeRows = async (page: Cursor) => pageOf([...this.#exchanges.values()].map(toExchangeRow), page);
  frame = async (id: string) => this.#frames.get(id);
  frames = async (filter: FrameFilter, page: Cursor) => pageOf(this.#matching(filter), page);
  frameRows = this.frames;
  searchFrames = async (filter: FrameFilter) => this.#matching(filter).map(({ id }) => id);
  event = async (id: string) => this.#events.get(id);
  events = async (exchangeId: string | undefined, page: Cursor) =>
    pageOf(
      [...this.#events.values()].filter((event) => exchangeId === undefined || event.exchangeId === exchangeId),
      page,
    );
  eventRows = this.events;
  hmr = async (id: string) => this.#hmr.get(id);
  hmrRows = async (page: Cursor) => pageOf([...this.#hmr.values()], page);
  error = async (id: string) => this.#errors.get(id);
  errorRows = async (page: Cursor) => pageOf([...this.#errors.values()], page);
  actionRows = async (page: Cursor) => pageOf([...this.#actions.values()], page);
  pageRows = async ({ afterId, limit }: Cursor) => {
    const sorted = [...this.#pages.values()].sort((a, b) => a.at - b.at);
    const from = afterId === undefined ? 0 : sorted.findIndex(({ id }) => id === afterId) + 1;
    return { rows: sorted.slice(from, from + Math.min(limit, PAGE_ROWS)), total: sorted.length };
  };
  trace = async (traceId: string) => ({
    exchanges: [...this.#exchanges.values()].filter(({ trace }) => trace?.traceId === traceId).map(toExchangeRow),
    logs: [...this.#logs.values()].filter((record) => record.traceId === traceId),
    errors: [...this.#errors.values()].filter((record) => record.traceId === traceId),
    actions: [...this.#actions.values()].filter((record) => record.traceId === traceId),
    spans: [],
  });
  log = async (id: string) => this.#logs.get(id);
  logIndex = async (_filter: unknown, { every }: { readonly every: number }) => ({ anchors: [], every, total: 0 });
  logHistogram = async ({ fromAt }: { readonly fromAt: number }) => ({ fromAt, stepMs: 1, levels: [] });
  telemetryTotals = async () => ({
    logs: { total: 0, levels: { trace: 0, debug: 0, info: 0, warn: 0, error: 0, fatal: 0 }, sources: {} },
    ...{ spans: 0, metrics: 0, profiles: 0, traced: 0 },
  });
  spanRows = async () => NOTHING;
  span = async () => undefined;
  traceRows = async () => NOTHING;
  traceRow = async () => undefined;
  metricSeries = async () => [];
  metricPoints = async () => [];
  metrics = async () => NOTHING;
  profileRows = async () => NOTHING;
  profile = async () => undefined;
  profileBytes = async () => undefined;
  serviceCalls = async () => [];
  logRows = async (page: Cursor) => pageOf([...this.#logs.values()], page);

  async body(exchangeId: string, side: BodySide): Promise<BodyBytes | undefined> {
    const parts = this.#bodies.get(`${exchangeId} ${side}`);
    const exchange = this.#exchanges.get(exchangeId);
    if (parts === undefined || exchange === undefined) return undefined;
    const raw = Buffer.concat(parts);
    const info = side === 'request' ? exchange.requestBody : exchange.responseBody;
    return decode(raw, info.encoding);
  }

  async close(): Promise<void> {
    this.closed = true;
  }

  #matching({ exchangeId, opcodes }: FrameFilter): Frame[] {
    return [...this.#frames.values()].filter(
      (frame) =>
        (exchangeId === undefined || frame.exchangeId === exchangeId) &&
        (opcodes === undefined || opcodes.includes(frame.opcode)),
    );
  }
}

function keyOf({ exchangeId, side }: { exchangeId: string; side: BodySide }): string {
  return `${exchangeId} ${side}`;
}

function payloadOf(opcode: string, payload: Uint8Array): { text: string } | { base64: string } {
  const bytes = Buffer.from(payload);
  return opcode === 'text' ? { text: bytes.toString('utf8') } : { base64: bytes.toString('base64') };
}

function decode(raw: Uint8Array, encoding: string | undefined): BodyBytes {
  const fault = { code: 'body-undecodable', message: 'Not decodable' };
  try {
    if (encoding === undefined) return { raw, decoded: raw };
    if (encoding === 'gzip') return { raw, decoded: gunzipSync(raw) };
    if (encoding === 'br') return { raw, decoded: brotliDecompressSync(raw) };
    return { raw, decoded: raw, fault };
  } catch {
    return { raw, decoded: new Uint8Array(), fault };
  }
}

function pageOf<T extends { readonly id: string }>(rows: readonly T[], { afterId, limit }: Cursor): Page<T> {
  const sorted = [...rows].sort((a, b) => Number(a.id) - Number(b.id));
  const after = sorted.filter(({ id }) => afterId === undefined || Number(id) > Number(afterId));
  return { rows: after.slice(0, Math.min(limit, PAGE_ROWS)), total: rows.length };
}
