// Ingest: what processes and followed files write, made into log records, and into errors where there is a stack.
import type { LogParserConfig } from '../../model/config.ts';
import type { LogLevel, LogRecord } from '../../model/log.ts';
import type { RawFrame } from '../../model/source-frame.ts';
import { parseStack } from '../../sourcemaps/stack.ts';
import { parseGoStack } from '../../sourcemaps/stack-go.ts';
import { DeclaredParsers, type ParserFault } from './declared-parsers.ts';
import { parseLine } from './line-parser.ts';
import { LogBlocks, type OpenBlock } from './log-blocks.ts';
import { LogLines, type LineSource, type LogLine, type LogText } from './log-lines.ts';
import { settleTime } from './log-time.ts';
import type { ParsedLine } from './parsed-line.ts';

/** Streams that are followed; the oldest is forgotten for a new one. */
export const MAX_STREAMS = 256;

/** An error as a process wrote it. */
export interface OutputError {
  readonly at: number;
  /** `process:<name>` or `file:<path>`. */
  readonly process: string;
  readonly name: string;
  readonly message: string;
  readonly frames: readonly RawFrame[];
  readonly traceId?: string;
  readonly spanId?: string;
}

export interface OutputLogsOptions {
  readonly nextId: () => string;
  /** Takes a record; one with the id of another replaces it. */
  readonly put: (record: LogRecord) => void;
  readonly onError: (error: OutputError) => void;
  readonly dropped: (lines: number) => void;
  readonly parsers?: readonly LogParserConfig[];
}

interface Stream {
  readonly source: LineSource;
  readonly blocks: LogBlocks;
}

type Draft = { -readonly [K in keyof LogRecord]: LogRecord[K] };

export class OutputLogs {
  readonly #options: OutputLogsOptions;
  readonly #lines: LogLines;
  readonly #streams = new Map<string, Stream>();
  readonly #parsers: DeclaredParsers;
  /** Where the latest lines came from. */
  #latest: Stream | undefined;
  #faults: ParserFault[] = [];

  constructor(options: OutputLogsOptions) {
    this.#options = options;
    this.#parsers = new DeclaredParsers(options.parsers ?? [], (fault) => this.#faults.push(fault));
    this.#lines = new LogLines({
      onLines: (source, lines) => this.#acceptLines(source, lines),
      dropped: options.dropped,
    });
  }

  /** When `flush` is needed though nothing comes; undefined when it isn't. */
  get dueAt(): number | undefined {
    let due = this.#lines.dueAt;
    for (const { blocks } of this.#streams.values()) {
      const { dueAt } = blocks;
      if (dueAt !== undefined) due = Math.min(due ?? Infinity, dueAt);
    }
    return due;
  }

  accept(output: LogText): void {
    this.#lines.accept(output);
  }

  /** Ends a turn: puts records of all whole lines so far. */
  flush(at: number): void {
    this.#lines.flush(at);
    for (const { blocks } of this.#streams.values()) blocks.flush(at);
  }

  #acceptLines(source: LineSource, lines: readonly LogLine[]): void {
    const { blocks } = this.#stream(source);
    if (this.#latest?.source.source === source.source && this.#latest.source.key !== source.key) {
      // What the process wrote first comes first, also where it wrote to its other stream.
      this.#latest.blocks.flush(lines[0]?.at ?? 0);
    }
    this.#latest = { source, blocks };
    const declared = this.#parsers.read(
      source.source,
      lines.map((line) => line.text),
    );
    this.#tellFaults(source, lines[0]?.at ?? 0);
    if (!declared) {
      for (const line of lines) blocks.accept(line);
      return;
    }
    lines.forEach((line, place) => {
      const parsed = declared[place];
      if (!parsed) blocks.accept(line);
      else {
        blocks.settle();
        this.#putLine(source, line, parsed);
      }
    });
  }

  #stream(source: LineSource): Stream {
    const known = this.#streams.get(source.key);
    if (known) return known;
    const blocks = new LogBlocks({
      onLine: (line) => this.#putLine(source, line, parseLine(line.text, line.at)),
      onBlock: (block, isOver) => this.#putBlock(source, block, isOver),
      isLead: (line) => isAlarm(parseLine(line.text, line.at).level),
    });
    const stream: Stream = { source, blocks };
    this.#streams.set(source.key, stream);
    if (this.#streams.size > MAX_STREAMS) this.#forgetOldest();
    return stream;
  }

  #forgetOldest(): void {
    for (const [key, { blocks }] of this.#streams) {
      blocks.settle();
      this.#streams.delete(key);
      return;
    }
  }

  /** A parser's fault stands where its lines do. */
  #tellFaults({ source }: LineSource, at: number): void {
    if (this.#faults.length === 0) return;
    const faults = this.#faults;
    this.#faults = [];
    for (const { code, message } of faults) {
      this.#options.put({ id: this.#options.nextId(), at, source, level: 'warn', message, fields: { code } });
    }
  }

  #putLine(source: LineSource, line: LogLine, parsed: ParsedLine): void {
    const record = this.#toDraft(this.#options.nextId(), source, line, parsed);
    const stack = parsed.error?.stack;
    if (stack !== undefined) record.more = stack;
    this.#options.put(record);
    if (stack !== undefined) this.#tellOfStack(record, parsed);
  }

  #tellOfStack({ at, source, level }: LogRecord, { error, traceId, spanId }: ParsedLine): void {
    const frames = error?.stack === undefined ? [] : parseStack(error.stack).frames;
    // zap in development writes the stack of a warning too.
    if (!error || frames.length === 0 || level === 'info' || level === 'debug' || level === 'trace') return;
    const { name, message } = error;
    this.#options.onError(withIds({ at, process: source, name, message, frames }, traceId, spanId));
  }

  #putBlock(source: LineSource, block: OpenBlock, isOver: boolean): void {
    const { stack, lines, leads, missing } = block;
    const texts = lines.map((line) => line.text);
    const own = texts.slice(leads);
    const place = leads > 0 ? 0 : Math.max(0, stack.headlineAt(own) - Math.max(0, missing));
    const line = lines[place] ?? lines[0];
    if (!line) return;
    const parsed = parseLine(line.text, line.at);
    const isNew = block.told < lines.length;
    block.recordId ??= this.#options.nextId();
    const record = this.#toDraft(block.recordId, source, line, parsed);
    record.level = stack.isFatal === true ? 'fatal' : (parsed.level ?? 'error');
    if (texts.length > 1) record.more = texts.filter((_, index) => index !== place).join('\n');
    const coloured = lines.some(({ ansi }) => ansi !== undefined);
    if (coloured) record.fields = { ...record.fields, ansi: lines.map(({ ansi, text }) => ansi ?? text).join('\n') };
    if (isNew) this.#options.put(record);
    if (isOver && isAlarm(record.level) && record.level !== 'warn') this.#tellOfBlock(record, block, own);
  }

  #tellOfBlock(record: LogRecord, { stack }: OpenBlock, lines: readonly string[]): void {
    const text = lines.join('\n');
    const frames = stack.family === 'go' ? parseGoStack(text) : parseStack(text).frames;
    if (frames.length === 0) return;
    const { at, source, traceId, spanId } = record;
    this.#options.onError(withIds({ at, process: source, ...stack.toHeadline(lines), frames }, traceId, spanId));
  }

  #toDraft(id: string, { source, stream }: LineSource, line: LogLine, parsed: ParsedLine): Draft {
    const { time, format, traceId, spanId, requestId } = parsed;
    const fields = parsed.fields ?? {};
    if (stream !== undefined) fields['stream'] ??= stream;
    if (line.ansi !== undefined) fields['ansi'] ??= line.ansi;
    const at = time && settleTime(time, line.at);
    if (time && at === undefined) fields['time'] ??= time.raw;
    const level: LogLevel =
      parsed.level ?? (format === undefined && parsed.time === undefined && stream === 'stderr' ? 'warn' : 'info');
    const record: Draft = { id, at: at ?? line.at, source, level, message: parsed.message, fields };
    if (traceId !== undefined) record.traceId = traceId;
    if (spanId !== undefined) record.spanId = spanId;
    if (requestId !== undefined) record.requestId = requestId;
    if (format !== undefined) record.format = format;
    return record;
  }
}

function isAlarm(level: LogLevel | undefined): boolean {
  return level === 'warn' || level === 'error' || level === 'fatal';
}

function withIds(error: OutputError, traceId: string | undefined, spanId: string | undefined): OutputError {
  return {
    ...error,
    ...(traceId !== undefined && { traceId }),
    ...(spanId !== undefined && { spanId }),
  };
}
