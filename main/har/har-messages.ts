// HAR: the frames and events of an entry, as Chrome and Throughline write them. Used by the reader.
import type { Direction, EventRow, FrameOpcode, FrameRow } from '../model/message.ts';
import { PREVIEW_CHARACTERS } from '../model/message.ts';
import type { Recorded } from '../model/recorded.ts';
import type { EntryExtension, FrameExtension } from './har-extension.ts';
import type { IdClaims } from './id-claims.ts';
import { asArray, asNumber, asRecord, asText, type LooseRecord } from './loose-json.ts';

/** RFC 6455 section 5.2. */
const OPCODES: Readonly<Record<number, FrameOpcode>> = { 1: 'text', 2: 'binary', 8: 'close', 9: 'ping', 10: 'pong' };

type FrameFacts = Omit<FrameRow, 'id' | 'exchangeId' | 'preview'> & { readonly id?: string };

/** A message of an entry before it has its ids. */
interface HarFrame {
  readonly facts: FrameFacts;
  readonly payload: Buffer;
}

/** All frames of an entry. `startedAt` stands in where a message tells no time. */
export function* readHarFrames(
  entry: LooseRecord,
  own: EntryExtension | undefined,
  { exchangeId, startedAt, ids }: { readonly exchangeId: string; readonly startedAt: number; readonly ids: IdClaims },
): Generator<Extract<Recorded, { kind: 'frame' }>, void, undefined> {
  const messages = asArray(entry['_webSocketMessages']).map(asRecord);
  const list = ownFrameList(messages, own);
  for (const { facts, payload } of list ? ownFrames(messages, list) : chromeFrames(messages, startedAt)) {
    const { id, ...rest } = facts;
    const record: FrameRow = { ...rest, id: ids.claim(id), exchangeId, preview: previewOf(facts.opcode, payload) };
    yield { kind: 'frame', record, payload };
  }
}

/** Counts and instants of an entry's messages, without their payloads. */
export interface MessageFacts {
  readonly messagesIn: number;
  readonly messagesOut: number;
  /** On the wire, as far as the entry tells. */
  readonly messageBytes: number;
  readonly instants: readonly number[];
}

/** What an exchange's row says of the messages of its entry. */
export function messageFacts(entry: LooseRecord, own: EntryExtension | undefined, startedAt: number): MessageFacts {
  const messages = asArray(entry['_webSocketMessages']).map(asRecord);
  const frames = ownFrameList(messages, own) ?? messages.map((one) => chromeFacts(one, startedAt));
  const events = asArray(entry['_eventSourceMessages']).map((one) => instantOf(asRecord(one), startedAt));
  const messagesOut = frames.filter(({ direction }) => direction === 'out').length;
  return {
    messagesIn: frames.length - messagesOut + events.length,
    messagesOut,
    messageBytes: frames.reduce((sum, frame) => sum + frame.wireBytes, 0),
    instants: [...frames.map(({ at }) => at), ...events],
  };
}

/** The frames of our extension; undefined where they do not fit the payloads in Chrome's list. */
function ownFrameList(
  messages: readonly LooseRecord[],
  own: EntryExtension | undefined,
): readonly FrameExtension[] | undefined {
  const frames = own?.frames;
  return frames?.filter(isData).length === messages.length ? frames : undefined;
}

function isData({ opcode }: FrameExtension): boolean {
  return opcode === 'text' || opcode === 'binary';
}

/** Our own frames, with the payloads that stand in Chrome's list. */
function* ownFrames(
  messages: readonly LooseRecord[],
  frames: readonly FrameExtension[],
): Generator<HarFrame, void, undefined> {
  let next = 0;
  for (const frame of frames) {
    const { base64, ...facts } = frame;
    const payload = isData(frame)
      ? payloadOf(facts.opcode, asText(messages[next++]?.['data']) ?? '')
      : Buffer.from(base64 ?? '', 'base64');
    yield { facts, payload };
  }
}

function* chromeFrames(messages: readonly LooseRecord[], startedAt: number): Generator<HarFrame, void, undefined> {
  for (const message of messages) yield chromeFrame(message, startedAt);
}

function instantOf(message: LooseRecord, startedAt: number): number {
  const seconds = asNumber(message['time']);
  return seconds === undefined ? startedAt : seconds * 1000;
}

function directionOf(message: LooseRecord): Direction {
  return message['type'] === 'send' ? 'out' : 'in';
}

function payloadOf(opcode: FrameOpcode, data: string): Buffer {
  return Buffer.from(data, opcode === 'text' ? 'utf8' : 'base64');
}

function chromeFrame(message: LooseRecord, startedAt: number): HarFrame {
  const facts = chromeFacts(message, startedAt);
  return { facts, payload: payloadOf(facts.opcode, asText(message['data']) ?? '') };
}

function chromeFacts(message: LooseRecord, startedAt: number): FrameFacts {
  const opcode = OPCODES[asNumber(message['opcode']) ?? 1] ?? 'binary';
  const direction = directionOf(message);
  const sizeBytes = Buffer.byteLength(asText(message['data']) ?? '', opcode === 'text' ? 'utf8' : 'base64');
  return {
    at: instantOf(message, startedAt),
    direction,
    opcode,
    sizeBytes,
    wireBytes: wireBytes(sizeBytes, direction),
    compressed: false,
    truncated: false,
  };
}

/** Payload and header of an unfragmented, uncompressed frame (RFC 6455 section 5.2); the browser's are masked. */
function wireBytes(size: number, direction: Direction): number {
  const lengthBytes = size < 126 ? 0 : size < 65_536 ? 2 : 8;
  return size + 2 + lengthBytes + (direction === 'out' ? 4 : 0);
}

function previewOf(opcode: FrameOpcode, payload: Buffer): string {
  // Four bytes a character at most in UTF-8, three characters a byte in spaced hex.
  if (opcode === 'text')
    return payload
      .subarray(0, PREVIEW_CHARACTERS * 4)
      .toString('utf8')
      .slice(0, PREVIEW_CHARACTERS);
  const hex = payload.subarray(0, Math.ceil(PREVIEW_CHARACTERS / 3)).toString('hex');
  return hex.replace(/(..)(?=.)/g, '$1 ').slice(0, PREVIEW_CHARACTERS);
}

/** All server-sent events of an entry. */
export function* readHarEvents(
  entry: LooseRecord,
  own: EntryExtension | undefined,
  { exchangeId, startedAt, ids }: { readonly exchangeId: string; readonly startedAt: number; readonly ids: IdClaims },
): Generator<Extract<Recorded, { kind: 'event' }>, void, undefined> {
  const messages = asArray(entry['_eventSourceMessages']).map(asRecord);
  const facts = own?.events?.length === messages.length ? own.events : undefined;
  for (const [index, message] of messages.entries()) {
    const data = asText(message['data']) ?? '';
    const lastEventId = asText(message['eventId']);
    const { id, ...rest } = facts?.[index] ?? {
      id: undefined,
      at: instantOf(message, startedAt),
      sizeBytes: Buffer.byteLength(data),
      truncated: false,
      ...(lastEventId ? { lastEventId } : {}),
    };
    const record: EventRow = {
      ...rest,
      id: ids.claim(id),
      exchangeId,
      event: asText(message['eventName']) || 'message',
      preview: data.slice(0, PREVIEW_CHARACTERS),
    };
    yield { kind: 'event', record, data };
  }
}
