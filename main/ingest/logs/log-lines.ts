// Ingest: gathers the lines of what processes and followed files write.
import { stripVTControlCharacters } from 'node:util';
import type { FileOutput, ProcessOutput } from '../../model/tap-event.ts';

/** Characters of one line; a longer one becomes several. */
export const MAX_LINE_CHARACTERS = 64 * 1024;
/** How long a line that has not ended is waited for, in milliseconds. */
export const PARTIAL_LINE_MS = 500;
/** Streams with a line that has not ended; the oldest is given up for a new one. */
export const MAX_PARTIAL_LINES = 256;

export type LogText = ProcessOutput | FileOutput;

/** Where lines come from: a stream of a process, or a file. */
export interface LineSource {
  readonly key: string;
  /** `process:<name>` or `file:<path>`. */
  readonly source: string;
  readonly stream?: 'stdout' | 'stderr';
}

export interface LogLine {
  /** When it arrived. */
  readonly at: number;
  /** Without colours. */
  readonly text: string;
  /** With colours, where it has some. */
  readonly ansi?: string;
}

interface Partial {
  readonly source: LineSource;
  readonly text: string;
  /** When its last piece came. */
  readonly at: number;
}

export interface LogLinesOptions {
  /** Takes the lines that a piece ended, in order. Lines of blanks alone are left out. */
  readonly onLines: (source: LineSource, lines: readonly LogLine[]) => void;
  /** Lines were left out before they came here. */
  readonly dropped: (lines: number) => void;
}

export class LogLines {
  readonly #options: LogLinesOptions;
  readonly #partials = new Map<string, Partial>();

  constructor(options: LogLinesOptions) {
    this.#options = options;
  }

  /** Takes a piece of output; every line it ends gets this piece's instant. */
  accept(output: LogText): void {
    const source = toSource(output);
    if (output.lost !== undefined) this.#gap(source.key, output.lost);
    const { at } = output;
    const lines = ((this.#partials.get(source.key)?.text ?? '') + output.text).split('\n');
    this.#partials.delete(source.key);
    let rest = lines.pop() ?? '';
    const whole: LogLine[] = [];
    for (const line of lines) addLine(whole, line, at);
    while (rest.length >= MAX_LINE_CHARACTERS) {
      addLine(whole, rest.slice(0, MAX_LINE_CHARACTERS), at);
      rest = rest.slice(MAX_LINE_CHARACTERS);
    }
    if (whole.length > 0) this.#options.onLines(source, whole);
    if (rest === '') return;
    if (this.#partials.size >= MAX_PARTIAL_LINES) this.#giveUpOldest();
    this.#partials.set(source.key, { source, text: rest, at });
  }

  /** When `flush` is needed though nothing comes; undefined when it isn't. */
  get dueAt(): number | undefined {
    let due: number | undefined;
    for (const { at } of this.#partials.values()) due = Math.min(due ?? Infinity, at + PARTIAL_LINE_MS);
    return due;
  }

  /** Gives up waiting for the end of lines whose last piece came long before `at`. */
  flush(at: number): void {
    for (const [key, partial] of this.#partials) if (at - partial.at >= PARTIAL_LINE_MS) this.#giveUp(key);
  }

  /** Of the lines that were left out, the first is the one that began before: what there is of it stands alone. */
  #gap(key: string, lineFeeds: number): void {
    if (lineFeeds === 0) return;
    const lines = this.#giveUp(key) ? lineFeeds - 1 : lineFeeds;
    if (lines > 0) this.#options.dropped(lines);
  }

  #giveUpOldest(): void {
    for (const key of this.#partials.keys()) {
      this.#giveUp(key);
      return;
    }
  }

  #giveUp(key: string): boolean {
    const partial = this.#partials.get(key);
    if (!partial) return false;
    this.#partials.delete(key);
    const lines: LogLine[] = [];
    addLine(lines, partial.text, partial.at);
    if (lines.length > 0) this.#options.onLines(partial.source, lines);
    return true;
  }
}

function toSource(output: LogText): LineSource {
  if (output.type === 'file-output') return { key: `file ${output.path}`, source: `file:${output.path}` };
  const { name, stream } = output;
  return { key: `${stream} ${name}`, source: `process:${name}`, stream };
}

function addLine(lines: LogLine[], line: string, at: number): void {
  for (let start = 0; start < line.length; start += MAX_LINE_CHARACTERS) {
    const piece = line.length > MAX_LINE_CHARACTERS ? line.slice(start, start + MAX_LINE_CHARACTERS) : line;
    const ansi = withoutRewrites(piece);
    const text = hasControls(ansi) ? stripVTControlCharacters(ansi) : ansi;
    if (!/\S/.test(text)) continue;
    lines.push(text === ansi ? { at, text } : { at, text, ansi });
  }
}

/** What begins a control sequence is in it. */
function hasControls(text: string): boolean {
  return text.includes('\u001B') || text.includes('\u009B');
}

/** What a terminal shows of a line that was written over (progress bars): the text after the last carriage return. */
function withoutRewrites(line: string): string {
  if (!line.includes('\r')) return line;
  const text = line.replace(/\r+$/, '');
  return text.slice(text.lastIndexOf('\r') + 1);
}
