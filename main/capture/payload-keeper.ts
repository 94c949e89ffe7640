// Capture: gathers the head of one payload from pieces, and makes previews.
import { PREVIEW_CHARACTERS } from '../model/message.ts';

/** Keeps copies of the first bytes of what passes by, so that a small piece does not hold a large batch in memory. */
export class PayloadKeeper {
  #pieces: Uint8Array[] = [];
  #keptBytes = 0;
  #sizeBytes = 0;

  /** All bytes that passed. */
  get sizeBytes(): number {
    return this.#sizeBytes;
  }

  get keptBytes(): number {
    return this.#keptBytes;
  }

  /** Counts a piece and keeps at most `roomBytes` of it. */
  add(piece: Uint8Array, roomBytes: number): void {
    this.#sizeBytes += piece.byteLength;
    // Once something was left out, nothing later may be kept.
    const gapless = this.#keptBytes === this.#sizeBytes - piece.byteLength;
    const kept = gapless ? Math.min(piece.byteLength, roomBytes) : 0;
    if (kept === 0) return;
    // Not `slice`, which a Buffer understands as a view.
    this.#pieces.push(new Uint8Array(piece.subarray(0, kept)));
    this.#keptBytes += kept;
  }

  /** The first `limitBytes` of what was kept, in one piece; the keeper is empty afterwards. */
  take(limitBytes: number): Uint8Array {
    const [first] = this.#pieces;
    const all = first !== undefined && this.#pieces.length === 1 ? first : Buffer.concat(this.#pieces);
    this.#pieces = [];
    this.#keptBytes = 0;
    this.#sizeBytes = 0;
    return all.byteLength > limitBytes ? all.subarray(0, limitBytes) : all;
  }
}

/** Bytes that hold a preview's characters in any case. */
const PREVIEW_TEXT_BYTES = PREVIEW_CHARACTERS * 4;
/** Each byte takes three characters but the last. */
const PREVIEW_HEX_BYTES = Math.floor((PREVIEW_CHARACTERS + 1) / 3);

/** The first characters of UTF-8 text. */
export function textPreview(payload: Uint8Array): string {
  const head = payload.subarray(0, PREVIEW_TEXT_BYTES);
  // Streaming leaves out a character that the cut went through.
  const text = new TextDecoder().decode(head, { stream: head.byteLength < payload.byteLength });
  return previewOf(text);
}

/** The first characters of a string, never half a character. */
export function previewOf(text: string): string {
  if (text.length <= PREVIEW_CHARACTERS) return text;
  const last = text.charCodeAt(PREVIEW_CHARACTERS - 1);
  const splits = last >= 0xd800 && last <= 0xdbff;
  return text.slice(0, splits ? PREVIEW_CHARACTERS - 1 : PREVIEW_CHARACTERS);
}

/** The first bytes as hexadecimal digits, two a byte, spaces between. */
export function hexPreview(payload: Uint8Array): string {
  return Array.from(payload.subarray(0, PREVIEW_HEX_BYTES), (byte) => byte.toString(16).padStart(2, '0')).join(' ');
}
