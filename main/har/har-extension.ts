// HAR: the fields that only Throughline writes (`_throughline`), so that its own HAR read again loses nothing that matters. Written and read by both sides of `main/har`.
import * as v from 'valibot';
import { EXCHANGE_KINDS, PHASES } from '../model/exchange.ts';
import { FRAME_OPCODES } from '../model/message.ts';
import {
  browserTimingFacts,
  changeFacts,
  decimalId,
  initiatorFacts,
  joinedFacts,
  pageIdFact,
  ruleFacts,
  serverTimingFacts,
  traceFacts,
} from './har-records.ts';

/** The extension's own version. */
export const EXTENSION_VERSION = 1;

/** How `log.creator.name` reads in HARs of this program. */
export const CREATOR_NAME = 'Throughline';

const party = v.picklist(['client', 'proxy', 'upstream']);
const headers = v.array(v.tuple([v.string(), v.string()]));
const integer = v.pipe(v.number(), v.integer());
const count = v.pipe(v.number(), v.integer(), v.minValue(0));

const body = v.object({
  sizeBytes: count,
  keptBytes: count,
  truncated: v.boolean(),
  complete: v.boolean(),
  contentType: v.exactOptional(v.string()),
  encoding: v.exactOptional(v.string()),
});

const timings = v.object({
  blocked: v.number(),
  dns: v.number(),
  connect: v.number(),
  tls: v.number(),
  send: v.number(),
  wait: v.number(),
  receive: v.number(),
  total: v.number(),
});

/** A frame without its exchange, preview and payload; control frames keep their payload here, others in `_webSocketMessages`. */
const frame = v.object({
  id: decimalId,
  at: v.number(),
  direction: v.picklist(['out', 'in']),
  opcode: v.picklist(FRAME_OPCODES),
  sizeBytes: count,
  wireBytes: count,
  compressed: v.boolean(),
  truncated: v.boolean(),
  closeCode: v.exactOptional(integer),
  closeReason: v.exactOptional(v.string()),
  base64: v.exactOptional(v.string()),
});

/** An event without its exchange, preview and data, which stands in `_eventSourceMessages`. */
const event = v.object({
  id: decimalId,
  at: v.number(),
  sizeBytes: count,
  lastEventId: v.exactOptional(v.string()),
  retry: v.exactOptional(integer),
  truncated: v.boolean(),
});

/** What later versions added to an exchange: left out by itself where it has another form. */
export const ADDED_FACTS = [
  'hmrUpdateId',
  'trace',
  'pageId',
  'initiator',
  'browserTiming',
  'changes',
  'joined',
  'rules',
  'serverTimings',
] as const;

/** `entry._throughline`: the exchange but for what HAR itself holds. */
export const entryExtension = v.object({
  version: v.literal(EXTENSION_VERSION),
  id: decimalId,
  startedAt: v.number(),
  /** Only where HAR's own `request.url` could not hold it. */
  url: v.exactOptional(v.string()),
  upstreamUrl: v.exactOptional(v.string()),
  route: v.exactOptional(v.string()),
  httpVersion: v.string(),
  status: v.exactOptional(integer),
  statusText: v.exactOptional(v.string()),
  kind: v.picklist(EXCHANGE_KINDS),
  state: v.picklist(['pending', 'streaming', 'open', 'done', 'failed']),
  timings,
  requestBody: body,
  responseBody: body,
  /** The bodies whose content coding could not be undone: HAR holds them as they were on the wire. */
  coded: v.exactOptional(v.array(v.picklist(['request', 'response']))),
  error: v.exactOptional(v.object({ code: v.string(), phase: v.picklist(PHASES), message: v.string(), by: party })),
  connection: v.exactOptional(
    v.object({
      id: v.string(),
      reused: v.boolean(),
      idleMs: v.exactOptional(v.number()),
      remoteAddress: v.exactOptional(v.string()),
      localPort: v.exactOptional(integer),
    }),
  ),
  clientConnection: v.exactOptional(v.object({ id: v.string(), requestIndex: count })),
  messagesIn: count,
  messagesOut: count,
  messageBytes: v.optional(count, 0),
  marks: v.array(v.number()),
  /** Absent where it equals `request.headers`. */
  upstreamRequestHeaders: v.exactOptional(headers),
  /** Absent where it equals `response.headers`. */
  upstreamResponseHeaders: v.exactOptional(headers),
  requestTrailers: headers,
  responseTrailers: headers,
  informational: v.array(v.object({ status: integer, headers })),
  subprotocol: v.exactOptional(v.string()),
  extensions: v.exactOptional(v.string()),
  close: v.exactOptional(v.object({ code: v.exactOptional(integer), reason: v.exactOptional(v.string()), by: party })),
  undecoded: v.exactOptional(
    v.array(v.object({ direction: v.picklist(['out', 'in']), at: v.number(), code: v.string(), message: v.string() })),
  ),
  hmrUpdateId: v.exactOptional(decimalId),
  trace: v.exactOptional(traceFacts),
  pageId: v.exactOptional(pageIdFact),
  initiator: v.exactOptional(initiatorFacts),
  browserTiming: v.exactOptional(browserTimingFacts),
  changes: v.exactOptional(changeFacts),
  joined: v.exactOptional(joinedFacts),
  rules: v.exactOptional(ruleFacts),
  serverTimings: v.exactOptional(serverTimingFacts),
  frames: v.exactOptional(v.array(frame)),
  events: v.exactOptional(v.array(event)),
});

export type EntryExtension = v.InferOutput<typeof entryExtension>;
export type FrameExtension = v.InferOutput<typeof frame>;
export type EventExtension = v.InferOutput<typeof event>;
