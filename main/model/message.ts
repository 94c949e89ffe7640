// Model: what travels on a connection that stays open: WebSocket frames and server-sent events.

export const FRAME_OPCODES = ['text', 'binary', 'ping', 'pong', 'close'] as const;
export type FrameOpcode = (typeof FRAME_OPCODES)[number];

/** `out` is browser → server. */
export type Direction = 'out' | 'in';

/** One WebSocket message or control frame (RFC 6455 section 5), fragments joined. */
export interface FrameRow {
  /** Unique in a session; a decimal number that grows with the order of capture. */
  readonly id: string;
  readonly exchangeId: string;
  /** When its last byte came; milliseconds since the Unix epoch, with a fraction. */
  readonly at: number;
  readonly direction: Direction;
  readonly opcode: FrameOpcode;
  /** Bytes of payload after inflating and unmasking. */
  readonly sizeBytes: number;
  /** Bytes on the wire with headers, all fragments together. */
  readonly wireBytes: number;
  /** RSV1 was set: permessage-deflate (RFC 7692). */
  readonly compressed: boolean;
  /** The first characters of a text payload, or of a binary one as spaced hex. */
  readonly preview: string;
  /** Only the head of the payload was kept. */
  readonly truncated: boolean;
  readonly closeCode?: number;
  readonly closeReason?: string;
}

/** A frame with what was kept of its payload: `text` for text frames, `base64` for all others. */
export interface Frame extends FrameRow {
  readonly text?: string;
  readonly base64?: string;
}

/** One server-sent event (HTML standard section 9.2). */
export interface EventRow {
  readonly id: string;
  readonly exchangeId: string;
  readonly at: number;
  /** `message` when the stream names none. */
  readonly event: string;
  /** The first characters of the data. */
  readonly preview: string;
  readonly sizeBytes: number;
  readonly lastEventId?: string;
  /** Milliseconds, where this event set the reconnection time. */
  readonly retry?: number;
  readonly truncated: boolean;
}

/** An event with its data as far as it was kept. */
export interface ServerSentEvent extends EventRow {
  readonly data: string;
}

/** How many characters a preview holds. */
export const PREVIEW_CHARACTERS = 160;
