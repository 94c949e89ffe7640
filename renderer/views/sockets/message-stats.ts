// Pure: figures of one connection, kept up to date as its messages come.
import { isFrame, type MessageRow } from './message-row.ts';
import { pingBefore } from './message-list.ts';

/** Bars in the rate picture at most; time per bar doubles when there would be more. */
export const RATE_BARS = 60;

/** Gaps and answer times looked at for a median: the latest ones. */
const RECENT = 101;

export interface MessageFigures {
  readonly countIn: number;
  readonly countOut: number;
  /** Payload after inflating. */
  readonly payloadBytes: number;
  /** With frame headers; 0 for events. */
  readonly wireBytes: number;
  readonly compressedCount: number;
  /** Share of the payload that compression saved, 0 to 1; absent where nothing was compressed. */
  readonly savedShare?: number;
  /** Median time from a ping to the next of the same side. */
  readonly beatGapMs?: number;
  /** Median time from a ping to its pong. */
  readonly beatAnswerMs?: number;
  /** Median time between messages. */
  readonly gapMs?: number;
  readonly rates: Rates;
}

export interface Rates {
  /** Instant of the first bar's start. */
  readonly from: number;
  /** Time one bar stands for. */
  readonly widthMs: number;
  readonly counts: readonly number[];
}

/** Figures of rows that grow at their end. Starts over when the oldest rows are taken away. */
export class MessageStats {
  #seen = 0;
  #firstId: string | undefined;
  #lastId: string | undefined;
  #totals = emptyTotals();

  update(rows: readonly MessageRow[]): MessageFigures {
    const grown =
      rows.length >= this.#seen && rows[0]?.id === this.#firstId && rows[this.#seen - 1]?.id === this.#lastId;
    if (!grown) {
      this.#seen = 0;
      this.#totals = emptyTotals();
    }
    for (let position = this.#seen; position < rows.length; position += 1) addRow(this.#totals, rows, position);
    this.#seen = rows.length;
    this.#firstId = rows[0]?.id;
    this.#lastId = rows.at(-1)?.id;
    return toFigures(this.#totals);
  }
}

interface Totals {
  countIn: number;
  countOut: number;
  payloadBytes: number;
  wireBytes: number;
  compressedCount: number;
  compressedPayload: number;
  compressedWire: number;
  lastAt: number | undefined;
  lastPing: { in?: number; out?: number };
  gaps: number[];
  beatGaps: number[];
  beatAnswers: number[];
  from: number;
  widthMs: number;
  bars: number[];
}

function emptyTotals(): Totals {
  return {
    countIn: 0,
    countOut: 0,
    payloadBytes: 0,
    wireBytes: 0,
    compressedCount: 0,
    compressedPayload: 0,
    compressedWire: 0,
    lastAt: undefined,
    lastPing: {},
    gaps: [],
    beatGaps: [],
    beatAnswers: [],
    from: 0,
    widthMs: 1000,
    bars: [],
  };
}

function addRow(totals: Totals, rows: readonly MessageRow[], position: number): void {
  const row = rows[position];
  if (!row) return;
  if (totals.lastAt !== undefined) keep(totals.gaps, Math.max(0, row.at - totals.lastAt));
  totals.lastAt = row.at;
  totals.payloadBytes += row.sizeBytes;
  addRate(totals, row.at);
  if (!isFrame(row) || row.direction === 'in') totals.countIn += 1;
  else totals.countOut += 1;
  if (!isFrame(row)) return;
  totals.wireBytes += row.wireBytes;
  if (row.compressed) {
    totals.compressedCount += 1;
    totals.compressedPayload += row.sizeBytes;
    totals.compressedWire += row.wireBytes;
  }
  if (row.opcode === 'ping') {
    const before = totals.lastPing[row.direction];
    if (before !== undefined) keep(totals.beatGaps, row.at - before);
    totals.lastPing[row.direction] = row.at;
  } else if (row.opcode === 'pong') {
    const ping = pingBefore(rows, 0, position);
    if (ping) keep(totals.beatAnswers, Math.max(0, row.at - ping.at));
  }
}

function keep(values: number[], value: number): void {
  values.push(value);
  if (values.length > RECENT * 2) values.splice(0, values.length - RECENT);
}

function addRate(totals: Totals, at: number): void {
  if (totals.bars.length === 0) totals.from = at;
  let bar = Math.max(0, Math.floor((at - totals.from) / totals.widthMs));
  while (bar >= RATE_BARS) {
    totals.bars = halve(totals.bars);
    totals.widthMs *= 2;
    bar = Math.floor((at - totals.from) / totals.widthMs);
  }
  while (totals.bars.length <= bar) totals.bars.push(0);
  totals.bars[bar] = (totals.bars[bar] ?? 0) + 1;
}

function halve(bars: readonly number[]): number[] {
  return Array.from(
    { length: Math.ceil(bars.length / 2) },
    (_, index) => (bars[index * 2] ?? 0) + (bars[index * 2 + 1] ?? 0),
  );
}

function median(values: readonly number[]): number | undefined {
  if (values.length === 0) return undefined;
  const sorted = values.slice(-RECENT).sort((left, right) => left - right);
  return sorted[(sorted.length - 1) >> 1];
}

function toFigures(totals: Totals): MessageFigures {
  const { countIn, countOut, payloadBytes, wireBytes, compressedCount, compressedPayload, compressedWire } = totals;
  const beatGapMs = median(totals.beatGaps);
  const beatAnswerMs = median(totals.beatAnswers);
  const gapMs = median(totals.gaps);
  return {
    countIn,
    countOut,
    payloadBytes,
    wireBytes,
    compressedCount,
    ...(compressedPayload > 0 ? { savedShare: Math.max(0, 1 - compressedWire / compressedPayload) } : {}),
    ...(beatGapMs === undefined ? {} : { beatGapMs }),
    ...(beatAnswerMs === undefined ? {} : { beatAnswerMs }),
    ...(gapMs === undefined ? {} : { gapMs }),
    rates: { from: totals.from, widthMs: totals.widthMs, counts: [...totals.bars] },
  };
}
