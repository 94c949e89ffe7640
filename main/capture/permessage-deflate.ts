// Capture: WebSocket's permessage-deflate (RFC 7692) as a reader: what was agreed, and inflating message after message.
import type { Direction } from '../model/message.ts';
import { SyncInflater } from './sync-inflater.ts';

/** What one side's compressor agreed to. Its window size needs no word: a reader with the largest window reads all. */
export interface DeflateAgreement {
  /** `no_context_takeover` by sender: each message is compressed on its own. */
  readonly noContextTakeover: Readonly<Record<Direction, boolean>>;
}

/** The agreement in an answer's `Sec-WebSocket-Extensions` (RFC 7692 section 7.1); undefined where permessage-deflate is not in it. */
export function parseDeflateAgreement(extensions: string): DeflateAgreement | undefined {
  for (const extension of extensions.split(',')) {
    const [name, ...parameters] = extension.split(';').map((part) => part.trim().toLowerCase());
    if (name !== 'permessage-deflate') continue;
    const has = (wanted: string): boolean =>
      parameters.some((parameter) => parameter.split('=', 1)[0]?.trim() === wanted);
    return {
      noContextTakeover: { out: has('client_no_context_takeover'), in: has('server_no_context_takeover') },
    };
  }
  return undefined;
}

/** Stands for the empty block that senders leave off each message (RFC 7692 section 7.2.2). */
const TRAILER = new Uint8Array([0x00, 0x00, 0xff, 0xff]);

/** Inflates the messages of one direction. */
export class MessageInflater {
  readonly #noContextTakeover: boolean;
  readonly #output: (piece: Uint8Array) => void;
  #inflater: SyncInflater | undefined;
  /** The message's last block said that it was the last (RFC 7692 section 7.2.3.4). */
  #finished = false;

  constructor(noContextTakeover: boolean, output: (piece: Uint8Array) => void) {
    this.#noContextTakeover = noContextTakeover;
    this.#output = output;
  }

  /** Takes the next bytes of a message. Throws when they are no deflate data. */
  write(bytes: Uint8Array): void {
    let rest = bytes;
    while (rest.byteLength > 0) {
      if (this.#finished) {
        if (rest.every((byte) => byte === 0)) return;
        this.close();
      }
      this.#inflater ??= new SyncInflater('deflate-raw', this.#output);
      const used = this.#inflater.write(rest);
      this.#finished = used < rest.byteLength;
      rest = rest.subarray(used);
    }
  }

  /** The message is complete: its last output comes, and the next message may follow. */
  end(): void {
    if (this.#finished || this.#inflater === undefined) {
      this.close();
      return;
    }
    if (this.#inflater.write(TRAILER) < TRAILER.byteLength) this.close();
    else if (this.#noContextTakeover) this.#inflater.reset();
  }

  /** Frees the memory outside the heap; the next message starts anew. */
  close(): void {
    this.#inflater?.close();
    this.#inflater = undefined;
    this.#finished = false;
  }
}
