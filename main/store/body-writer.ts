// Store: bodies as they come, cut into segments that are kept once however often they occur.
import { createHash } from 'node:crypto';
import type { BodySide } from '../model/exchange.ts';
import type { Connection } from './connection.ts';
import { createRowInserter } from './row-inserter.ts';

/** Bytes of a segment; only a body's last one is shorter. */
export const SEGMENT_BYTES = 256 * 1024;

/** Segments remembered to find the same content again. A look-up of all in the file would cost more than it saves. */
export const REMEMBERED_SEGMENTS = 16_384;

/** Bytes of a body that wait for the next commit. */
export interface PendingBody {
  readonly exchangeId: string;
  readonly side: BodySide;
  chunks: Uint8Array[];
  bytes: number;
  ended: boolean;
}

/** What the file holds of a body that is still coming. */
interface OpenBody {
  readonly segments: number;
  readonly tailParts: number;
  readonly tailBytes: number;
}

const NEW_BODY: OpenBody = { segments: 0, tailParts: 0, tailBytes: 0 };

export interface BodyWriter {
  /** Writes the bytes of these bodies inside the open transaction. */
  write(bodies: Iterable<PendingBody>): void;
  /** The transaction was committed: what was written counts. */
  committed(): void;
  /** The transaction was undone. */
  undone(): void;
  /** Bytes of an unfinished body that are in the file. */
  keptBytes(exchangeId: string, side: BodySide): number;
  /** Bodies still coming, to end them when recording ends. */
  open(): readonly PendingBody[];
}

/** Names a body in maps. */
export function bodyKey(exchangeId: string, side: BodySide): string {
  return `${exchangeId} ${side}`;
}

export function createBodyWriter(connection: Connection): BodyWriter {
  const segments = createRowInserter(connection, 'body_segments', ['exchange', 'side', 'position', 'body']);
  const contents = createRowInserter(connection, 'bodies', ['id', 'sha256', 'bytes']);
  const addTail = connection.prepare('INSERT INTO body_tails (exchange, side, position, bytes) VALUES (?, ?, ?, ?)');
  const readTails = connection.prepare(
    'SELECT bytes FROM body_tails WHERE exchange = ? AND side = ? ORDER BY position',
  );
  const dropTails = connection.prepare('DELETE FROM body_tails WHERE exchange = ? AND side = ?');
  const open = new Map<string, OpenBody>();
  let staged: (readonly [key: string, state: OpenBody | undefined])[] = [];
  /** Content by its hash, the longest unused first; what an undone transaction added is forgotten. */
  const remembered = new Map<string, number>();
  let added: string[] = [];
  let nextId = Number(connection.scalar('SELECT coalesce(max(id), 0) + 1 FROM bodies'));

  function addSegment(exchange: number, side: BodySide, position: number, bytes: Uint8Array): void {
    const hash = createHash('sha256').update(bytes).digest();
    segments.add([exchange, side, position, contentId(hash, bytes)]);
  }

  function contentId(hash: Buffer, bytes: Uint8Array): number {
    const key = hash.toString('latin1');
    const known = remembered.get(key);
    const id = known ?? nextId++;
    remembered.delete(key);
    remembered.set(key, id);
    if (known !== undefined) return known;
    added.push(key);
    contents.add([id, hash, bytes]);
    return id;
  }

  function forgetOldest(): void {
    for (const key of remembered.keys()) {
      if (remembered.size <= REMEMBERED_SEGMENTS) return;
      remembered.delete(key);
    }
  }

  function writeBody(body: PendingBody): OpenBody | undefined {
    const state = open.get(bodyKey(body.exchangeId, body.side)) ?? NEW_BODY;
    const exchange = Number(body.exchangeId);
    if (!body.ended && state.tailBytes + body.bytes < SEGMENT_BYTES) {
      if (body.bytes === 0) return state;
      addTail.run([exchange, body.side, state.tailParts, concat(body.chunks)]);
      return { ...state, tailParts: state.tailParts + 1, tailBytes: state.tailBytes + body.bytes };
    }
    const tails = state.tailParts > 0 ? readTails.all([exchange, body.side]).map((row) => row[0] as Uint8Array) : [];
    if (tails.length > 0) dropTails.run([exchange, body.side]);
    const bytes = concat([...tails, ...body.chunks]);
    let position = state.segments;
    let from = 0;
    for (; from + SEGMENT_BYTES <= bytes.length; from += SEGMENT_BYTES) {
      addSegment(exchange, body.side, position++, bytes.subarray(from, from + SEGMENT_BYTES));
    }
    const rest = bytes.subarray(from);
    if (body.ended) {
      if (rest.length > 0) addSegment(exchange, body.side, position, rest);
      return undefined;
    }
    if (rest.length > 0) addTail.run([exchange, body.side, 0, rest]);
    return { segments: position, tailParts: rest.length > 0 ? 1 : 0, tailBytes: rest.length };
  }

  return {
    write(bodies) {
      for (const body of bodies) staged.push([bodyKey(body.exchangeId, body.side), writeBody(body)]);
      contents.flush();
      segments.flush();
    },
    committed() {
      for (const [key, state] of staged) {
        if (state) open.set(key, state);
        else open.delete(key);
      }
      staged = [];
      added = [];
      forgetOldest();
    },
    undone() {
      staged = [];
      for (const key of added) remembered.delete(key);
      added = [];
      contents.clear();
      segments.clear();
    },
    keptBytes(exchangeId, side) {
      const state = open.get(bodyKey(exchangeId, side)) ?? NEW_BODY;
      return state.segments * SEGMENT_BYTES + state.tailBytes;
    },
    open() {
      return [...open.keys()].map((key) => {
        const [exchangeId = '', side] = key.split(' ');
        return { exchangeId, side: side as BodySide, chunks: [], bytes: 0, ended: true };
      });
    },
  };
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
  return parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts);
}
