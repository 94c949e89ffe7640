// Pure: what was kept of a message's payload, as bytes and as text.
import type { Frame, ServerSentEvent } from '../../../main/model/message.ts';

export interface Payload {
  readonly bytes: Uint8Array;
  /** Absent where the payload is no text. */
  readonly text?: string;
}

/** The bytes of base64 text. */
export function fromBase64(base64: string): Uint8Array {
  const binary = atob(base64);
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}

/** A frame's or an event's payload. Control frames that hold printable UTF-8 have a text too. */
export function toPayload(message: Frame | ServerSentEvent): Payload {
  if ('data' in message) return { text: message.data, bytes: new TextEncoder().encode(message.data) };
  if (message.text !== undefined) return { text: message.text, bytes: new TextEncoder().encode(message.text) };
  return { bytes: fromBase64(message.base64 ?? '') };
}
