// Store: how many log records there are, by source, level and second, kept up with every commit so that nobody has to count them.
import type { LogLevel, LogRecord } from '../model/log.ts';
import { LOG_LEVELS } from '../model/log.ts';
import type { LogTotals } from '../model/telemetry.ts';
import type { Connection, Row } from './connection.ts';

/** Sources that are told apart in totals; the rest count as one, under `OTHER_SOURCES`. */
export const TOTAL_SOURCES = 200;
export const OTHER_SOURCES = '…';

/** Sums by source and level, as `toLogTotals` takes them. */
export const LOG_SUMS =
  'SELECT source, level, sum(count) FROM log_seconds GROUP BY source, level ORDER BY source, level';
/** The same of a session before version 4. */
export const EARLY_LOG_SUMS = 'SELECT source, level, count(*) FROM logs GROUP BY source, level ORDER BY source, level';
export const FIRST_LOG = 'SELECT at FROM logs ORDER BY id LIMIT 1';
export const LAST_LOG = 'SELECT id, at FROM logs ORDER BY id DESC LIMIT 1';

export interface LogTally {
  /** Counts records that are put within the transaction that is open; to be called before they are. */
  count(logs: Iterable<LogRecord>): void;
  committed(): void;
  undone(): void;
  totals(): LogTotals;
}

interface Sum {
  readonly second: number;
  readonly source: string;
  readonly level: LogLevel;
  count: number;
}

/** Reads what is there already. */
export function createLogTally(connection: Connection): LogTally {
  const add = connection.prepare(
    `INSERT INTO log_seconds (second, source, level, count) VALUES (?, ?, ?, ?)
     ON CONFLICT (second, source, level) DO UPDATE SET count = count + excluded.count`,
  );
  const find = connection.prepare('SELECT at, source, level FROM logs WHERE id = ?');
  const counts = new Map<string, Map<LogLevel, number>>();
  for (const [source, level, count] of connection.prepare(LOG_SUMS).all([]))
    addTo(counts, source as string, level as LogLevel, Number(count));
  let last = parseLast(connection.prepare(LAST_LOG).get([]));
  let newest = last;
  let firstAt = parseFirst(connection.prepare(FIRST_LOG).get([]));
  let oldestAt = firstAt;
  let sums = new Map<string, Sum>();
  let current: Sum | undefined;

  function step(at: number, source: string, level: LogLevel, by: 1 | -1): void {
    const second = Math.floor(at / 1_000);
    if (!current || current.second !== second || current.source !== source || current.level !== level) {
      const key = `${second} ${level} ${source}`;
      current = sums.get(key);
      if (!current) sums.set(key, (current = { second, source, level, count: 0 }));
    }
    current.count += by;
  }

  return {
    count(logs) {
      sums = new Map();
      current = undefined;
      newest = last;
      oldestAt = firstAt;
      const known = last?.id ?? 0;
      for (const { id, at, source, level } of logs) {
        const number = Number(id);
        oldestAt ??= at;
        if (number > (newest?.id ?? 0)) newest = { id: number, at };
        const before = number <= known ? find.get([number]) : undefined;
        if (before) step(before[0] as number, before[1] as string, before[2] as LogLevel, -1);
        step(at, source, level, 1);
      }
      for (const { second, source, level, count } of sums.values())
        if (count !== 0) add.run([second, source, level, count]);
    },
    committed() {
      for (const { source, level, count } of sums.values()) addTo(counts, source, level, count);
      last = newest;
      firstAt = oldestAt;
      sums = new Map();
      current = undefined;
    },
    undone() {
      sums = new Map();
      current = undefined;
    },
    totals: () => toLogTotals(counts, firstAt, last),
  };
}

/** The same from `LOG_SUMS`, `FIRST_LOG` and `LAST_LOG`. */
export function parseLogTotals(sums: readonly Row[], first: Row | undefined, last: Row | undefined): LogTotals {
  const counts = new Map<string, Map<LogLevel, number>>();
  for (const [source, level, count] of sums) addTo(counts, source as string, level as LogLevel, Number(count));
  return toLogTotals(counts, parseFirst(first), parseLast(last));
}

type Last = { readonly id: number; readonly at: number } | undefined;

function parseLast(row: Row | undefined): Last {
  return row && { id: Number(row[0]), at: Number(row[1]) };
}

function parseFirst(row: Row | undefined): number | undefined {
  return row && Number(row[0]);
}

function addTo(counts: Map<string, Map<LogLevel, number>>, source: string, level: LogLevel, by: number): void {
  const levels = counts.get(source);
  if (levels) levels.set(level, (levels.get(level) ?? 0) + by);
  else counts.set(source, new Map([[level, by]]));
}

function toLogTotals(
  counts: ReadonlyMap<string, ReadonlyMap<LogLevel, number>>,
  firstAt: number | undefined,
  last: Last,
): LogTotals {
  const levels = Object.fromEntries(LOG_LEVELS.map((level) => [level, 0])) as Record<LogLevel, number>;
  const sources: (readonly [string, number])[] = [];
  let total = 0;
  for (const [source, byLevel] of counts) {
    let sum = 0;
    for (const [level, count] of byLevel) {
      levels[level] += count;
      sum += count;
    }
    if (sum > 0) sources.push([source, sum]);
    total += sum;
  }
  return {
    total,
    levels,
    sources: Object.fromEntries(toListed(sources)),
    ...(firstAt !== undefined && { firstAt }),
    ...(last && { lastId: String(last.id), lastAt: last.at }),
  };
}

/** The largest; what does not fit comes last, as one. */
function toListed(sources: (readonly [string, number])[]): readonly (readonly [string, number])[] {
  if (sources.length <= TOTAL_SOURCES) return sources;
  const listed = [...sources].sort((a, b) => b[1] - a[1]);
  const rest = listed.splice(TOTAL_SOURCES - 1).reduce((sum, [, count]) => sum + count, 0);
  return [...listed, [OTHER_SOURCES, rest]];
}
