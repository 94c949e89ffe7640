// Capture: packs tap events for the trip to the recorder's thread: strings in one list, numbers and bytes in two buffers
// that are moved, not copied. Cloning the events as objects costs several times more, and cloning a small Buffer would
// drag its whole pool along.
import type { BodySide, Phase } from '../model/exchange.ts';
import type { Direction } from '../model/message.ts';
import type { Posted, TapEvent } from '../model/tap-event.ts';
import type { RuleEffect } from '../model/rules.ts';
import type { TelemetryBatch } from '../model/telemetry.ts';
import { TRACE_SOURCES, type TraceContext } from '../model/trace.ts';

/** A batch in the form that crosses threads; move `transferables(batch)` with it. */
export interface PackedBatch {
  readonly count: number;
  readonly strings: readonly string[];
  readonly numbers: Float64Array<ArrayBuffer>;
  readonly bytes: ArrayBuffer;
  /** What is neither text nor number nor bytes; there is little of it. */
  readonly values: readonly (TelemetryBatch | RuleEffect | TraceContext)[];
}

/** Buffers to hand over instead of copying. */
export function transferables(batch: PackedBatch): ArrayBuffer[] {
  return [batch.numbers.buffer, batch.bytes];
}

const TYPES = [
  'request',
  'upstream',
  'chunk',
  'body-end',
  'informational',
  'response',
  'socket-chunk',
  'fail',
  'closed',
  'output',
  'changed',
  'posted',
  'rule',
  'file-output',
  'telemetry',
] as const satisfies readonly TapEvent['type'][];
const TYPE_CODES = new Map<TapEvent['type'], number>(TYPES.map((type, code) => [type, code]));

const SIDES = ['request', 'response'] as const satisfies readonly BodySide[];
const DIRECTIONS = ['out', 'in'] as const satisfies readonly Direction[];
const ENDERS = ['client', 'proxy', 'upstream'] as const;
const PHASE_LIST = ['blocked', 'dns', 'connect', 'tls', 'send', 'wait', 'receive'] as const satisfies readonly Phase[];
const STREAMS = ['stdout', 'stderr'] as const;
const POST_TARGETS = ['report', 'log'] as const satisfies readonly Posted['to'][];

/** Stands for an absent number or text; no instant, size or header block is like it. */
const ABSENT = -1;
const ABSENT_TEXT = '\0';

/** Texts of a post that may be absent, in the order they travel. */
const POSTED_TEXTS = ['userAgent', 'origin', 'referer', 'traceparent', 'requestId'] as const;

/** More numbers than any event takes. */
const NUMBERS_PER_EVENT = 12;

/** Packs events in order. Bytes are copied, as the proxy still sends them on. */
export function packBatch(events: readonly TapEvent[]): PackedBatch {
  return new Packer(events).pack();
}

/** The events of a batch. Their bytes are views of one buffer. */
export function unpackBatch(batch: PackedBatch): TapEvent[] {
  const unpacker = new Unpacker(batch);
  const events: TapEvent[] = [];
  for (let i = 0; i < batch.count; i++) events.push(unpacker.next());
  return events;
}

/** One text with a line for each part; no part can hold a line feed (RFC 9110 section 5.5). */
function packTrace(trace: TraceContext): string {
  const { traceId, spanId = '', parentSpanId = '', requestId = '', source, field = '', traceState = '' } = trace;
  const sampled = trace.sampled === undefined ? '' : trace.sampled ? '1' : '0';
  return `${traceId}\n${spanId}\n${parentSpanId}\n${requestId}\n${source}\n${field}\n${sampled}\n${traceState}`;
}

function unpackTrace(text: string): TraceContext | undefined {
  if (text === ABSENT_TEXT) return undefined;
  const [traceId = '', spanId, parentSpanId, requestId, from, field, sampled, traceState] = text.split('\n');
  return {
    traceId,
    ...(spanId && { spanId }),
    ...(parentSpanId && { parentSpanId }),
    ...(requestId && { requestId }),
    source: TRACE_SOURCES.find((source) => source === from) ?? 'generated',
    ...(field && { field }),
    ...(sampled && { sampled: sampled === '1' }),
    ...(traceState && { traceState }),
  };
}

class Packer {
  readonly #events: readonly TapEvent[];
  readonly #strings: string[] = [];
  readonly #values: (TelemetryBatch | RuleEffect | TraceContext)[] = [];
  readonly #numbers: Float64Array<ArrayBuffer>;
  readonly #bytes: Uint8Array<ArrayBuffer>;
  #numberCount = 0;
  #byteCount = 0;

  constructor(events: readonly TapEvent[]) {
    this.#events = events;
    this.#numbers = new Float64Array(events.length * NUMBERS_PER_EVENT);
    let size = 0;
    for (const event of events) if ('bytes' in event) size += event.bytes?.byteLength ?? 0;
    // Not zeroed and not pooled: it is filled whole, and a pool can't be moved.
    this.#bytes = Buffer.allocUnsafeSlow(size);
  }

  pack(): PackedBatch {
    for (const event of this.#events) this.#event(event);
    const numbers = this.#numbers.slice(0, this.#numberCount);
    return {
      count: this.#events.length,
      strings: this.#strings,
      numbers,
      bytes: this.#bytes.buffer,
      values: this.#values,
    };
  }

  #number(value: number | undefined): void {
    this.#numbers[this.#numberCount++] = value ?? ABSENT;
  }

  #chunk(sizeBytes: number, bytes: Uint8Array | undefined): void {
    this.#number(sizeBytes);
    this.#number(bytes?.byteLength);
    if (bytes === undefined) return;
    this.#bytes.set(bytes, this.#byteCount);
    this.#byteCount += bytes.byteLength;
  }

  #event(event: TapEvent): void {
    this.#number(TYPE_CODES.get(event.type));
    this.#number(event.at);
    if ('exchange' in event) this.#number(event.exchange);
    switch (event.type) {
      case 'request':
        this.#strings.push(event.method, event.url, event.httpVersion, event.headers);
        this.#number(event.clientConnection);
        this.#number(event.requestIndex);
        this.#number(event.upgrade ? 1 : 0);
        this.#strings.push(event.trace === undefined ? ABSENT_TEXT : packTrace(event.trace));
        return;
      case 'upstream':
        this.#strings.push(event.route, event.upstreamUrl, event.headers, event.remoteAddress ?? ABSENT_TEXT);
        this.#number(event.connection);
        this.#number(event.reused ? 1 : 0);
        this.#number(event.idleMs);
        this.#number(event.localPort);
        this.#number(event.connectStartedAt);
        this.#number(event.lookedUpAt);
        this.#number(event.connectedAt);
        this.#number(event.securedAt);
        return;
      case 'chunk':
        this.#number(SIDES.indexOf(event.side));
        this.#chunk(event.sizeBytes, event.bytes);
        return;
      case 'body-end':
        this.#strings.push(event.trailers);
        this.#number(SIDES.indexOf(event.side));
        this.#number(event.complete ? 1 : 0);
        return;
      case 'informational':
        this.#strings.push(event.headers);
        this.#number(event.status);
        return;
      case 'response':
        this.#strings.push(event.statusText, event.upstreamHeaders, event.headers);
        this.#number(event.status);
        return;
      case 'socket-chunk':
        this.#number(DIRECTIONS.indexOf(event.direction));
        this.#chunk(event.sizeBytes, event.bytes);
        return;
      case 'fail':
        this.#strings.push(event.code, event.message);
        this.#number(PHASE_LIST.indexOf(event.phase));
        this.#number(ENDERS.indexOf(event.by));
        return;
      case 'closed':
        this.#number(event.by === undefined ? ABSENT : ENDERS.indexOf(event.by));
        return;
      case 'output':
        this.#strings.push(event.name, event.text);
        this.#number(STREAMS.indexOf(event.stream));
        this.#number(event.lost);
        return;
      case 'file-output':
        this.#strings.push(event.path, event.text);
        this.#number(event.lost);
        return;
      case 'telemetry':
        this.#values.push(event.batch);
        return;
      case 'rule':
        this.#values.push(event.effect);
        return;
      case 'changed':
        this.#strings.push(event.code, event.message);
        return;
      case 'posted':
        this.#number(POST_TARGETS.indexOf(event.to));
        this.#strings.push(event.clientAddress);
        for (const key of POSTED_TEXTS) this.#strings.push(event[key] ?? ABSENT_TEXT);
        this.#chunk(event.bytes.byteLength, event.bytes);
        return;
    }
  }
}

class Unpacker {
  readonly #batch: PackedBatch;
  #string = 0;
  #number = 0;
  #byte = 0;
  #object = 0;

  constructor(batch: PackedBatch) {
    this.#batch = batch;
  }

  #text(): string {
    return this.#batch.strings[this.#string++] ?? '';
  }

  #value(): number {
    return this.#batch.numbers[this.#number++] ?? ABSENT;
  }

  /** The packer put it there for the event that is read, so its kind is known. */
  #next<T extends PackedBatch['values'][number]>(): T {
    const value = this.#batch.values[this.#object++];
    if (value === undefined) throw new RangeError('Not a packed batch of tap events');
    return value as T;
  }

  #optional<K extends string>(key: K): Partial<Record<K, number>> {
    const value = this.#value();
    return value === ABSENT ? {} : ({ [key]: value } as Record<K, number>);
  }

  #chunk(): { sizeBytes: number; bytes?: Uint8Array } {
    const sizeBytes = this.#value();
    const length = this.#value();
    if (length === ABSENT) return { sizeBytes };
    const bytes = new Uint8Array(this.#batch.bytes, this.#byte, length);
    this.#byte += length;
    return { sizeBytes, bytes };
  }

  next(): TapEvent {
    const type = TYPES[this.#value()];
    const at = this.#value();
    if (type === 'output') {
      const [name, text, stream] = [this.#text(), this.#text(), STREAMS[this.#value()] ?? 'stdout'];
      return { type, at, name, text, stream, ...this.#optional('lost') };
    }
    if (type === 'file-output') {
      return { type, at, path: this.#text(), text: this.#text(), ...this.#optional('lost') };
    }
    if (type === 'telemetry') return { type, at, batch: this.#next<TelemetryBatch>() };
    if (type === 'posted') return this.#posted(at);
    const exchange = this.#value();
    switch (type) {
      case 'request': {
        const [method, url, httpVersion, headers] = [this.#text(), this.#text(), this.#text(), this.#text()];
        const [clientConnection, requestIndex, upgrade] = [this.#value(), this.#value(), this.#value() === 1];
        const trace = unpackTrace(this.#text());
        return {
          ...{ type, exchange, at, method, url, httpVersion, headers, clientConnection, requestIndex, upgrade },
          ...(trace && { trace }),
        };
      }
      case 'upstream':
        return this.#upstream(exchange, at);
      case 'chunk':
        return { type, exchange, at, side: this.#side(), ...this.#chunk() };
      case 'body-end':
        return { type, exchange, at, side: this.#side(), complete: this.#value() === 1, trailers: this.#text() };
      case 'informational':
        return { type, exchange, at, headers: this.#text(), status: this.#value() };
      case 'response': {
        const [statusText, upstreamHeaders, headers] = [this.#text(), this.#text(), this.#text()];
        return { type, exchange, at, status: this.#value(), statusText, upstreamHeaders, headers };
      }
      case 'socket-chunk':
        return { type, exchange, at, direction: DIRECTIONS[this.#value()] ?? 'in', ...this.#chunk() };
      case 'fail': {
        const [code, message] = [this.#text(), this.#text()];
        const phase = PHASE_LIST[this.#value()] ?? 'blocked';
        return { type, exchange, at, code, message, phase, by: ENDERS[this.#value()] ?? 'proxy' };
      }
      case 'closed': {
        const by = ENDERS[this.#value()];
        return { type, exchange, at, ...(by && { by }) };
      }
      case 'changed':
        return { type, exchange, at, code: this.#text(), message: this.#text() };
      case 'rule':
        return { type, exchange, at, effect: this.#next<RuleEffect>() };
      default:
        throw new RangeError('Not a packed batch of tap events');
    }
  }

  #side(): BodySide {
    return SIDES[this.#value()] ?? 'response';
  }

  #posted(at: number): TapEvent {
    const to = POST_TARGETS[this.#value()] ?? 'report';
    const clientAddress = this.#text();
    const texts: Partial<Record<(typeof POSTED_TEXTS)[number], string>> = {};
    for (const key of POSTED_TEXTS) {
      const text = this.#text();
      if (text !== ABSENT_TEXT) texts[key] = text;
    }
    return { type: 'posted', at, to, clientAddress, ...texts, bytes: this.#chunk().bytes ?? new Uint8Array(0) };
  }

  #upstream(exchange: number, at: number): TapEvent {
    const [route, upstreamUrl, headers, remoteAddress] = [this.#text(), this.#text(), this.#text(), this.#text()];
    const [connection, reused] = [this.#value(), this.#value() === 1];
    return {
      type: 'upstream',
      exchange,
      at,
      route,
      upstreamUrl,
      headers,
      connection,
      reused,
      ...(remoteAddress !== ABSENT_TEXT && { remoteAddress }),
      ...this.#optional('idleMs'),
      ...this.#optional('localPort'),
      ...this.#optional('connectStartedAt'),
      ...this.#optional('lookedUpAt'),
      ...this.#optional('connectedAt'),
      ...this.#optional('securedAt'),
    };
  }
}
