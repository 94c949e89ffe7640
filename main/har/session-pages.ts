// HAR: walks a session page by page, so that no more of it than one page is in memory. Used by the writer and by `inspect`.
import type { ErrorReport } from '../model/error-report.ts';
import type { ExchangeRow } from '../model/exchange.ts';
import type { HmrRecord } from '../model/hmr.ts';
import type { LogRecord } from '../model/log.ts';
import type { EventRow, Frame, FrameRow, ServerSentEvent } from '../model/message.ts';
import type { MetricRow } from '../model/metric.ts';
import type { ActionRecord, PageRecord } from '../model/page.ts';
import type { ProfileRecord } from '../model/profile.ts';
import type { FrameFilter, Page, SessionReader, TraceRow } from '../model/protocol.ts';
import type { SpanRecord } from '../model/span.ts';

/** Rows asked for at once. */
const ROWS_AT_ONCE = 500;
/** Frames and events come with payloads of any size, so few are asked for at first, and more while they are small. */
const FIRST_PAYLOADS = 16;
/** Characters of payload in a page below which the next page asks for twice as many, and above which for half. */
const SMALL_PAGE = 256 * 1024;
const LARGE_PAGE = 4 * 1024 * 1024;

type Cursor = { readonly afterId?: string; readonly limit: number };

/** Pages until an empty one: a page may be shorter than asked for. `weigh` gives the characters of a row's payload. */
async function* walk<T extends { readonly id: string }>(
  ask: (page: Cursor) => Promise<Page<T>>,
  weigh?: (row: T) => number,
): AsyncGenerator<T, void, undefined> {
  let limit = weigh ? FIRST_PAYLOADS : ROWS_AT_ONCE;
  let afterId: string | undefined;
  for (;;) {
    const { rows } = await ask(afterId === undefined ? { limit } : { afterId, limit });
    const last = rows.at(-1);
    if (last === undefined) return;
    yield* rows;
    afterId = last.id;
    if (weigh === undefined) continue;
    const weight = rows.reduce((sum, row) => sum + weigh(row), 0);
    if (weight < SMALL_PAGE) limit = Math.min(limit * 2, ROWS_AT_ONCE);
    else if (weight > LARGE_PAGE) limit = Math.max(Math.floor(limit / 2), 1);
  }
}

/** All of a session's rows of a kind, in order of id. */
export const sessionRows = {
  exchanges: (reader: SessionReader): AsyncGenerator<ExchangeRow, void, undefined> =>
    walk((page) => reader.exchangeRows(page)),
  frameRows: (reader: SessionReader, filter: FrameFilter): AsyncGenerator<FrameRow, void, undefined> =>
    walk((page) => reader.frameRows(filter, page)),
  frames: (reader: SessionReader, filter: FrameFilter): AsyncGenerator<Frame, void, undefined> =>
    walk(
      (page) => reader.frames(filter, page),
      ({ text, base64 }) => (text ?? base64 ?? '').length,
    ),
  eventRows: (reader: SessionReader, exchangeId: string): AsyncGenerator<EventRow, void, undefined> =>
    walk((page) => reader.eventRows(exchangeId, page)),
  events: (reader: SessionReader, exchangeId?: string): AsyncGenerator<ServerSentEvent, void, undefined> =>
    walk(
      (page) => reader.events(exchangeId, page),
      ({ data }) => data.length,
    ),
  logs: (reader: SessionReader): AsyncGenerator<LogRecord, void, undefined> => walk((page) => reader.logRows(page)),
  spans: (reader: SessionReader): AsyncGenerator<SpanRecord, void, undefined> => walk((page) => reader.spanRows(page)),
  metrics: (reader: SessionReader, seriesId?: string): AsyncGenerator<MetricRow, void, undefined> =>
    walk((page) => reader.metrics(page, seriesId)),
  profiles: (reader: SessionReader): AsyncGenerator<ProfileRecord, void, undefined> =>
    walk((page) => reader.profileRows(page)),
  /** The latest first. */
  async *traces(reader: SessionReader): AsyncGenerator<TraceRow, void, undefined> {
    for (let beforeId: string | undefined; ;) {
      const { rows } = await reader.traceRows({ limit: ROWS_AT_ONCE, ...(beforeId !== undefined && { beforeId }) });
      yield* rows;
      beforeId = rows.at(-1)?.traceId;
      if (beforeId === undefined) return;
    }
  },
  hmr: (reader: SessionReader): AsyncGenerator<HmrRecord, void, undefined> => walk((page) => reader.hmrRows(page)),
  errors: (reader: SessionReader): AsyncGenerator<ErrorReport, void, undefined> =>
    walk((page) => reader.errorRows(page)),
  /** In order of time; their ids are no numbers. */
  pages: (reader: SessionReader): AsyncGenerator<PageRecord, void, undefined> => walk((page) => reader.pageRows(page)),
  actions: (reader: SessionReader): AsyncGenerator<ActionRecord, void, undefined> =>
    walk((page) => reader.actionRows(page)),
};

/** Whether an id comes after another; ids are decimal numbers. */
export function isAfter(id: string, other: string): boolean {
  return Number(id) > Number(other);
}
