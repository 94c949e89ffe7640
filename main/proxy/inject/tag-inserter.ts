// Proxy: puts the agent's tag into a document's bytes as they pass. Opens nothing; what goes in comes out at once, but for the start of a tag at a chunk's end.
import { encodeAscii, readByteOrderMark, toEncoding, toUnits, type Encoding } from './charset.ts';
import { canReport, parsePolicies, type PageOrigin } from './content-security.ts';
import { findMetaPolicies } from './head-markup.ts';
import { PlaceFinder } from './place-finder.ts';

/** Bytes of a document that are looked through for where the tag goes; the place of one that has none until then is not looked for any longer. */
export const PLACE_LIMIT_BYTES = 64 * 1024;

/** What becomes of a document. */
export type Outcome =
  | { readonly type: 'searching' }
  | { readonly type: 'inserted' }
  /** Its bytes stay as they are. */
  | { readonly type: 'refused'; readonly code: string; readonly message: string };

export interface InserterSetting {
  readonly tag: string;
  /** The `charset` of the `Content-Type`. */
  readonly charset: string | undefined;
  readonly xml: boolean;
  readonly page: PageOrigin;
}

const NOTHING = Buffer.alloc(0);

export class TagInserter {
  outcome: Outcome = { type: 'searching' };
  readonly #finder: PlaceFinder;
  /** Undefined until the byte order mark was looked for. */
  #encoding: Encoding | undefined;
  /** Not yet given out: the start of a tag, of a byte order mark, of a character. */
  #held: Buffer = NOTHING;
  /** Bytes given out so far. */
  #given = 0;
  /** Bytes before the text that the finder counts from. */
  #start = 0;

  constructor(private readonly setting: InserterSetting) {
    this.#finder = new PlaceFinder(setting.xml);
  }

  /** Takes the document's next bytes and gives what can go on. */
  push(chunk: Buffer): Buffer {
    if (this.outcome.type !== 'searching') return chunk;
    return this.#search(this.#held.length === 0 ? chunk : Buffer.concat([this.#held, chunk]), false);
  }

  /** The document ended: what was still held. */
  end(): Buffer {
    if (this.outcome.type !== 'searching') return NOTHING;
    return this.#search(this.#held, true);
  }

  #search(bytes: Buffer, last: boolean): Buffer {
    if (bytes.length === 0 && this.#given === 0) return this.#refuse('agent-no-place', NO_CONTENT, bytes);
    if (this.#encoding === undefined) {
      const mark = readByteOrderMark(bytes);
      if (mark === 'more' && !last) return this.#hold(bytes, 0);
      const encoding = (mark === 'more' ? undefined : mark.encoding) ?? toEncoding(this.setting.charset);
      if (encoding === undefined)
        return this.#refuse('agent-refused-by-charset', unreadable(this.setting.charset), bytes);
      this.#encoding = encoding;
      this.#start = mark === 'more' ? 0 : mark.sizeBytes;
    }
    return this.#place(bytes, this.#encoding, last);
  }

  #place(bytes: Buffer, encoding: Encoding, last: boolean): Buffer {
    const width = encoding === 'ascii' ? 1 : 2;
    // The byte order mark comes before the text, in the first bytes only.
    const skipped = this.#given === 0 ? this.#start : 0;
    const seen = Math.min(bytes.length, PLACE_LIMIT_BYTES - this.#given);
    const whole = seen - ((seen - skipped) % width);
    const text = toUnits(bytes.subarray(skipped, whole), encoding);
    const found = this.#finder.look(text, last);
    const toOffset = (units: number): number => this.#start + units * width - this.#given;
    switch (found.type) {
      case 'place':
        return this.#insert(bytes, toOffset(found.at), encoding);
      case 'none':
        return this.#refuse('agent-no-place', NO_PLACE, bytes);
      case 'more':
        if (last || this.#given + bytes.length >= PLACE_LIMIT_BYTES)
          return this.#refuse('agent-no-place', NO_PLACE, bytes);
        return this.#hold(bytes, toOffset(found.safe));
    }
  }

  #hold(bytes: Buffer, from: number): Buffer {
    this.#held = bytes.subarray(from);
    this.#given += from;
    return bytes.subarray(0, from);
  }

  #insert(bytes: Buffer, at: number, encoding: Encoding): Buffer {
    const width = encoding === 'ascii' ? 1 : 2;
    const seen = Math.min(bytes.length - at, PLACE_LIMIT_BYTES);
    const ahead = toUnits(bytes.subarray(at, at + seen - (seen % width)), encoding);
    if (!canReport(parsePolicies(findMetaPolicies(ahead)), this.setting.page)) {
      return this.#refuse('agent-refused-by-csp', META_POLICY, bytes);
    }
    this.outcome = { type: 'inserted' };
    return Buffer.concat([bytes.subarray(0, at), encodeAscii(this.setting.tag, encoding), bytes.subarray(at)]);
  }

  #refuse(code: string, message: string, bytes: Buffer): Buffer {
    this.outcome = { type: 'refused', code, message };
    return bytes;
  }
}

const NO_CONTENT = 'The document is empty, so the page agent was left out.';
const NO_PLACE =
  'No place for a script was found at the start of the document, so the page agent was left out; look for a comment that does not end or a root element other than html.';
const META_POLICY =
  "The page's Content Security Policy, set by a <meta>, lets no request through to the page's own origin (connect-src), so the page agent was left out: it could not report. Add 'self' to connect-src while developing.";

function unreadable(charset: string | undefined): string {
  return `The document's encoding ${charset ?? ''} can't be read on the way, so the page agent was left out; serve it as UTF-8.`;
}
