// Pure: rows of a connection → what its grid shows. Heartbeats fold into one row; new rows cost only themselves.
import { isFrame, isHeartbeat, type MessageRow } from './message-row.ts';

/** Pings and pongs in a row. Positions are those in the rows given. */
export interface BeatGroup {
  readonly first: number;
  readonly last: number;
  /** Pings, or pongs where no ping was seen. */
  readonly count: number;
  /** The shortest and longest time from a ping to its pong; absent while none was answered. */
  readonly fastestMs?: number;
  readonly slowestMs?: number;
  /** Pings without an answer. */
  readonly unanswered: number;
}

export interface ListOptions {
  readonly test: (row: MessageRow) => boolean;
  readonly fold: boolean;
  /** Ids of the first rows of groups that are opened. */
  readonly opened: ReadonlySet<string>;
}

/** A line of the grid: a row's position, or `-1 - n` for the nth group. */
export type ListLine = number;

/** Fewer heartbeats than this in a row are shown as they are. */
const FOLD_FROM = 2;

/** What a grid shows of rows that grow at their end. Rows before the last update are not looked at again. */
export class MessageList {
  #lines: ListLine[] = [];
  #groups: BeatGroup[] = [];
  #seen = 0;
  #firstId: string | undefined;
  #lastId: string | undefined;
  #options: ListOptions | undefined;
  /** Where the run of heartbeats at the end began: its line and its rows. */
  #run: { line: number; rows: number[] } | undefined;

  /** The lines for these rows. Starts over when options changed or rows were taken away or put between. */
  update(rows: readonly MessageRow[], options: ListOptions): readonly ListLine[] {
    const grown =
      this.#options === options &&
      rows.length >= this.#seen &&
      rows[0]?.id === this.#firstId &&
      rows[this.#seen - 1]?.id === this.#lastId;
    if (!grown) this.#restart(options);
    for (let position = this.#seen; position < rows.length; position += 1) this.#add(rows, position, options);
    this.#seen = rows.length;
    this.#firstId = rows[0]?.id;
    this.#lastId = rows.at(-1)?.id;
    return this.#lines;
  }

  get length(): number {
    return this.#lines.length;
  }

  line(index: number): ListLine | undefined {
    return this.#lines[index];
  }

  /** The group that a line stands for; undefined for a row's line. */
  group(line: ListLine): BeatGroup | undefined {
    return line < 0 ? this.#groups[-1 - line] : undefined;
  }

  /** The line of a row: its own, or that of the group it is folded into; -1 where it is filtered out. */
  lineOf(position: number): number {
    let low = 0;
    let high = this.#lines.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const at = this.#start(middle);
      const group = this.group(this.#lines[middle] ?? 0);
      if (at === position && !group) return middle;
      if (group && position >= group.first && position <= group.last) return this.#inside(middle, position);
      if (at < position) low = middle + 1;
      else high = middle - 1;
    }
    return -1;
  }

  /** The line of the group that begins with the row at that position; -1 where none does. */
  groupLineOf(position: number): number {
    const line = this.lineOf(position);
    if (line < 0) return -1;
    if (this.group(this.#lines[line] ?? 0)) return line;
    const before = this.group(this.#lines[line - 1] ?? 0);
    return before?.first === position ? line - 1 : -1;
  }

  /** In an opened group the row has a line of its own after the group's. */
  #inside(groupLine: number, position: number): number {
    for (let index = groupLine + 1; index < this.#lines.length; index += 1) {
      const line = this.#lines[index] ?? -1;
      if (line === position) return index;
      if (line < 0 || line > position) break;
    }
    return groupLine;
  }

  #start(index: number): number {
    const line = this.#lines[index] ?? 0;
    return this.group(line)?.first ?? line;
  }

  #restart(options: ListOptions): void {
    this.#lines = [];
    this.#groups = [];
    this.#seen = 0;
    this.#run = undefined;
    this.#options = options;
  }

  #add(rows: readonly MessageRow[], position: number, options: ListOptions): void {
    const row = rows[position];
    if (!row || !options.test(row)) return;
    if (!options.fold || !isHeartbeat(row)) {
      this.#run = undefined;
      this.#lines.push(position);
      return;
    }
    this.#run ??= { line: this.#lines.length, rows: [] };
    this.#run.rows.push(position);
    this.#foldRun(rows, this.#run, options);
  }

  #foldRun(rows: readonly MessageRow[], run: { line: number; rows: number[] }, options: ListOptions): void {
    const last = run.rows.at(-1) ?? 0;
    if (run.rows.length < FOLD_FROM) return void this.#lines.push(last);
    const first = rows[run.rows[0] ?? 0];
    const open = first !== undefined && options.opened.has(first.id);
    if (run.rows.length === FOLD_FROM) {
      this.#groups.push(toGroup(rows, run.rows));
      this.#lines.length = run.line;
      this.#lines.push(-this.#groups.length);
      if (open) this.#lines.push(...run.rows);
      return;
    }
    const group = this.#groups.at(-1);
    if (group) this.#groups[this.#groups.length - 1] = growGroup(rows, group, last);
    if (open) this.#lines.push(last);
  }
}

function toGroup(rows: readonly MessageRow[], positions: readonly number[]): BeatGroup {
  const first = positions[0] ?? 0;
  const start: BeatGroup = { first, last: first - 1, count: 0, unanswered: 0 };
  return positions.reduce((group, position) => growGroup(rows, group, position), start);
}

function growGroup(rows: readonly MessageRow[], group: BeatGroup, position: number): BeatGroup {
  const row = rows[position];
  if (!row || !isFrame(row)) return { ...group, last: position };
  if (row.opcode === 'ping') {
    return { ...group, last: position, count: group.count + 1, unanswered: group.unanswered + 1 };
  }
  const ping = pingBefore(rows, group.first, position);
  if (!ping) return { ...group, last: position, count: Math.max(group.count, 1) };
  const answerMs = Math.max(0, row.at - ping.at);
  return {
    ...group,
    last: position,
    unanswered: Math.max(0, group.unanswered - 1),
    fastestMs: Math.min(group.fastestMs ?? answerMs, answerMs),
    slowestMs: Math.max(group.slowestMs ?? answerMs, answerMs),
  };
}

/** How far back a pong looks for its ping. */
const LOOK_BACK = 8;

/** The last ping from the other side. */
export function pingBefore(rows: readonly MessageRow[], from: number, position: number): MessageRow | undefined {
  const pong = rows[position];
  for (let at = position - 1; at >= Math.max(from, position - LOOK_BACK); at -= 1) {
    const row = rows[at];
    if (row && pong && isFrame(row) && isFrame(pong) && row.opcode === 'ping' && row.direction !== pong.direction) {
      return row;
    }
  }
  return undefined;
}
