// HMR, in tests: plays a recording of a real server as capture would hand it on, and collects what was made of it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Exchange } from '../../model/exchange.ts';
import type { HeaderList } from '../../model/headers.ts';
import type { HmrRecord } from '../../model/hmr.ts';
import type { Recorded } from '../../model/recorded.ts';
import { createHmr } from '../hmr.ts';

/** The instant of a recording's beginning. */
export const BEGAN_AT = 1_795_000_000_000;
/** What a turn takes in a recorder, in milliseconds. */
const TURN_MS = 40;

interface Line {
  readonly t: number;
  readonly kind: string;
  readonly [field: string]: unknown;
}

/** A step of a recording and what was recorded of it. */
export interface Step {
  readonly name: string;
  readonly records: readonly HmrRecord[];
  /** What the page showed at its end. */
  readonly dom: { readonly text: string; readonly overlay: boolean } | undefined;
}

export interface Played {
  readonly steps: readonly Step[];
  readonly records: readonly HmrRecord[];
  /** As they stood at the end. */
  readonly exchanges: ReadonlyMap<string, Exchange>;
  /** Records of one step. */
  step(name: string): readonly HmrRecord[];
  dom(name: string): { readonly text: string; readonly overlay: boolean };
}

const KINDS: Readonly<Record<string, Exchange['kind']>> = {
  Document: 'document',
  Script: 'script',
  Stylesheet: 'stylesheet',
  Fetch: 'fetch',
  XHR: 'fetch',
  EventSource: 'eventsource',
  Font: 'font',
};

export function readLines(name: string): readonly Line[] {
  const text = readFileSync(join(import.meta.dirname, '..', 'fixtures', `${name}.jsonl`), 'utf8');
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
}

/** Plays a recording. `turns` as a recorder does it: several messages and requests at once, exchanges before their parts. */
export function play(lines: readonly Line[], mode: 'one by one' | 'turns' = 'one by one'): Played {
  const records = new Map<string, HmrRecord>();
  const exchanges = new Map<string, Exchange>();
  const hmr = createHmr({
    emit: (recorded) => {
      if (recorded.kind === 'hmr') records.set(recorded.record.id, recorded.record);
      if (recorded.kind === 'exchange') exchanges.set(recorded.record.id, recorded.record);
    },
  });
  const player = new Player((recorded) => hmr.accept(recorded));
  let turnAt = 0;
  for (const line of lines) {
    if (mode === 'turns' && line.t - turnAt >= TURN_MS) {
      player.putChanged();
      hmr.flush(BEGAN_AT + turnAt + TURN_MS);
      turnAt = line.t;
    }
    player.play(line);
    if (mode === 'one by one') {
      player.putChanged();
      hmr.flush(BEGAN_AT + line.t);
    }
  }
  player.putChanged();
  hmr.finish(BEGAN_AT + (lines.at(-1)?.t ?? 0) + 2_000);
  return toPlayed(lines, [...records.values()], exchanges);
}

function toPlayed(
  lines: readonly Line[],
  records: readonly HmrRecord[],
  exchanges: ReadonlyMap<string, Exchange>,
): Played {
  const marks = lines.filter(({ kind }) => kind === 'mark');
  const steps = marks.map(({ t, step }, index): Step => {
    const end = marks[index + 1]?.t ?? Infinity;
    const dom = lines.find((line) => line.kind === 'dom' && line.t > t && line.t <= end);
    return {
      name: String(step),
      records: records.filter(({ at }) => at - BEGAN_AT >= t && at - BEGAN_AT < end),
      dom: dom && { text: String(dom['text']), overlay: dom['overlay'] === true },
    };
  });
  const find = (name: string): Step => {
    const found = steps.find((step) => step.name === name);
    if (found === undefined) throw new Error(`There is no step ${name}.`);
    return found;
  };
  return {
    steps,
    records,
    exchanges,
    step: (name) => find(name).records,
    dom: (name) => find(name).dom ?? { text: '', overlay: false },
  };
}

/** Makes exchanges, frames and events of lines. A navigation closes the connections of the page before. */
class Player {
  readonly #accept: (recorded: Recorded) => void;
  readonly #open = new Map<string, Exchange>();
  readonly #changed = new Set<string>();
  readonly #sockets = new Map<string, string>();
  #stream = '';
  #navigates: string | undefined;
  #nextExchange = 1;
  #nextMessage = 1;

  constructor(accept: (recorded: Recorded) => void) {
    this.#accept = accept;
  }

  play(line: Line): void {
    const at = BEGAN_AT + line.t;
    const text = (field: string): string => textOf(line[field]);
    if (line.kind === 'request') this.#request(line, at);
    else if (line.kind === 'response') this.#response(text('url'), Number(line['status']), at);
    else if (line.kind === 'ws-create') this.#sockets.set(text('conn'), this.#begin(at, text('url'), 'websocket', []));
    else if (line.kind === 'ws-response') this.#upgraded(text('conn'), line['headers'] as Record<string, string>);
    else if (line.kind === 'ws-frame') this.#frame(line, at);
    else if (line.kind === 'ws-close') this.#end(this.#sockets.get(text('conn')), at);
    else if (line.kind === 'sse') this.#event(line, at);
    else if (line.kind === 'navigated') this.#navigated(at);
  }

  putChanged(): void {
    for (const id of this.#changed) {
      const exchange = this.#open.get(id);
      if (exchange) this.#accept({ kind: 'exchange', record: exchange });
      if (exchange?.state === 'done' || exchange?.state === 'failed') this.#open.delete(id);
    }
    this.#changed.clear();
  }

  #request(line: Line, at: number): void {
    const kind = KINDS[String(line['type'])] ?? 'other';
    const id = this.#begin(at, String(line['url']), kind, Object.entries(line['headers'] as Record<string, string>));
    if (kind === 'eventsource') this.#stream = id;
    if (kind === 'document') this.#navigates = id;
  }

  #response(url: string, status: number, at: number): void {
    const open = [...this.#open.values()].find((each) => each.url === url && each.status === undefined);
    if (open === undefined) return;
    if (open.kind === 'eventsource') this.#put({ ...open, status, state: 'streaming' });
    else this.#put({ ...open, status, state: 'done', timings: { ...open.timings, total: at - open.startedAt } });
  }

  #upgraded(conn: string, headers: Readonly<Record<string, string>>): void {
    const open = this.#open.get(this.#sockets.get(conn) ?? '');
    const subprotocol = headers['sec-websocket-protocol'];
    if (open) this.#put({ ...open, status: 101, state: 'open', ...(subprotocol !== undefined && { subprotocol }) });
  }

  #frame(line: Line, at: number): void {
    const isBinary = line['opcode'] === 2;
    const text = 'json' in line ? JSON.stringify(line['json']) : textOf(line['text']);
    const payload = isBinary ? Buffer.from(String(line['base64']), 'base64') : Buffer.from(text);
    const record = {
      id: String(this.#nextMessage++),
      exchangeId: this.#sockets.get(String(line['conn'])) ?? '',
      at,
      direction: line['dir'] === 'client' ? 'out' : 'in',
      opcode: isBinary ? 'binary' : 'text',
      sizeBytes: payload.length,
      wireBytes: payload.length + 4,
      compressed: false,
      preview: '',
      truncated: false,
    } as const;
    this.#accept({ kind: 'frame', record, payload });
  }

  #event(line: Line, at: number): void {
    const data = 'json' in line ? JSON.stringify(line['json']) : String(line['data']);
    const id = String(this.#nextMessage++);
    const facts = { preview: '', sizeBytes: data.length, truncated: false };
    this.#accept({ kind: 'event', record: { id, exchangeId: this.#stream, at, event: 'message', ...facts }, data });
  }

  /** The new document is there: what the one before had open is closed. */
  #navigated(at: number): void {
    const document = this.#navigates;
    if (document === undefined) return;
    this.#navigates = undefined;
    for (const exchange of [...this.#open.values()]) {
      const isStream = exchange.state === 'open' || exchange.state === 'streaming';
      if (isStream && Number(exchange.id) < Number(document)) this.#end(exchange.id, at);
    }
  }

  #begin(at: number, url: string, kind: Exchange['kind'], requestHeaders: HeaderList): string {
    const id = String(this.#nextExchange++);
    this.#put({
      id,
      startedAt: at,
      method: 'GET',
      url: url.replace(/^ws/, 'http'),
      httpVersion: 'HTTP/1.1',
      kind,
      state: 'pending',
      timings: { blocked: 0, dns: -1, connect: -1, tls: -1, send: 0, wait: 0, receive: 0, total: 0 },
      requestBody: NO_BODY,
      responseBody: NO_BODY,
      messagesIn: 0,
      messagesOut: 0,
      messageBytes: 0,
      marks: [],
      requestHeaders,
      upstreamRequestHeaders: [],
      upstreamResponseHeaders: [],
      responseHeaders: [],
      requestTrailers: [],
      responseTrailers: [],
      informational: [],
    });
    return id;
  }

  #end(id: string | undefined, at: number): void {
    const open = this.#open.get(id ?? '');
    if (open === undefined) return;
    this.#put({ ...open, state: 'done', timings: { ...open.timings, total: at - open.startedAt } });
  }

  #put(exchange: Exchange): void {
    this.#open.set(exchange.id, exchange);
    this.#changed.add(exchange.id);
  }
}

const NO_BODY = { sizeBytes: 0, keptBytes: 0, truncated: false, complete: true };

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
