// Proxy: tells whether a stream towards the browser stands between two messages, without looking into any. Constant work a frame, or a chunk.

/** Follows a stream from its first byte on. */
export interface MessageBoundary {
  /** The next bytes that went to the browser. */
  push(bytes: Uint8Array): void;
  /** A message has ended and none has begun, and more may follow. */
  readonly clear: boolean;
}

const FINAL = 0x80;
const MASKED = 0x80;
const OPCODE = 0x0f;
const CONTROL = 0x08;
const CLOSE = 0x08;
const LAST_DATA_OPCODE = 0x02;
const LAST_CONTROL_OPCODE = 0x0a;

/** Of WebSocket frames (RFC 6455 section 5.2), fragments and the frames between them included. */
export class FrameBoundary implements MessageBoundary {
  /** Header bytes read of the frame under way. */
  #read = 0;
  /** Bytes of the extended length and of the mask still to come. */
  #lengthBytes = 0;
  #maskBytes = 0;
  #first = 0;
  /** Payload bytes still to come; while a header is read, the length so far. */
  #left = 0;
  #fragmented = false;
  /** A close frame passed, or what is no frame: nothing may follow, or nobody knows where. */
  #over = false;

  get clear(): boolean {
    return !this.#over && !this.#fragmented && this.#read === 0;
  }

  push(bytes: Uint8Array): void {
    let at = 0;
    while (at < bytes.length && !this.#over) {
      if (this.#isHeader()) {
        this.#header(bytes[at] ?? 0);
        at += 1;
      } else {
        const taken = Math.min(this.#left, bytes.length - at);
        this.#left -= taken;
        at += taken;
      }
      if (!this.#isHeader() && this.#left === 0) this.#frameEnded();
    }
  }

  #isHeader(): boolean {
    return this.#read < 2 || this.#lengthBytes > 0 || this.#maskBytes > 0;
  }

  #header(byte: number): void {
    if (this.#read === 0) this.#first = byte;
    else if (this.#read === 1) this.#secondByte(byte);
    else if (this.#lengthBytes > 0) {
      this.#left = this.#left * 256 + byte;
      this.#lengthBytes -= 1;
      if (this.#left > Number.MAX_SAFE_INTEGER) this.#over = true;
    } else this.#maskBytes -= 1;
    this.#read += 1;
  }

  #secondByte(byte: number): void {
    const short = byte & ~MASKED;
    this.#lengthBytes = short === 126 ? 2 : short === 127 ? 8 : 0;
    this.#maskBytes = byte & MASKED ? 4 : 0;
    this.#left = this.#lengthBytes > 0 ? 0 : short;
    const opcode = this.#first & OPCODE;
    if (opcode > LAST_CONTROL_OPCODE || (opcode > LAST_DATA_OPCODE && opcode < CONTROL)) this.#over = true;
  }

  #frameEnded(): void {
    const opcode = this.#first & OPCODE;
    this.#read = 0;
    if (opcode < CONTROL) this.#fragmented = (this.#first & FINAL) === 0;
    else if (opcode === CLOSE) this.#over = true;
  }
}

const LF = 0x0a;
const CR = 0x0d;

/** Of server-sent events (HTML standard section 9.2.6): after a blank line. Looks at a chunk's last three bytes alone. */
export class EventBoundary implements MessageBoundary {
  /** The last bytes, the latest first; 0 where there was none, which no line ends with. */
  #last = 0;
  #second = 0;
  #third = 0;
  #count = 0;

  get clear(): boolean {
    const last = this.#last;
    if (last !== LF && last !== CR) return false;
    // Nothing but a line end so far: the line before it, the first one, was blank.
    if (this.#count === 1) return true;
    if (last === CR || this.#second !== CR) return this.#second === LF || this.#second === CR;
    return this.#count === 2 || this.#third === LF || this.#third === CR;
  }

  push(bytes: Uint8Array): void {
    this.#count += bytes.length;
    for (let at = Math.max(0, bytes.length - 3); at < bytes.length; at += 1) {
      this.#third = this.#second;
      this.#second = this.#last;
      this.#last = bytes[at] ?? 0;
    }
  }
}
