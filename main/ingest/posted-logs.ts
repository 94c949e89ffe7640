// Ingest: what front ends and programs post to the log path: each record becomes a log, and one with a stack also an error.
import { parseTraceParent } from '../capture/traceparent.ts';
import type { Posted } from '../model/tap-event.ts';
import { parseStack } from '../sourcemaps/stack.ts';
import type { ErrorBook } from './error-book.ts';
import type { ExchangeJoins } from './exchange-joins.ts';
import type { LogJoins } from './log-joins.ts';
import { readLogPost, type PostedLog } from './log-post.ts';
import { withoutAbsent } from './loose-value.ts';
import type { PageBook } from './page-book.ts';

/** Characters shown of what could not be read. */
const SHOWN_CHARACTERS = 200;
/** A record may be from a clock that is ahead by this, in milliseconds; one further ahead has the instant it was received. */
const AHEAD_MS = 1_000;

export interface PostedLogsOptions {
  readonly joins: ExchangeJoins;
  readonly pages: PageBook;
  readonly errors: ErrorBook;
  readonly logs: LogJoins;
  readonly dropped: (count: number) => void;
  readonly nextLogId: () => string;
}

export class PostedLogs {
  readonly #parts: PostedLogsOptions;

  constructor(parts: PostedLogsOptions) {
    this.#parts = parts;
  }

  accept(post: Posted): void {
    const read = readLogPost(post.bytes);
    if (!read) {
      this.#unreadable(post);
      return;
    }
    if (read.refused > 0) this.#parts.dropped(read.refused);
    for (const record of read.records) this.#record(record, post);
  }

  /** Whoever posted it has its answer already, so it is told where the record would have been. */
  #unreadable({ at, bytes, clientAddress }: Posted): void {
    const head = Buffer.from(bytes.subarray(0, SHOWN_CHARACTERS)).toString('utf8');
    this.#parts.logs.put({
      id: this.#parts.nextLogId(),
      at,
      source: 'http',
      level: 'warn',
      message: 'Something was posted as a log that is no JSON; send one object or a list of them.',
      fields: { code: 'log-unreadable', content: head, clientAddress },
    });
    this.#parts.dropped(1);
  }

  #record(record: PostedLog, post: Posted): void {
    const { clientAddress, userAgent, referer } = post;
    const parent = post.traceparent === undefined ? undefined : parseTraceParent(post.traceparent);
    const traceId = record.traceId ?? parent?.traceId;
    const spanId = record.traceId === undefined ? parent?.spanId : record.spanId;
    const page = referer === undefined ? undefined : this.#parts.pages.at(referer);
    const { component, error } = record;
    const at = record.at === undefined || record.at > post.at + AHEAD_MS ? post.at : record.at;
    const about = withoutAbsent({ component, error: error && { ...error, stack: undefined }, pageUrl: referer });
    this.#parts.logs.put(
      withoutAbsent({
        id: this.#parts.nextLogId(),
        at,
        source: 'http',
        level: record.level,
        message: record.message,
        fields: { ...record.fields, ...about, clientAddress, ...(userAgent === undefined ? {} : { userAgent }) },
        traceId,
        spanId,
        requestId: record.requestId ?? post.requestId,
        pageId: page?.record.id,
      }),
    );
    if (error?.stack === undefined) return;
    const action = this.#parts.joins.actionOf(traceId);
    this.#parts.errors.add(
      withoutAbsent({
        scope: page?.record.id ?? `${clientAddress} ${userAgent ?? ''}`,
        at,
        source: isBrowser(post) ? ('console.error' as const) : ('backend' as const),
        name: error.name,
        message: error.message,
        component,
        frames: parseStack(error.stack).frames,
        pageId: page?.record.id,
        pageUrl: referer,
        userAgent,
        traceId,
        exchangeId: traceId === undefined ? undefined : this.#parts.joins.culprit(traceId, at),
        actionId: action?.id,
        action: action?.label,
        count: 1,
      }),
      post.at,
    );
  }
}

/** Pages send their origin along, and all browsers call themselves Mozilla. */
function isBrowser({ origin, userAgent }: Posted): boolean {
  return origin !== undefined || userAgent?.startsWith('Mozilla/') === true;
}
