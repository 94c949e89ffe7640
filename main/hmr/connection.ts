// HMR: one WebSocket or event stream, undecided at first: keeps its messages until it is known whose they are.
import type { Direction } from '../model/message.ts';
import type { Dialect, DialectReader, HotMessage, Signs } from './dialect.ts';
import { MAX_UNDECIDED } from './dialect.ts';
import type { HotSession } from './hot-session.ts';
import { parseObject, type JsonObject } from './json-value.ts';
import { hasSockJsPath, unframe } from './sockjs.ts';

/** The most text of one message that is looked at before the verdict, in characters; what is longer is no greeting. */
const MAX_GREETING = 1024 * 1024;

export interface ConnectionOptions {
  readonly transport: Signs['transport'];
  readonly url: URL;
  readonly subprotocol: string | undefined;
  readonly dialects: readonly Dialect[];
  readonly hasHashedAssets: () => boolean;
  readonly open: (dialect: Dialect) => HotSession;
}

/** A message as it passed. */
export interface RawMessage {
  readonly at: number;
  readonly direction: Direction;
  readonly text: string;
  /** Only the head was kept. */
  readonly truncated: boolean;
  readonly frameId?: string;
  readonly eventId?: string;
}

export class Connection {
  readonly #options: ConnectionOptions;
  #candidates: readonly Dialect[];
  #held: HotMessage[] = [];
  #session: HotSession | undefined;
  #reader: DialectReader | undefined;
  #browserSpokeFirst = false;
  #serverSpoke = false;

  constructor(options: ConnectionOptions) {
    this.#options = options;
    this.#candidates = options.dialects;
    this.#judge();
  }

  /** It is an application's, and nothing more is looked at. */
  get isForeign(): boolean {
    return this.#reader === undefined && this.#candidates.length === 0;
  }

  accept(raw: RawMessage): void {
    if (this.isForeign) return;
    for (const json of this.#parse(raw)) {
      const { text: _text, truncated: _truncated, ...facts } = raw;
      this.#take({ ...facts, json });
    }
  }

  close(at: number, detail: string | undefined): void {
    this.#session?.close(at, detail);
    this.#held = [];
    this.#candidates = [];
    this.#reader = undefined;
  }

  #take(message: HotMessage): void {
    if (this.#reader) {
      this.#reader.accept(message);
      return;
    }
    if (message.direction === 'out') this.#browserSpokeFirst ||= !this.#serverSpoke;
    else this.#serverSpoke = true;
    this.#held.push(message);
    this.#judge();
    if (this.#held.length >= MAX_UNDECIDED * 2) this.#giveUp();
  }

  #judge(): void {
    const fromServer = this.#held.filter(({ direction }) => direction === 'in').map(({ json }) => json);
    const { transport, url, subprotocol, hasHashedAssets } = this.#options;
    const signs: Signs = {
      transport,
      path: url.pathname,
      query: url.searchParams,
      subprotocol,
      fromServer,
      browserSpokeFirst: this.#browserSpokeFirst,
      hashedAssets: hasHashedAssets(),
    };
    const verdicts = this.#candidates.map((dialect) => ({ dialect, verdict: dialect.judge(signs) }));
    const found = verdicts.find(({ verdict }) => verdict === 'yes');
    if (found) this.#decide(found.dialect);
    else {
      this.#candidates = verdicts.flatMap(({ dialect, verdict }) => (verdict === 'later' ? [dialect] : []));
      if (this.#candidates.length === 0 || fromServer.length >= MAX_UNDECIDED) this.#giveUp();
    }
  }

  #decide(dialect: Dialect): void {
    this.#candidates = [];
    this.#session = this.#options.open(dialect);
    this.#reader = dialect.follow(this.#session);
    const held = this.#held;
    this.#held = [];
    for (const message of held) this.#reader.accept(message);
  }

  #giveUp(): void {
    this.#candidates = [];
    this.#held = [];
  }

  /** The objects of one message; one that can't be read on a connection known to be hot is told by what is left of its name. */
  #parse({ text, truncated, direction }: RawMessage): readonly JsonObject[] {
    if (this.#reader === undefined && text.length > MAX_GREETING) return [];
    const framed = hasSockJsPath(this.#options.url.pathname) && direction === 'in' ? unframe(text) : undefined;
    const objects = (framed ?? [text]).flatMap((each): readonly JsonObject[] => {
      const object = parseObject(each);
      return object === undefined ? [] : [object];
    });
    if (objects.length > 0 || framed !== undefined || this.#reader === undefined || !truncated) return objects;
    const name = /^\s*\{\s*"(type|action|event)"\s*:\s*"([\w-]{1,64})"/.exec(text);
    return name?.[1] === undefined ? [] : [{ [name[1]]: name[2] }];
  }
}
