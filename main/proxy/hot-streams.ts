// Proxy: the open streams that may be a development server's, and events sent into those that are.
import { ServerResponse, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { HmrDialect } from '../model/hmr.ts';
import {
  isSockJs,
  refusesEvents,
  toHotText,
  toServerSentEvent,
  toSockJs,
  toTextFrame,
  type HotEvent,
} from './hot-message.ts';
import { writeTo } from './answer-relay.ts';
import { HotStream, type Unsent } from './hot-stream.ts';
import { EventBoundary, FrameBoundary } from './message-boundary.ts';
import { rawValue } from './retrying-client.ts';
import type { ClientResponse } from './response-head.ts';
import type { ExchangeTap } from './tap.ts';

/** Streams that are followed at a time; those that open beyond it get no events. */
export const STREAM_LIMIT = 1_000;

/** What became of an event on one connection. */
export interface HotDelivery {
  /** Absent where the connection is not recorded. */
  readonly exchangeId?: string;
  readonly url: string;
  readonly dialect: HmrDialect;
  readonly sent: boolean;
  /** Why not. */
  readonly reason?: string;
}

/** A stream's exchange, as far as it matters here. */
export interface Opened {
  readonly tap: ExchangeTap;
  readonly url: string;
  /** Origin form. */
  readonly path: string;
}

const REASONS: Readonly<Record<Unsent, string>> = {
  closed: 'The connection is closing.',
  slow: 'The browser does not read what was sent before.',
  busy: 'A message of the server was under way for too long.',
};

export class HotStreams {
  readonly #open = new Set<HotStream>();
  /** By the number of their exchange. */
  readonly #recorded = new Map<number, HotStream>();

  /** A WebSocket was joined; undefined where it can't be followed. Before any of its bytes passed. */
  openSocket(opened: Opened, subprotocol: string | undefined, socket: Socket): HotStream | undefined {
    const { tap, url, path } = opened;
    const facts = { exchange: tap.exchange ?? 0, url, transport: 'websocket', sockJs: isSockJs(path) } as const;
    const note = noteOnce(tap);
    const stream = new HotStream(facts, new FrameBoundary(), {
      unread: () => (socket.writable ? socket.writableLength : undefined),
      write: (bytes) => {
        socket.write(bytes);
        note();
        tap.socketChunk('in', bytes);
      },
    });
    if (subprotocol === 'vite-hmr') stream.dialect = 'vite';
    else if (plainPath(path).endsWith('/rsbuild-hmr')) stream.dialect = 'rspack';
    return this.#follow(stream);
  }

  /** An answer began; undefined where it is no event stream, or is one that nothing can be added to. Before any of its bytes passed. */
  openAnswer(opened: Opened, answer: IncomingMessage, response: ClientResponse): HotStream | undefined {
    const { tap, url, path } = opened;
    const { rawHeaders, statusCode } = answer;
    const type = rawValue(rawHeaders, 'content-type').split(';')[0]?.trim().toLowerCase();
    if (type !== 'text/event-stream' || statusCode !== 200) return undefined;
    if (rawValue(rawHeaders, 'content-encoding') !== '' || rawValue(rawHeaders, 'content-length') !== '')
      return undefined;
    const facts = { exchange: tap.exchange ?? 0, url, transport: 'event-stream', sockJs: false } as const;
    const note = noteOnce(tap);
    const stream = new HotStream(facts, new EventBoundary(), {
      unread: () => (isEnded(response) ? undefined : response.writableLength),
      write: (bytes) => {
        writeTo(response, bytes);
        note();
        tap.chunk('response', bytes);
      },
    });
    if (plainPath(path).endsWith('/__webpack_hmr')) stream.dialect = 'webpack-hot-middleware';
    return this.#follow(stream);
  }

  closed(stream: HotStream | undefined): void {
    if (!stream) return;
    stream.close();
    this.#open.delete(stream);
    this.#recorded.delete(stream.facts.exchange);
  }

  /** Whoever decodes the traffic found out whose stream it is. */
  recognised(exchange: number, dialect: HmrDialect): void {
    const stream = this.#recorded.get(exchange);
    if (stream) stream.dialect = dialect;
  }

  /** Sends an event to every page whose development client is connected. */
  send(event: HotEvent): Promise<HotDelivery[]> {
    const known = [...this.#open].flatMap((stream) => (stream.dialect ? [{ stream, dialect: stream.dialect }] : []));
    return Promise.all(known.map(({ stream, dialect }) => deliver(stream, dialect, event)));
  }

  #follow(stream: HotStream): HotStream | undefined {
    if (this.#open.size >= STREAM_LIMIT) return undefined;
    this.#open.add(stream);
    if (stream.facts.exchange > 0) this.#recorded.set(stream.facts.exchange, stream);
    return stream;
  }
}

async function deliver(stream: HotStream, dialect: HmrDialect, event: HotEvent): Promise<HotDelivery> {
  const { exchange, url, transport, sockJs } = stream.facts;
  const whose = { ...(exchange > 0 && { exchangeId: String(exchange) }), url, dialect };
  const refusal = refusesEvents(dialect);
  if (refusal !== undefined) return { ...whose, sent: false, reason: refusal };
  const text = toHotText(dialect, event);
  const bytes = transport === 'websocket' ? toTextFrame(sockJs ? toSockJs(text) : text) : toServerSentEvent(text);
  const unsent = await stream.send(bytes);
  return unsent === undefined ? { ...whose, sent: true } : { ...whose, sent: false, reason: REASONS[unsent] };
}

/** The first event of ours is noted; each is among the stream's messages anyway. */
function noteOnce(tap: ExchangeTap): () => void {
  let noted = false;
  return () => {
    if (!noted) tap.changed('hmr-event-sent', 'Throughline put development events of its own into this stream.');
    noted = true;
  };
}

function isEnded(response: ClientResponse): boolean {
  return (
    response.writableEnded || (response instanceof ServerResponse ? response.destroyed : response.stream.destroyed)
  );
}

function plainPath(path: string): string {
  const query = path.indexOf('?');
  return query === -1 ? path : path.slice(0, query);
}
