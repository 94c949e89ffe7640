// HMR: what a dialect is given and what it gives: the signs of a connection, its messages, and the session it writes to.
import type { HmrDialect } from '../model/hmr.ts';
import type { Direction } from '../model/message.ts';
import type { HotSession } from './hot-session.ts';
import type { JsonObject } from './json-value.ts';

/** One message of a connection, framing undone. */
export interface HotMessage {
  /** Milliseconds since the Unix epoch. */
  readonly at: number;
  readonly direction: Direction;
  readonly json: JsonObject;
  readonly frameId?: string;
  readonly eventId?: string;
}

/** What a connection shows before anything is believed of it. */
export interface Signs {
  readonly transport: 'websocket' | 'event-stream';
  readonly path: string;
  readonly query: URLSearchParams;
  readonly subprotocol: string | undefined;
  /** What the server sent so far, `MAX_UNDECIDED` at most. */
  readonly fromServer: readonly JsonObject[];
  /** The browser spoke before the server did. */
  readonly browserSpokeFirst: boolean;
  /** The same origin served a script or style sheet with a content hash of eight digits in its name. */
  readonly hashedAssets: boolean;
}

/** `later` when further messages may tell. */
export type Verdict = 'yes' | 'no' | 'later';

/** How one family of servers speaks. */
export interface Dialect {
  readonly name: HmrDialect;
  /** Judges by several signs together. Asked again after each message of the server, until somebody says yes or all say no. */
  judge(signs: Signs): Verdict;
  /** Begins to follow a connection. */
  follow(session: HotSession): DialectReader;
}

export interface DialectReader {
  /** Takes the connection's messages in order, those before the verdict first. */
  accept(message: HotMessage): void;
}

/** Messages of a server that are looked at before a connection is taken for an application's. */
export const MAX_UNDECIDED = 12;
