// Proxy: carries an upstream's answer to the browser, chunk by chunk, as fast as the browser reads.
import { ServerResponse, type IncomingMessage } from 'node:http';
import { constants } from 'node:http2';
import type { ChangedContent, ChangeFactory, ContentChange } from './content-change.ts';
import type { OwnAnswer } from './failure-page.ts';
import type { HotStream } from './hot-stream.ts';
import { isBodiless, toClientHead, writeHead, type ClientResponse, type ResponseSetting } from './response-head.ts';
import { rawValue } from './retrying-client.ts';
import type { ExchangeTap } from './tap.ts';
import { withoutTraceFields } from './trace-strip.ts';

/** Who is told how the carrying goes. */
export interface AnswerOwner {
  /** The upstream broke off before its answer was complete, or what it sent can't be read (an `UpstreamFault`). */
  answerBroke(error: Error): void;
}

const RELAY = Symbol('answer relay');
type Relayed<T> = T & { [RELAY]?: AnswerRelay };

/** One answer on its way. Listeners are shared by all relays, so that an exchange makes no closures. */
export class AnswerRelay implements ChangedContent {
  /** A head was handed to the browser's connection. */
  begun = false;
  /** All of the answer was handed to the browser's connection. */
  ended = false;
  /** The upstream's `Keep-Alive` value, once the head came. */
  keepAlive: string | undefined;
  /** Where messages of ours may be put between those of the upstream. */
  stream: HotStream | undefined;
  #upstream: IncomingMessage | undefined;
  #flushed = false;
  #framed = true;
  #stripTrace = false;
  #broken = false;
  #change: ContentChange | undefined;
  /** While it is not known whether the content is changed, the head and what came of the content wait here. */
  #waiting: { readonly setting: ResponseSetting; readonly chunks: Buffer[] } | undefined;
  /** The browser's connection takes no more, though the content's change may. */
  #full = false;
  /** The upstream's last byte came, also where it waits here. */
  #allCame = false;
  #endTold = false;

  constructor(
    private readonly owner: AnswerOwner,
    private readonly response: ClientResponse,
    private readonly tap: ExchangeTap,
  ) {}

  /** All of the upstream's answer came, though the browser may not have read it yet. */
  get received(): boolean {
    return this.#upstream?.complete === true;
  }

  /** The upstream's head came. With `change`, the content may be another one than it sent. */
  begin(upstream: IncomingMessage, setting: ResponseSetting, change?: ChangeFactory): void {
    const { response } = this;
    this.#upstream = upstream;
    if (change) {
      this.#waiting = { setting, chunks: [] };
      this.keepAlive = rawValue(upstream.rawHeaders, 'keep-alive') || undefined;
      this.#change = change(this);
    } else this.#writeHead(upstream, upstream.rawHeaders, setting);
    (upstream as Relayed<IncomingMessage>)[RELAY] = this;
    (response as Relayed<ClientResponse>)[RELAY] = this;
    upstream.on('data', onData);
    upstream.on('end', onEnd);
    upstream.on('error', onError);
    response.on('drain', onDrain);
    // After the chunks that came with the head, so that a small answer is one write.
    process.nextTick(flushHead, this);
  }

  #writeHead(upstream: IncomingMessage, rawHeaders: readonly string[], setting: ResponseSetting): void {
    const statusText = upstream.statusMessage ?? '';
    const head = toClientHead(rawHeaders, setting);
    setting.rules(head.raw);
    writeHead(this.response, setting.status, statusText, head.raw);
    this.begun = true;
    this.keepAlive = head.keepAlive;
    this.#framed = head.framed;
    this.#stripTrace = setting.fields.stripTrace;
    this.tap.response(setting.status, statusText, upstream.rawHeaders, head.raw);
  }

  open(rawHeaders: readonly string[]): void {
    const upstream = this.#upstream;
    const waiting = this.#waiting;
    if (this.#broken || !upstream || !waiting) return;
    this.#waiting = undefined;
    if (!this.#writesHead(upstream, rawHeaders, waiting.setting)) return;
    for (const bytes of waiting.chunks) this.tap.chunk('response', bytes);
    process.nextTick(flushHead, this);
  }

  pass(): void {
    const upstream = this.#upstream;
    const waiting = this.#waiting;
    if (this.#broken || !upstream || !waiting) return;
    this.#waiting = undefined;
    this.#change = undefined;
    if (!this.#writesHead(upstream, upstream.rawHeaders, waiting.setting)) return;
    for (const bytes of waiting.chunks) this.chunk(bytes);
    if (this.#allCame) this.finish();
    else if (!this.response.writableNeedDrain) upstream.resume();
  }

  /** False where Node.js refuses a field; the owner has answered by itself then. */
  #writesHead(upstream: IncomingMessage, rawHeaders: readonly string[], setting: ResponseSetting): boolean {
    try {
      this.#writeHead(upstream, rawHeaders, setting);
      return true;
    } catch (error) {
      this.owner.answerBroke(error as Error);
      return false;
    }
  }

  give(bytes: Buffer): void {
    if (this.#broken || this.ended) return;
    this.#flushed = true;
    if (writeTo(this.response, bytes)) return;
    this.#full = true;
    this.#change?.pause();
  }

  ready(): void {
    if (!this.#broken && !this.#full) this.#upstream?.resume();
  }

  broke(error: Error): void {
    if (!this.#broken) this.owner.answerBroke(error);
  }

  /** Answers in the upstream's place. */
  answer(
    own: OwnAnswer,
    setting: { readonly http2: boolean; readonly keepAlive: boolean; readonly head: boolean },
  ): void {
    const raw = setting.http2
      ? own.rawHeaders
      : [...own.rawHeaders, 'Connection', setting.keepAlive ? 'keep-alive' : 'close'];
    writeHead(this.response, own.status, own.statusText, raw);
    this.#change?.destroy();
    this.#waiting = undefined;
    this.begun = true;
    this.ended = true;
    this.tap.response(own.status, own.statusText, [], raw);
    const body = !isBodiless(own.status, setting.head);
    if (body) this.tap.chunk('response', own.body);
    this.tap.bodyEnd('response', true, []);
    if (body) this.response.end(own.body);
    else this.response.end();
  }

  chunk(bytes: Buffer): void {
    if (this.#broken) return;
    const change = this.#change;
    if (change) {
      this.#changeChunk(bytes, change);
      return;
    }
    this.#flushed = true;
    this.tap.chunk('response', bytes);
    if (!writeTo(this.response, bytes)) this.#upstream?.pause();
    this.stream?.passed(bytes);
  }

  #changeChunk(bytes: Buffer, change: ContentChange): void {
    if (this.#waiting) this.#waiting.chunks.push(bytes);
    else this.tap.chunk('response', bytes);
    change.write(bytes);
    if (!change.takes || this.#full) this.#upstream?.pause();
  }

  drained(): void {
    if (this.#broken) return;
    this.#full = false;
    this.#change?.resume();
    if (this.#change?.takes !== false) this.#upstream?.resume();
  }

  end(): void {
    const upstream = this.#upstream;
    if (this.#broken || this.ended || !upstream) return;
    this.#allCame = true;
    if (!this.#waiting) this.#tellEnd(true, upstream.rawTrailers);
    this.#change?.end();
    if (!this.#change) this.finish();
  }

  finish(): void {
    const upstream = this.#upstream;
    if (this.#broken || this.ended || !upstream) return;
    const { rawTrailers } = upstream;
    const passed = this.#stripTrace ? withoutTraceFields(rawTrailers) : rawTrailers;
    if (passed.length > 0) addTrailers(this.response, passed);
    this.ended = true;
    this.#tellEnd(true, rawTrailers);
    this.response.end();
  }

  /** The recorder hears of the upstream's content, whatever becomes of it. */
  #tellEnd(complete: boolean, rawTrailers: readonly string[]): void {
    if (this.#endTold) return;
    this.#endTold = true;
    this.tap.bodyEnd('response', complete, rawTrailers);
  }

  fail(error: Error): void {
    if (!this.#broken && !this.ended) this.owner.answerBroke(error);
  }

  flush(): void {
    const { response } = this;
    if (this.#flushed || this.ended || this.#broken) return;
    if (this.#waiting) {
      // Where content came along, what becomes of it decides.
      if (this.#waiting.chunks.length === 0) this.#change?.waiting();
      return;
    }
    // Over HTTP/2 a head is sent as soon as it is written.
    if (response instanceof ServerResponse) response.flushHeaders();
  }

  /** Stops; a browser that is still there sees that the answer is incomplete. */
  breakOff(): void {
    if (this.#broken || this.ended) return;
    this.#broken = true;
    if (this.begun) this.#tellEnd(false, []);
    this.#change?.destroy();
    this.#upstream?.destroy();
    cut(this.response, this.#framed, constants.NGHTTP2_INTERNAL_ERROR);
  }

  /** Ends the browser's connection without any answer. */
  cut(): void {
    this.#broken = true;
    this.#change?.destroy();
    cut(this.response, true, constants.NGHTTP2_CANCEL);
  }
}

/** False when the browser's connection is full. */
export function writeTo(response: ClientResponse, bytes: Buffer): boolean {
  return response instanceof ServerResponse ? response.write(bytes) : response.write(bytes);
}

/** Where the end of a body only shows by the end of the connection, a reset tells that it is not the end. */
function cut(response: ClientResponse, framed: boolean, http2Code: number): void {
  if (!(response instanceof ServerResponse)) response.stream.close(http2Code);
  else if (framed || !response.socket) response.destroy();
  else response.socket.resetAndDestroy();
}

/** Trailer fields in their order, with their case and duplicates. */
export function toPairs(raw: readonly string[]): [string, string][] {
  const pairs: [string, string][] = [];
  for (let i = 0; i + 1 < raw.length; i += 2) pairs.push([raw[i] ?? '', raw[i + 1] ?? '']);
  return pairs;
}

function addTrailers(response: ClientResponse, rawTrailers: readonly string[]): void {
  const pairs = toPairs(rawTrailers);
  if (response instanceof ServerResponse) {
    response.addTrailers(pairs);
    return;
  }
  const byName = new Map<string, string[]>();
  for (const [name, value] of pairs) byName.set(name.toLowerCase(), [...(byName.get(name.toLowerCase()) ?? []), value]);
  response.addTrailers(Object.fromEntries(byName));
}

function flushHead(relay: AnswerRelay): void {
  relay.flush();
}

function onData(this: Relayed<IncomingMessage>, bytes: Buffer): void {
  this[RELAY]?.chunk(bytes);
}

function onEnd(this: Relayed<IncomingMessage>): void {
  this[RELAY]?.end();
}

function onError(this: Relayed<IncomingMessage>, error: Error): void {
  this[RELAY]?.fail(error);
}

function onDrain(this: Relayed<ClientResponse>): void {
  this[RELAY]?.drained();
}
