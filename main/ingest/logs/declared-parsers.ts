// Ingest: lines read by patterns of the configuration. A pattern may be slow without end, so it runs with a time limit, a piece of
// output at a time, and is switched off when it exceeds it.
import { createContext, Script } from 'node:vm';
import type { LogParserConfig } from '../../model/config.ts';
import { knownIds, toSpanId, toTraceId } from './log-ids.ts';
import { toLogLevel } from './log-level.ts';
import { toLogTime } from './log-time.ts';
import type { ParsedLine } from './parsed-line.ts';

/** Longest line that a pattern is tried on. */
export const PATTERN_CHARACTERS = 4_096;
/** How long a pattern may take for the lines of one piece of output, in milliseconds. */
export const PATTERN_LIMIT_MS = 100;

/** What is wrong with a pattern. */
export interface ParserFault {
  /** A code listed in docs/errors.md. */
  readonly code: 'log-parser-invalid' | 'log-parser-slow';
  readonly message: string;
}

interface Parser {
  readonly pattern: RegExp;
  readonly sources: readonly RegExp[] | undefined;
  isOff: boolean;
}

export class DeclaredParsers {
  readonly #parsers: Parser[] = [];
  readonly #tell: (fault: ParserFault) => void;
  #run: (limitMs: number) => void = () => undefined;
  #task: () => void = () => undefined;

  constructor(configs: readonly LogParserConfig[], tell: (fault: ParserFault) => void) {
    this.#tell = tell;
    for (const config of configs) this.#add(config);
    if (this.#parsers.length === 0) return;
    // Only what runs in a script of its own can be stopped.
    const context = createContext({ task: () => this.#task() });
    const script = new Script('task()');
    this.#run = (limitMs) => void script.runInContext(context, { timeout: limitMs });
  }

  /** What the patterns for a source made of its lines, by their place; undefined where there is no pattern for it. */
  read(source: string, lines: readonly string[]): readonly (ParsedLine | undefined)[] | undefined {
    if (this.#parsers.length === 0) return undefined;
    const found: (ParsedLine | undefined)[] = [];
    for (const parser of this.#parsers) {
      if (parser.isOff || parser.sources?.every((pattern) => !pattern.test(source)) === true) continue;
      this.#match(parser, lines, found);
    }
    return found;
  }

  #match(parser: Parser, lines: readonly string[], found: (ParsedLine | undefined)[]): void {
    this.#task = () => {
      lines.forEach((line, place) => {
        if (found[place] || line.length > PATTERN_CHARACTERS) return;
        const match = parser.pattern.exec(line);
        if (match) found[place] = toDeclaredLine(line, match.groups ?? {});
      });
    };
    try {
      this.#run(PATTERN_LIMIT_MS);
    } catch {
      // Its time is over: the only thing that can be thrown here.
      parser.isOff = true;
      this.#tell({
        code: 'log-parser-slow',
        message: `The log parser ${parser.pattern.source} took longer than ${PATTERN_LIMIT_MS} ms for some lines and is switched off; write it without repetitions within repetitions.`,
      });
    }
  }

  #add({ pattern, sources }: LogParserConfig): void {
    try {
      this.#parsers.push({ pattern: new RegExp(pattern), sources: sources?.map(toSourcePattern), isOff: false });
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      this.#tell({
        code: 'log-parser-invalid',
        message: `A log parser is no regular expression and is not used: ${reason}.`,
      });
    }
  }
}

/** `process:api`, `file:*`. */
function toSourcePattern(source: string): RegExp {
  const parts = source.split('*').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`);
}

function toDeclaredLine(line: string, groups: Readonly<Record<string, string | undefined>>): ParsedLine {
  const fields: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(groups)) if (value !== undefined) fields[name] = value;
  /** The part of that name, and no field any more, where it can be read. */
  const take = <T>(name: string, read: (value: string) => T | undefined): T | undefined => {
    const value = groups[name];
    const part = value === undefined ? undefined : read(value);
    if (part !== undefined) delete fields[name];
    return part;
  };
  const time = take('time', toLogTime);
  const level = take('level', toLogLevel);
  const message = take('message', (value) => value) ?? line;
  const traceId = take('traceId', toTraceId);
  const spanId = take('spanId', toSpanId);
  const requestId = take('requestId', (value) => (value === '' ? undefined : value));
  return {
    format: 'pattern',
    message,
    fields,
    ...(time && { time }),
    ...(level && { level }),
    ...knownIds({ traceId, spanId, requestId }),
  };
}
