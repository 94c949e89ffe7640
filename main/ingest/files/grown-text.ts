// Ingest: bytes that a file grew by as text of whole lines: writers flush in blocks that end anywhere.
import { StringDecoder } from 'node:string_decoder';
import type { Clock } from '../../base/clock.ts';

/** How long the start of a line waits for its end. */
const HOLD_MS = 2_000;
/** Characters of a line that may wait; what is longer goes on as it is. */
const HOLD_CHARACTERS = 64 * 1024;

const LINE_FEED = 0x0a;

export interface GrownText {
  push(bytes: Uint8Array): void;
  /** Leaves these out, but for their number of lines. */
  skip(bytes: Uint8Array): void;
  /** Hands on the start of a line that has waited long. */
  settle(): void;
  /** Nothing more comes of this text: its last line ends here. */
  end(): void;
}

/** `onText` gets whole lines where it can, with the lines that were left out just before them. */
export function createGrownText(clock: Clock, onText: (text: string, lost: number) => void): GrownText {
  return new HeldText(clock, onText);
}

class HeldText implements GrownText {
  readonly #clock: Clock;
  readonly #onText: (text: string, lost: number) => void;
  #decoder = new StringDecoder('utf8');
  /** The start of a line. */
  #rest = '';
  #restSince = 0;
  /** The latest text handed on did not end its line. */
  #isLineOpen = false;
  #lost = 0;
  /** The rest of a line whose start was left out is left out too. */
  #isSkipping = false;

  constructor(clock: Clock, onText: (text: string, lost: number) => void) {
    this.#clock = clock;
    this.#onText = onText;
  }

  push(bytes: Uint8Array): void {
    let text = this.#decoder.write(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
    if (this.#isSkipping) {
      const end = text.indexOf('\n');
      if (end === -1) return;
      this.#isSkipping = false;
      this.#lost += 1;
      text = text.slice(end + 1);
    }
    // Where a file was emptied under a writer that goes on at its old place, it begins with NULs.
    if (text.includes('\0')) text = text.replaceAll('\0', '');
    const end = text.lastIndexOf('\n') + 1;
    if (end > 0) this.#give(this.#rest + text.slice(0, end));
    if (end > 0) this.#rest = '';
    if (this.#rest === '') this.#restSince = this.#clock();
    this.#rest += text.slice(end);
    if (this.#rest.length > HOLD_CHARACTERS) this.#giveRest();
  }

  skip(bytes: Uint8Array): void {
    this.#giveRest();
    this.#decoder = new StringDecoder('utf8');
    for (let at = bytes.indexOf(LINE_FEED); at !== -1; at = bytes.indexOf(LINE_FEED, at + 1)) this.#lost += 1;
    this.#isSkipping = bytes.at(-1) !== LINE_FEED;
  }

  settle(): void {
    if (this.#rest !== '' && this.#clock() - this.#restSince >= HOLD_MS) this.#giveRest();
  }

  end(): void {
    this.#rest += this.#decoder.end();
    this.#giveRest();
    if (this.#isLineOpen || this.#lost > 0) this.#give(this.#isLineOpen ? '\n' : '');
    this.#isSkipping = false;
  }

  #giveRest(): void {
    if (this.#rest !== '') this.#give(this.#rest);
    this.#rest = '';
  }

  #give(text: string): void {
    this.#onText(text, this.#lost);
    this.#lost = 0;
    this.#isLineOpen = text !== '' && !text.endsWith('\n');
  }
}
