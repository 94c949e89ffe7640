// Proxy: finds where a tag or a comment ends, character by character, however the document is cut (HTML standard section 13.2.5).

type TagState = 'before' | 'name' | 'after' | 'value' | 'double' | 'single' | 'bare';
type CommentState = 'start' | 'start-dash' | 'text' | 'dash' | 'end' | 'bang';

const isBlank = (ch: string): boolean => ch === ' ' || ch === '\n' || ch === '\t' || ch === '\r' || ch === '\f';

/** Something in the markup that ends somewhere. */
export interface Span {
  /** Takes the next character; true when it was the last of it. */
  take(ch: string): boolean;
}

/** A tag from after its name on; `>` in a quoted value is none of its end. */
export class TagSpan implements Span {
  /** The last character before the end was a slash. */
  selfClosing = false;
  #state: TagState = 'before';

  take(ch: string): boolean {
    const quoted = this.#state === 'double' || this.#state === 'single';
    if (ch === '>' && !quoted) return true;
    if (!isBlank(ch)) this.selfClosing = ch === '/' && !quoted;
    this.#state = nextTagState(this.#state, ch);
    return false;
  }
}

function nextTagState(state: TagState, ch: string): TagState {
  switch (state) {
    case 'before':
      return isBlank(ch) || ch === '/' ? 'before' : 'name';
    case 'name':
      if (isBlank(ch)) return 'after';
      return ch === '/' ? 'before' : ch === '=' ? 'value' : 'name';
    case 'after':
      if (isBlank(ch)) return 'after';
      return ch === '/' ? 'before' : ch === '=' ? 'value' : 'name';
    case 'value':
      if (isBlank(ch)) return 'value';
      return ch === '"' ? 'double' : ch === "'" ? 'single' : 'bare';
    case 'double':
      return ch === '"' ? 'before' : 'double';
    case 'single':
      return ch === "'" ? 'before' : 'single';
    case 'bare':
      return isBlank(ch) ? 'before' : 'bare';
  }
}

/** A comment from after `<!--` on. */
export class CommentSpan implements Span {
  #state: CommentState = 'start';

  take(ch: string): boolean {
    if (ch === '>' && this.#state !== 'text' && this.#state !== 'dash') return true;
    this.#state = nextCommentState(this.#state, ch);
    return false;
  }
}

function nextCommentState(state: CommentState, ch: string): CommentState {
  switch (state) {
    case 'start':
      return ch === '-' ? 'start-dash' : 'text';
    case 'start-dash':
      return ch === '-' ? 'end' : 'text';
    case 'text':
      return ch === '-' ? 'dash' : 'text';
    case 'dash':
      return ch === '-' ? 'end' : 'text';
    case 'end':
      return ch === '-' ? 'end' : ch === '!' ? 'bang' : 'text';
    case 'bang':
      return ch === '-' ? 'dash' : 'text';
  }
}

/** What ends with the first `>`: a doctype, a bogus comment. */
export class DeclarationSpan implements Span {
  take(ch: string): boolean {
    return ch === '>';
  }
}

/** XML: a processing instruction ends with `?>`. */
export class InstructionSpan implements Span {
  #mark = false;

  take(ch: string): boolean {
    const ends = this.#mark && ch === '>';
    this.#mark = ch === '?';
    return ends;
  }
}

/** XML: a document type may hold declarations in brackets, with quoted values. */
export class DoctypeSpan implements Span {
  #quote = '';
  #inside = false;

  take(ch: string): boolean {
    if (this.#quote !== '') {
      if (ch === this.#quote) this.#quote = '';
      return false;
    }
    if (ch === '"' || ch === "'") this.#quote = ch;
    if (ch === '[') this.#inside = true;
    if (ch === ']') this.#inside = false;
    return ch === '>' && !this.#inside;
  }
}
