// Capture: makes messages and control frames of what passes on a WebSocket connection (RFC 6455, RFC 7692).
import { faultMessage } from '../base/fault.ts';
import type { UndecodedStream } from '../model/exchange.ts';
import type { Direction, FrameOpcode, FrameRow } from '../model/message.ts';
import { FrameParser, type FrameHeader } from './frame-parser.ts';
import { hexPreview, PayloadKeeper, textPreview } from './payload-keeper.ts';
import { MessageInflater, type DeflateAgreement } from './permessage-deflate.ts';
import type { SessionBudget } from './session-budget.ts';

/** What one message may inflate to, in bytes, before its direction is given up: a larger one is likely meant to harm. */
export const MAX_INFLATED_BYTES = 256 * 1024 * 1024;

/** Payload bytes of a control frame (RFC 6455 section 5.5). */
const MAX_CONTROL_BYTES = 125;

const CONTINUATION = 0x0;
const CLOSE = 0x8;
const OPCODES: ReadonlyMap<number, FrameOpcode> = new Map([
  [0x1, 'text'],
  [0x2, 'binary'],
  [CLOSE, 'close'],
  [0x9, 'ping'],
  [0xa, 'pong'],
]);

/** A message or control frame, before it has an id. */
export interface DecodedFrame {
  readonly row: Omit<FrameRow, 'id' | 'exchangeId'>;
  readonly payload: Uint8Array;
}

export interface WebSocketDecoderOptions {
  readonly direction: Direction;
  /** permessage-deflate as agreed; absent where it was not. */
  readonly deflate?: DeflateAgreement;
  readonly budget: SessionBudget;
  readonly frame: (frame: DecodedFrame) => void;
  /** The direction can't be read any further. */
  readonly stopped: (reason: UndecodedStream) => void;
}

/** A message or control frame as it comes together. */
interface Draft {
  readonly opcode: FrameOpcode;
  readonly compressed: boolean;
  readonly keeper: PayloadKeeper;
  /** Headers and payloads so far, all fragments together. */
  wireBytes: number;
}

/** Decodes one direction. It never throws: what it can't read ends the direction with a reason. */
export class WebSocketDecoder {
  readonly #options: WebSocketDecoderOptions;
  readonly #parser: FrameParser;
  readonly #inflater: MessageInflater;
  #message: Draft | undefined;
  #control: Draft | undefined;
  #final = false;
  #at = 0;
  #ended = false;

  constructor(options: WebSocketDecoderOptions) {
    this.#options = options;
    this.#parser = new FrameParser({
      header: (header) => this.#header(header),
      payload: (bytes) => this.#payload(bytes),
      end: () => this.#frameEnd(),
    });
    this.#inflater = new MessageInflater(options.deflate?.noContextTakeover[options.direction] ?? false, (piece) =>
      this.#keep(this.#message, piece),
    );
  }

  /** Nothing more is decoded, as something could not be read. */
  get stopped(): boolean {
    return this.#ended || this.#parser.stopped;
  }

  /** Takes the next bytes; `at` is when they came. */
  push(bytes: Uint8Array, at: number): void {
    if (this.stopped) return;
    this.#at = at;
    this.#parser.push(bytes);
  }

  /** Bytes are missing here, so nothing after them can be read. */
  gap(at: number): void {
    if (this.stopped) return;
    this.#at = at;
    this.#stop('websocket-gap', 'Capture fell behind and bytes were left out; frames after them can’t be read.');
  }

  /** The transport ended. A message that had begun is given as far as it came. Frees memory outside the heap. */
  end(): void {
    if (!this.stopped) this.#abandon();
    this.#ended = true;
    this.#inflater.close();
  }

  #header(header: FrameHeader): boolean {
    const fault = this.#faultOf(header);
    if (fault !== undefined) return this.#stop(...fault);
    const wireBytes = header.headerBytes;
    const opcode = OPCODES.get(header.opcode);
    if (opcode === undefined) {
      if (this.#message !== undefined) this.#message.wireBytes += wireBytes;
    } else {
      const draft: Draft = { opcode, compressed: header.rsv1, keeper: new PayloadKeeper(), wireBytes };
      if (header.opcode >= CLOSE) this.#control = draft;
      else this.#message = draft;
    }
    this.#final = header.final;
    return true;
  }

  /** What forbids to read on, as code and sentence. */
  #faultOf(header: FrameHeader): [code: string, message: string] | undefined {
    const { opcode } = header;
    if (opcode !== CONTINUATION && !OPCODES.has(opcode)) {
      return ['websocket-reserved-opcode', `A frame has the reserved opcode ${opcode}.`];
    }
    const control = opcode >= CLOSE;
    const rsv1Allowed = this.#options.deflate !== undefined && !control && opcode !== CONTINUATION;
    if (header.otherReserved || (header.rsv1 && !rsv1Allowed)) {
      return ['websocket-reserved-bits', 'A frame has reserved bits set that no agreed extension explains.'];
    }
    if (control && (header.length > MAX_CONTROL_BYTES || !header.final)) {
      return ['websocket-control-frame', 'A control frame is too long or in fragments.'];
    }
    if (!control && (opcode === CONTINUATION) !== (this.#message !== undefined)) {
      return ['websocket-fragments', 'A fragment has no message, or a message began within another.'];
    }
    if (header.length > Number.MAX_SAFE_INTEGER) return ['websocket-length', 'A frame’s length is beyond belief.'];
    return undefined;
  }

  #payload(bytes: Uint8Array): boolean {
    const draft = this.#control ?? this.#message;
    if (draft !== undefined) draft.wireBytes += bytes.byteLength;
    if (this.#control !== undefined) this.#keep(this.#control, bytes);
    else if (this.#message?.compressed === true) return this.#inflate(() => this.#inflater.write(bytes));
    else this.#keep(this.#message, bytes);
    return true;
  }

  #inflate(step: () => void): boolean {
    try {
      step();
    } catch (fault) {
      return this.#stop('websocket-deflate', `A compressed message can’t be inflated: ${faultMessage(fault)}.`);
    }
    if ((this.#message?.keeper.sizeBytes ?? 0) <= MAX_INFLATED_BYTES) return true;
    return this.#stop('websocket-inflated-size', `A message inflates to more than ${MAX_INFLATED_BYTES} bytes.`);
  }

  #keep(draft: Draft | undefined, bytes: Uint8Array): void {
    draft?.keeper.add(bytes, this.#options.budget.room(draft.keeper.keptBytes));
  }

  #frameEnd(): boolean {
    if (this.#control !== undefined) {
      const control = this.#control;
      this.#control = undefined;
      this.#emit(control, true);
      return true;
    }
    if (!this.#final || this.#message === undefined) return true;
    if (this.#message.compressed && !this.#inflate(() => this.#inflater.end())) return false;
    const message = this.#message;
    this.#message = undefined;
    this.#emit(message, true);
    return true;
  }

  #emit(draft: Draft, whole: boolean): void {
    const { opcode, compressed, keeper, wireBytes } = draft;
    const { sizeBytes } = keeper;
    const payload = keeper.take(this.#options.budget.take(keeper.keptBytes));
    this.#options.frame({
      row: {
        at: this.#at,
        direction: this.#options.direction,
        opcode,
        sizeBytes,
        wireBytes,
        compressed,
        truncated: !whole || payload.byteLength < sizeBytes,
        ...describe(opcode, payload),
      },
      payload,
    });
  }

  #stop(code: string, message: string): false {
    this.#ended = true;
    this.#abandon();
    this.#inflater.close();
    this.#options.stopped({ direction: this.#options.direction, at: this.#at, code, message });
    return false;
  }

  #abandon(): void {
    if (this.#control !== undefined) this.#emit(this.#control, false);
    if (this.#message !== undefined) this.#emit(this.#message, false);
    this.#control = this.#message = undefined;
  }
}

function describe(opcode: FrameOpcode, payload: Uint8Array): Pick<FrameRow, 'preview' | 'closeCode' | 'closeReason'> {
  if (opcode === 'text') return { preview: textPreview(payload) };
  if (opcode !== 'close') return { preview: hexPreview(payload) };
  if (payload.byteLength < 2) return { preview: '' };
  const closeCode = ((payload[0] ?? 0) << 8) | (payload[1] ?? 0);
  const closeReason = new TextDecoder().decode(payload.subarray(2));
  return { preview: `${closeCode} ${closeReason}`.trim(), closeCode, closeReason };
}
