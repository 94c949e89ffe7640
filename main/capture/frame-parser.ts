// Capture: cuts one direction of a WebSocket connection into frames (RFC 6455 section 5.2), from bytes in pieces of any size.

/** A frame's header. */
export interface FrameHeader {
  readonly final: boolean;
  readonly rsv1: boolean;
  /** RSV2 or RSV3 is set; no extension known here uses them. */
  readonly otherReserved: boolean;
  /** 0 to 15. */
  readonly opcode: number;
  /** Payload bytes on the wire. */
  readonly length: number;
  readonly headerBytes: number;
}

/** What the parser calls, in order: one `header`, any number of `payload`, one `end` for each frame. */
export interface FrameHandler {
  /** False stops the parser for good. */
  header(header: FrameHeader): boolean;
  /** Unmasked bytes, to be read before returning. False stops the parser for good. */
  payload(bytes: Uint8Array): boolean;
  /** False stops the parser for good. */
  end(): boolean;
}

const MAX_HEADER_BYTES = 14;
const MASK_BYTES = 4;

/** Takes masked and unmasked frames alike, whatever the direction says. */
export class FrameParser {
  readonly #handler: FrameHandler;
  readonly #head = new Uint8Array(MAX_HEADER_BYTES);
  #headLength = 0;
  #masked = false;
  #maskOffset = 0;
  /** -1 while a header is read. */
  #remaining = -1;
  #stopped = false;

  constructor(handler: FrameHandler) {
    this.#handler = handler;
  }

  get stopped(): boolean {
    return this.#stopped;
  }

  /** The connection is within a frame: more bytes of it are due. */
  get inFrame(): boolean {
    return this.#remaining >= 0 || this.#headLength > 0;
  }

  /** Takes the next bytes of the direction. */
  push(bytes: Uint8Array): void {
    let offset = 0;
    while (offset < bytes.byteLength && !this.#stopped) {
      offset = this.#remaining < 0 ? this.#pushHead(bytes, offset) : this.#pushPayload(bytes, offset);
    }
  }

  #pushHead(bytes: Uint8Array, start: number): number {
    let offset = start;
    while (offset < bytes.byteLength && this.#headLength < this.#headNeeds()) {
      this.#head[this.#headLength++] = bytes[offset++] ?? 0;
    }
    if (this.#headLength === this.#headNeeds()) this.#beginFrame();
    return offset;
  }

  #headNeeds(): number {
    if (this.#headLength < 2) return 2;
    const second = this.#head[1] ?? 0;
    const short = second & 0x7f;
    return 2 + (short === 126 ? 2 : short === 127 ? 8 : 0) + (second & 0x80 ? MASK_BYTES : 0);
  }

  #beginFrame(): void {
    const [first = 0, second = 0] = this.#head;
    this.#masked = (second & 0x80) !== 0;
    this.#maskOffset = 0;
    this.#remaining = this.#payloadLength(second & 0x7f);
    const header: FrameHeader = {
      final: (first & 0x80) !== 0,
      rsv1: (first & 0x40) !== 0,
      otherReserved: (first & 0x30) !== 0,
      opcode: first & 0x0f,
      length: this.#remaining,
      headerBytes: this.#headLength,
    };
    if (!this.#handler.header(header)) this.#stopped = true;
    else if (this.#remaining === 0) this.#endFrame();
  }

  #payloadLength(short: number): number {
    const view = new DataView(this.#head.buffer);
    if (short === 126) return view.getUint16(2);
    return short === 127 ? view.getUint32(2) * 2 ** 32 + view.getUint32(6) : short;
  }

  #pushPayload(bytes: Uint8Array, start: number): number {
    const end = Math.min(bytes.byteLength, start + this.#remaining);
    const piece = bytes.subarray(start, end);
    this.#remaining -= piece.byteLength;
    if (!this.#handler.payload(this.#masked ? this.#unmask(piece) : piece)) this.#stopped = true;
    else if (this.#remaining === 0) this.#endFrame();
    return end;
  }

  #endFrame(): void {
    this.#remaining = -1;
    this.#headLength = 0;
    if (!this.#handler.end()) this.#stopped = true;
  }

  /** A copy, as the bytes given may be read by others. */
  #unmask(piece: Uint8Array): Uint8Array {
    const length = piece.byteLength;
    const key = this.#head.subarray(this.#headLength - MASK_BYTES, this.#headLength);
    const turned = Uint8Array.from({ length: MASK_BYTES }, (_, i) => key[(this.#maskOffset + i) & 3] ?? 0);
    this.#maskOffset = (this.#maskOffset + length) & 3;
    const plain = new Uint8Array(length);
    plain.set(piece);
    // Four bytes at a time, in whatever order the machine has them: several times faster on large messages.
    const words = new Uint32Array(plain.buffer, 0, length >> 2);
    const [word = 0] = new Uint32Array(turned.buffer);
    for (let i = 0; i < words.length; i++) words[i] = (words[i] ?? 0) ^ word;
    for (let i = words.length << 2; i < length; i++) plain[i] = (plain[i] ?? 0) ^ (turned[i & 3] ?? 0);
    return plain;
  }
}
