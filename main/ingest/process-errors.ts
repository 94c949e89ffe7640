// Ingest: errors in what processes write: stacks that spread over lines of one stream, and lines of JSON that hold one. The lines
// themselves stay the log records they are.
import type { LogRecord } from '../model/log.ts';
import type { RawFrame } from '../model/source-frame.ts';
import { parseStack } from '../sourcemaps/stack.ts';
import { parseGoStack } from '../sourcemaps/stack-go.ts';
import { toPostedLog } from './log-post.ts';
import { isObject, parseJson } from './loose-value.ts';
import { toStackBlock, type StackBlock } from './stack-block.ts';

/** Lines of one block; what follows belongs to none. */
export const MAX_BLOCK_LINES = 500;
/** How long a block waits for its next line, in milliseconds. */
export const BLOCK_QUIET_MS = 200;
/** Streams that are followed; the oldest is forgotten for a new one. */
export const MAX_STREAMS = 256;
/** Lines before a stack in which its message is looked for. */
export const MAX_LINES_BEFORE = 12;

/** An error as a process wrote it. */
export interface ProcessError {
  readonly at: number;
  /** `process:<name>`. */
  readonly process: string;
  readonly name: string;
  readonly message: string;
  readonly frames: readonly RawFrame[];
  readonly traceId?: string;
  readonly spanId?: string;
}

interface Stream {
  /** Lines that belong to no block, the last few. */
  before: string[];
  block: StackBlock | undefined;
  lines: string[];
  at: number;
  lastAt: number;
}

export class ProcessErrors {
  readonly #emit: (error: ProcessError) => void;
  readonly #streams = new Map<string, Stream>();

  constructor(emit: (error: ProcessError) => void) {
    this.#emit = emit;
  }

  /** When `flush` is needed though nothing comes; undefined when it isn't. */
  get dueAt(): number | undefined {
    let due: number | undefined;
    for (const { block, lastAt } of this.#streams.values()) {
      if (block) due = Math.min(due ?? Infinity, lastAt + BLOCK_QUIET_MS);
    }
    return due;
  }

  /** Takes a line of a process. */
  accept({ source, message, fields, at }: LogRecord): void {
    const name = `${typeof fields['stream'] === 'string' ? fields['stream'] : ''} ${source}`;
    const stream = this.#stream(name);
    if (this.#acceptJson(message, source, at)) return;
    if (stream.block && stream.lines.length < MAX_BLOCK_LINES && stream.block.goesOn(message)) {
      stream.lines.push(message);
      stream.lastAt = at;
      return;
    }
    this.#close(stream, source);
    const block = toStackBlock(message, stream.before);
    if (block) Object.assign(stream, { block, lines: [...block.head, message], at, lastAt: at, before: [] });
    else {
      stream.before.push(message);
      if (stream.before.length > MAX_LINES_BEFORE) stream.before.shift();
    }
  }

  /** Ends blocks whose last line came long before `at`. */
  flush(at: number): void {
    for (const [name, stream] of this.#streams) {
      if (stream.block && at - stream.lastAt >= BLOCK_QUIET_MS) this.#close(stream, toSource(name));
    }
  }

  #stream(name: string): Stream {
    const known = this.#streams.get(name);
    if (known) return known;
    const stream: Stream = { before: [], block: undefined, lines: [], at: 0, lastAt: 0 };
    this.#streams.set(name, stream);
    for (const [oldest, { block }] of this.#streams) {
      if (this.#streams.size <= MAX_STREAMS) break;
      const forgotten = this.#streams.get(oldest);
      if (block && forgotten) this.#close(forgotten, toSource(oldest));
      this.#streams.delete(oldest);
    }
    return stream;
  }

  #close(stream: Stream, process: string): void {
    const { block, lines, at } = stream;
    if (!block) return;
    stream.block = undefined;
    stream.lines = [];
    const text = lines.join('\n');
    const frames = block.family === 'go' ? parseGoStack(text) : parseStack(text).frames;
    if (frames.length === 0) return;
    this.#emit({ at, process, ...block.toHeadline(lines), frames });
  }

  /** True where the line holds an error with its stack as a field. */
  #acceptJson(line: string, process: string, at: number): boolean {
    if (!line.startsWith('{') || !line.includes('stack')) return false;
    const value = parseJson(Buffer.from(line))?.value;
    if (!isObject(value)) return false;
    const { error, traceId, spanId } = toPostedLog(value);
    const frames = error?.stack === undefined ? [] : parseStack(error.stack).frames;
    if (error === undefined || frames.length === 0) return false;
    const { name, message } = error;
    this.#emit({
      at,
      process,
      name,
      message,
      frames,
      ...(traceId === undefined ? {} : { traceId }),
      ...(spanId === undefined ? {} : { spanId }),
    });
    return true;
  }
}

function toSource(streamName: string): string {
  return streamName.slice(streamName.indexOf(' ') + 1);
}
