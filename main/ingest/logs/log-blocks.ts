// Ingest: joins the lines of one stack into a block; every other line is a block of its own. A stack's headline stands before its
// first frame, so the last few lines wait for the end of a turn before they are told of.
import { toStackBlock, type StackBlock } from './stack-block.ts';
import type { LogLine } from './log-lines.ts';

/** Lines of one block; what follows belongs to none. */
export const MAX_BLOCK_LINES = 500;
/** How long a block waits for its next line, in milliseconds. */
export const BLOCK_QUIET_MS = 200;
/** Lines before a stack in which its message is looked for; Gin writes all fields of the request there. */
export const MAX_LINES_BEFORE = 40;

interface Recent {
  readonly line: LogLine;
  isTold: boolean;
}

/** A block that may go on. */
export interface OpenBlock {
  readonly stack: StackBlock;
  readonly lines: LogLine[];
  /** Lines at its start that say what the stack is about, before its own headline. */
  readonly leads: number;
  /** Lines of the stack's head that were told of before, as lines of their own. */
  readonly missing: number;
  lastAt: number;
  /** Lines that were told of. */
  told: number;
  /** The record that it became, once it is told of. */
  recordId?: string;
}

export interface LogBlocksOptions {
  /** A line of its own, in order. */
  readonly onLine: (line: LogLine) => void;
  /** A block as it stands now; told again when it has grown. `isOver` comes once. */
  readonly onBlock: (block: OpenBlock, isOver: boolean) => void;
  /** Whether a line tells of something that a stack may follow. */
  readonly isLead: (line: LogLine) => boolean;
}

/** The blocks of one stream. */
export class LogBlocks {
  readonly #options: LogBlocksOptions;
  #recent: Recent[] = [];
  /** Places before this were told of. */
  #told = 0;
  #open: OpenBlock | undefined;

  constructor(options: LogBlocksOptions) {
    this.#options = options;
  }

  /** When a block is over though nothing comes. */
  get dueAt(): number | undefined {
    return this.#open && this.#open.lastAt + BLOCK_QUIET_MS;
  }

  accept(line: LogLine): void {
    const open = this.#open;
    if (open && open.lines.length < MAX_BLOCK_LINES && open.stack.goesOn(line.text)) {
      open.lines.push(line);
      open.lastAt = line.at;
      return;
    }
    if (open) this.close();
    if (mayBeginStack(line.text) && this.#begin(line)) return;
    this.#recent.push({ line, isTold: false });
    if (this.#recent.length > 2 * MAX_LINES_BEFORE) this.#forget();
  }

  /** Ends a turn: tells of all that waits. A block whose last line came long ago is over. */
  flush(at: number): void {
    this.#tell(this.#recent.length);
    const open = this.#open;
    if (!open) return;
    if (at - open.lastAt >= BLOCK_QUIET_MS) this.close();
    else if (open.told < open.lines.length) this.#options.onBlock(open, false);
    open.told = open.lines.length;
  }

  /** Tells of all that waits; an open block is over. */
  settle(): void {
    this.#tell(this.#recent.length);
    this.close();
  }

  /** The block is over. */
  close(): void {
    const open = this.#open;
    if (!open) return;
    this.#open = undefined;
    this.#recent = [];
    this.#told = 0;
    this.#options.onBlock(open, true);
  }

  #begin(line: LogLine): boolean {
    const before = this.#recent.slice(-MAX_LINES_BEFORE).map((recent) => recent.line.text);
    const stack = toStackBlock(line.text, before);
    if (!stack) return false;
    const from = this.#recent.length - stack.head.length;
    const lead = this.#recent[from - 1];
    const isLed = stack.family !== 'go' && lead && !lead.isTold && this.#options.isLead(lead.line);
    const first = isLed ? from - 1 : from;
    const own = this.#recent.slice(first).filter((recent) => !recent.isTold);
    this.#tell(first);
    const lines = [...own.map((recent) => recent.line), line];
    const leads = from - first;
    const missing = stack.head.length + leads - own.length;
    this.#recent = this.#recent.slice(0, first).slice(-MAX_LINES_BEFORE);
    this.#told = this.#recent.length;
    this.#open = { stack, lines, leads, missing, lastAt: line.at, told: 0 };
    return true;
  }

  #tell(end: number): void {
    for (; this.#told < end; this.#told++) {
      const recent = this.#recent[this.#told];
      if (!recent || recent.isTold) continue;
      recent.isTold = true;
      this.#options.onLine(recent.line);
    }
  }

  #forget(): void {
    this.#tell(MAX_LINES_BEFORE);
    this.#recent = this.#recent.slice(MAX_LINES_BEFORE);
    this.#told = Math.max(0, this.#told - MAX_LINES_BEFORE);
  }
}

/** Most lines begin none, and that is plain from a few of their characters. */
function mayBeginStack(text: string): boolean {
  const code = text.charCodeAt(0);
  // A blank or a tab before a frame; Python's `Traceback`, with bars where exceptions are grouped; Go's `panic` and `fatal error`.
  if (code === 0x20 || code === 0x09 || code === 0x54 || code === 0x7c || code === 0x2b || code === 0x70) return true;
  if (code === 0x7b) return false;
  return text.startsWith('fatal error: ') || text.includes('.go:') || text.includes('http: panic serving');
}
