// Proxy: finds where the agent's tag goes in a document: the first place in its head (HTML standard sections 13.2.6.4.1 to 13.2.6.4.4).
import { CommentSpan, DeclarationSpan, DoctypeSpan, InstructionSpan, TagSpan, type Span } from './tag-end.ts';

/** Where the tag goes, as far as the text tells. Offsets count from the first character ever given. */
export type Found =
  | { readonly type: 'place'; readonly at: number }
  /** Text before `safe` may go on; what follows it must be seen again together with what comes. */
  | { readonly type: 'more'; readonly safe: number }
  /** There is no place for a script. */
  | { readonly type: 'none' };

/** The longest name that must be whole before it is judged; longer ones are none of those. */
const NAME_LIMIT = 64;
/** White space of HTML; others are text. */
const BLANK = /[\t\n\f\r ]/;
const NAME_END = /[\t\n\f\r />]/;
/** End tags that open the body; other ones are ignored before the head. */
const OPENING_ENDS = new Set(['head', 'body', 'html', 'br']);

/** Reads a document from its start, in pieces of any size. Markup before the head is skipped, never kept. */
export class PlaceFinder {
  #span: Span | undefined;
  /** The open span is a start tag of this name. */
  #open = '';
  #rooted = false;
  /** Characters before the text that is looked at. */
  #before = 0;

  constructor(private readonly xml: boolean) {}

  /**
   * Looks at `text`, which begins where the last answer said `safe`; `last` where nothing more comes.
   */
  look(text: string, last: boolean): Found {
    let at = 0;
    while (at < text.length) {
      if (this.#span) {
        const found = this.#skip(text, at);
        if (typeof found !== 'number') return found;
        at = found;
        continue;
      }
      const ch = text.charAt(at);
      if (ch === '<') {
        const next = this.#markup(text, at, last);
        if (next === 'hold') return this.#more(at);
        if (typeof next !== 'number') return next;
        at = next;
      } else if (BLANK.test(ch)) at += 1;
      else return this.#here(at);
    }
    // A document without any markup ends here; one that is cut inside a comment or a tag has no place.
    if (last) return this.#span ? { type: 'none' } : this.#here(at);
    return this.#more(at);
  }

  #more(at: number): Found {
    this.#before += at;
    return { type: 'more', safe: this.#before };
  }

  /** Before the character at `at`. In XML nothing can stand before the root. */
  #here(at: number): Found {
    return this.xml && !this.#rooted ? { type: 'none' } : { type: 'place', at: this.#before + at };
  }

  #skip(text: string, from: number): number | Found {
    const span = this.#span;
    for (let at = from; at < text.length; at += 1) {
      if (span?.take(text.charAt(at)) !== true) continue;
      this.#span = undefined;
      const closed = span instanceof TagSpan && span.selfClosing;
      const tag = this.#open;
      this.#open = '';
      if (this.xml && tag === 'html' && closed) return { type: 'none' };
      return tag === 'head' ? { type: 'place', at: this.#before + at + 1 } : at + 1;
    }
    return text.length;
  }

  /** At a `<`: where to go on, or that its name is not whole yet. */
  #markup(text: string, at: number, last: boolean): number | Found | 'hold' {
    const second = text.charAt(at + 1);
    if (second === '') return last ? this.#here(at) : 'hold';
    if (second === '!') return this.#declaration(text, at, last);
    if (second === '?') return this.#begin(this.xml ? new InstructionSpan() : new DeclarationSpan(), at + 2);
    if (second === '/') return this.#endTag(text, at, last);
    if (!/[a-z_]/i.test(second)) return this.#here(at);
    const name = readName(text, at + 1);
    if (name === undefined) return last ? this.#here(at) : 'hold';
    return this.#startTag(name, at);
  }

  #declaration(text: string, at: number, last: boolean): number | 'hold' {
    const opening = text.slice(at, at + 4);
    if (opening === '<!--') return this.#begin(new CommentSpan(), at + 4);
    if ('<!--'.startsWith(opening) && !last) return 'hold';
    return this.#begin(this.xml ? new DoctypeSpan() : new DeclarationSpan(), at + 2);
  }

  #endTag(text: string, at: number, last: boolean): number | Found | 'hold' {
    const third = text.charAt(at + 2);
    if (third === '' && !last) return 'hold';
    if (!/[a-z]/i.test(third)) return this.#begin(new DeclarationSpan(), at + 2);
    const name = readName(text, at + 2);
    if (name === undefined) return last ? this.#here(at) : 'hold';
    return OPENING_ENDS.has(name) ? this.#here(at) : this.#begin(new TagSpan(), at + 2 + name.length);
  }

  #startTag(name: string, at: number): number | Found {
    const local = this.xml ? name.slice(name.indexOf(':') + 1) : name;
    const skipped = local === 'html' || (local === 'head' && (this.#rooted || !this.xml));
    if (!skipped) return this.#here(at);
    this.#rooted = true;
    this.#open = local;
    return this.#begin(new TagSpan(), at + 1 + name.length);
  }

  #begin(span: Span, at: number): number {
    this.#span = span;
    return at;
  }
}

/** A tag's name in lower case; undefined where its end is not there yet. */
function readName(text: string, at: number): string | undefined {
  const part = text.slice(at, at + NAME_LIMIT);
  const end = part.search(NAME_END);
  if (end === -1 && part.length < NAME_LIMIT) return undefined;
  return (end === -1 ? part : part.slice(0, end)).toLowerCase();
}
