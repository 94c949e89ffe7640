// Ingest: makes log records of what processes and followed files write, line by line.
import { stripVTControlCharacters } from 'node:util';
import type { LogLevel, LogRecord } from '../../model/log.ts';
import type { FileOutput, ProcessOutput } from '../../model/tap-event.ts';

/** Characters of one line; a longer one becomes several records. */
export const MAX_LINE_CHARACTERS = 64 * 1024;
/** How long a line that has not ended is waited for, in milliseconds. */
export const PARTIAL_LINE_MS = 250;
/** Streams with a line that has not ended; the oldest is given up for a new one. */
export const MAX_PARTIAL_LINES = 256;

type LogText = ProcessOutput | FileOutput;

interface Partial {
  readonly output: LogText;
  readonly text: string;
  /** When its last piece came. */
  readonly at: number;
}

/** Gathers lines by process and stream; ids come from `nextId`. */
export class LogLines {
  readonly #emit: (record: LogRecord) => void;
  readonly #nextId: () => string;
  readonly #dropped: (lines: number) => void;
  readonly #partials = new Map<string, Partial>();

  constructor(nextId: () => string, emit: (record: LogRecord) => void, dropped: (lines: number) => void) {
    this.#nextId = nextId;
    this.#emit = emit;
    this.#dropped = dropped;
  }

  /** Takes a piece of output; every line it ends becomes a record with this piece's instant. */
  accept(output: LogText): void {
    const key = toKey(output);
    if (output.lost !== undefined) this.#gap(key, output.lost);
    const lines = ((this.#partials.get(key)?.text ?? '') + output.text).split('\n');
    this.#partials.delete(key);
    let rest = lines.pop() ?? '';
    for (const line of lines) this.#line(output, line, output.at);
    while (rest.length >= MAX_LINE_CHARACTERS) {
      this.#line(output, rest.slice(0, MAX_LINE_CHARACTERS), output.at);
      rest = rest.slice(MAX_LINE_CHARACTERS);
    }
    if (rest === '') return;
    if (this.#partials.size >= MAX_PARTIAL_LINES) this.#giveUpOldest();
    this.#partials.set(key, { output, text: rest, at: output.at });
  }

  /** Gives up waiting for the end of lines whose last piece came long before `at`. */
  flush(at: number): void {
    for (const [key, { output, text, at: since }] of this.#partials) {
      if (at - since < PARTIAL_LINE_MS) continue;
      this.#partials.delete(key);
      this.#line(output, text, since);
    }
  }

  /** Makes records of all that is left. */
  end(): void {
    this.flush(Infinity);
  }

  /** Of the lines that were left out, the first is the one that began before: what there is of it stands alone. */
  #gap(key: string, lineFeeds: number): void {
    const begun = this.#partials.get(key);
    if (lineFeeds === 0) return;
    this.#partials.delete(key);
    if (begun) this.#line(begun.output, begun.text, begun.at);
    const lines = begun ? lineFeeds - 1 : lineFeeds;
    if (lines > 0) this.#dropped(lines);
  }

  #giveUpOldest(): void {
    for (const [key, { output, text, at }] of this.#partials) {
      this.#partials.delete(key);
      this.#line(output, text, at);
      return;
    }
  }

  #line(output: LogText, line: string, at: number): void {
    for (let start = 0; start < line.length; start += MAX_LINE_CHARACTERS) {
      const ansi = withoutRewrites(line.slice(start, start + MAX_LINE_CHARACTERS));
      const message = stripVTControlCharacters(ansi);
      if (message.trim() === '') continue;
      this.#emit({
        id: this.#nextId(),
        at,
        source: output.type === 'output' ? `process:${output.name}` : `file:${output.path}`,
        level: parseLevel(message) ?? (output.type === 'output' && output.stream === 'stderr' ? 'warn' : 'info'),
        message,
        fields: { ...(output.type === 'output' && { stream: output.stream }), ...(ansi !== message && { ansi }) },
      });
    }
  }
}

function toKey(output: LogText): string {
  return output.type === 'output' ? `${output.stream} ${output.name}` : `file ${output.path}`;
}

/** What a terminal shows of a line that was written over (progress bars): the text after the last carriage return. */
function withoutRewrites(line: string): string {
  const text = line.replace(/\r+$/, '');
  return text.slice(text.lastIndexOf('\r') + 1);
}

const LEVEL = '(trace|debug|info|warn|warning|error|err|fatal|panic)';
/** The word as the value of a level field, in brackets, or first in the line but for time stamps and punctuation. */
const LEVEL_PATTERNS = [
  new RegExp(`\\b(?:level|lvl|severity)["']?\\s*[=:]\\s*["']?${LEVEL}\\b`, 'i'),
  new RegExp(`[[(<]\\s*${LEVEL}\\s*[\\])>]`, 'i'),
  new RegExp(`^[\\d\\s:.,/TZ+\\-[\\]()|]*(?:npm\\s+)?${LEVEL}(?![\\w-])`, 'i'),
];

const LEVELS: ReadonlyMap<string, LogLevel> = new Map<string, LogLevel>([
  ['trace', 'trace'],
  ['debug', 'debug'],
  ['info', 'info'],
  ['warn', 'warn'],
  ['warning', 'warn'],
  ['error', 'error'],
  ['err', 'error'],
  ['fatal', 'fatal'],
  ['panic', 'fatal'],
]);

/** How much of a line is searched for its level. */
const LEVEL_CHARACTERS = 512;

/** The level a line names, where it does so plainly. */
export function parseLevel(line: string): LogLevel | undefined {
  const head = line.slice(0, LEVEL_CHARACTERS);
  for (const pattern of LEVEL_PATTERNS) {
    const word = pattern.exec(head)?.[1]?.toLowerCase();
    if (word !== undefined) return LEVELS.get(word);
  }
  return undefined;
}
