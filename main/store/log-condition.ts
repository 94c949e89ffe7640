// Store: which log records, by level, source, words, fields and what they belong to.
import type { LogFilter } from '../model/protocol.ts';
import type { Row, Value } from './connection.ts';
import { isAsciiCased } from './frame-queries.ts';
import { parseText } from './message-columns.ts';

/** A condition over `logs` and its values. */
export interface LogCondition {
  readonly sql: string;
  readonly values: readonly Value[];
  /** Left to check in JavaScript over `MATCHED_LIST`, because the database folds the case of ASCII letters only. */
  readonly matches?: (row: Row) => boolean;
  /** What `matches` looks for. */
  readonly key?: string;
  /** Names an index of its own, so few rows are looked at. */
  readonly narrow: boolean;
}

/** The condition of an empty filter. */
export const ALL = '1';

/** What `matches` takes, after the id. */
export const MATCHED_LIST = 'id, CAST(message AS BLOB), CAST(more AS BLOB), fields';

/** The lines after the first, as text. */
export const MORE = "coalesce(more, '')";

/** Digits of a whole trace id (W3C Trace Context section 3.2.2.3). */
const TRACE_DIGITS = 32;

type Test = (text: string, fields: string) => boolean;

/** The condition of a filter, always true for an empty one. */
export function toLogCondition(filter: LogFilter): LogCondition {
  const builder = new ConditionBuilder();
  builder.isTrace(filter.traceId);
  builder.isEqual('exchange', filter.exchangeId === undefined ? undefined : Number(filter.exchangeId));
  builder.isEqual('request_id', filter.requestId);
  builder.isEqual('page', filter.pageId);
  builder.isAmong('level', filter.levels);
  builder.isAmong('source', filter.sources);
  if (filter.fromAt !== undefined) builder.add('at >= ?', filter.fromAt);
  if (filter.toAt !== undefined) builder.add('at <= ?', filter.toAt);
  for (const text of filter.texts ?? []) builder.holds(text, true);
  for (const text of filter.without ?? []) builder.holds(text, false);
  for (const { path, text } of filter.fields ?? []) builder.hasField(path, text);
  return builder.condition();
}

class ConditionBuilder {
  readonly #parts: string[] = [];
  readonly #values: Value[] = [];
  readonly #tests: Test[] = [];
  readonly #keys: string[] = [];
  #narrow = false;

  add(sql: string, ...values: readonly Value[]): void {
    this.#parts.push(sql);
    this.#values.push(...values);
  }

  isEqual(column: string, value: string | number | undefined): void {
    if (value === undefined) return;
    this.add(`${column} = ?`, value);
    this.#narrow = true;
  }

  /** By the first digits of its id, as far as they are given. */
  isTrace(digits: string | undefined): void {
    if (digits === undefined || digits.length >= TRACE_DIGITS) return this.isEqual('trace_id', digits);
    this.add('trace_id >= ? AND trace_id < ?', digits, `${digits}\uffff`);
    this.#narrow = true;
  }

  isAmong(column: string, values: readonly string[] | undefined): void {
    if (values === undefined) return;
    this.add(`${column} IN (${values.map(() => '?').join(', ')})`, ...values);
  }

  holds(text: string, wanted: boolean): void {
    const lowered = text.toLowerCase();
    if (lowered === '') return;
    if (isAsciiCased(lowered)) {
      const found = `(instr(lower(message), ?) OR instr(lower(${MORE}), ?))`;
      this.add(wanted ? found : `NOT ${found}`, lowered, lowered);
      return;
    }
    // What is all ASCII can't hold it; nearly all lines are.
    if (wanted) this.add(`(${hasOthers('message')} OR ${hasOthers(MORE)})`);
    this.#tests.push((all) => all.includes(lowered) === wanted);
    this.#keys.push(`${String(wanted)} ${lowered}`);
  }

  hasField(path: string, text: string): void {
    const lowered = text.toLowerCase();
    // Cheap, and leaves out nearly all; JSON as it is written here puts no blanks around names.
    const [first = ''] = path.split('.');
    this.add('instr(fields, ?)', JSON.stringify(first).slice(0, -1));
    if (isAsciiCased(lowered) && !path.includes('"')) {
      const paths = toJsonPaths(path);
      const tests = paths.map(() => `instr(lower(${FIELD_TEXT}), ?)`);
      this.add(`(${tests.join(' OR ')})`, ...paths.flatMap((one) => [one, one, one, lowered]));
      return;
    }
    this.#tests.push((_all, fields) => fieldTexts(fields, path).some((value) => value.toLowerCase().includes(lowered)));
    this.#keys.push(`${path} ${lowered}`);
  }

  condition(): LogCondition {
    const sql = this.#parts.length > 0 ? this.#parts.join(' AND ') : ALL;
    const known = { sql, values: this.#values, narrow: this.#narrow };
    const tests = this.#tests;
    if (tests.length === 0) return known;
    return {
      ...known,
      key: this.#keys.join('\n'),
      matches: ([, message, more, fields]) => {
        const all = `${parseText(message)}\n${more === null ? '' : parseText(more)}`.toLowerCase();
        return tests.every((test) => test(all, fields as string));
      },
    };
  }
}

/** More bytes than characters: some are not ASCII. A text ends at its first NUL for `length`, which errs on the safe side. */
function hasOthers(text: string): string {
  return `length(CAST(${text} AS BLOB)) > length(${text})`;
}

/** A field's value as text; what is a list or an object, as JSON. */
const FIELD_TEXT = "iif(json_type(fields, ?) IN ('true', 'false'), json_type(fields, ?), json_extract(fields, ?))";

/** A path may be one name with dots in it, as OpenTelemetry's are, or names within each other. */
function toJsonPaths(path: string): readonly string[] {
  const whole = `$."${path}"`;
  const parts = path.split('.');
  return parts.length === 1 ? [whole] : [whole, `$${parts.map((part) => `."${part}"`).join('')}`];
}

function fieldTexts(fields: string, path: string): readonly string[] {
  const record = JSON.parse(fields) as Readonly<Record<string, unknown>>;
  let nested: unknown = record;
  for (const part of path.split('.'))
    nested = typeof nested === 'object' && nested !== null ? (nested as Record<string, unknown>)[part] : undefined;
  return [record[path], nested].flatMap((value) => (value === undefined || value === null ? [] : [toText(value)]));
}

function toText(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}
