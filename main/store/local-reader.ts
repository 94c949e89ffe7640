// Store: a session's reader on the asking thread; for short reads and tests. The windows' reader has a thread of its own.
import type { BodySide } from '../model/exchange.ts';
import type { BodyBytes, SessionReader } from '../model/protocol.ts';
import { decodeBody } from './body-decoder.ts';
import { createReader, type Reader } from './reader.ts';

/** A reader with a way to copy its session. */
export interface OpenSession extends SessionReader {
  /** Writes a complete single-file copy. */
  copyTo(path: string): Promise<void>;
}

/** Opens a session on this thread. Rejections and throws are Faults. */
export function createLocalReader(path: string): SessionReader {
  return toSessionReader(createReader(path));
}

/** The asynchronous face of a reader. */
export function toSessionReader(reader: Reader): SessionReader {
  return {
    summary: async () => reader.summary(),
    exchange: async (id) => reader.exchange(id),
    exchangeRows: async (page) => reader.exchangeRows(page),
    frameRows: async (filter, page) => reader.frameRows(filter, page),
    searchFrames: async (filter) => reader.searchFrames(filter),
    frame: async (id) => reader.frame(id),
    eventRows: async (exchangeId, page) => reader.eventRows(exchangeId, page),
    event: async (id) => reader.event(id),
    logRows: async (page) => reader.logRows(page),
    hmrRows: async (page) => reader.hmrRows(page),
    hmr: async (id) => reader.hmr(id),
    frames: async (filter, page) => reader.frames(filter, page),
    events: async (exchangeId, page) => reader.events(exchangeId, page),
    body: (exchangeId, side) => readBody(reader, exchangeId, side),
    close: async () => reader.close(),
  };
}

async function readBody(reader: Reader, exchangeId: string, side: BodySide): Promise<BodyBytes | undefined> {
  const stored = reader.body(exchangeId, side);
  if (!stored) return undefined;
  const { bytes: decoded, fault } = await decodeBody(stored.raw, stored.encoding);
  return { raw: stored.raw, decoded, ...(fault && { fault }) };
}
