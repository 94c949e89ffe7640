// Ingest: what the page agent reported: each item becomes a part of its page, an action, an error or a log, or a word on a request.
import { assertNever } from '../model/assert-never.ts';
import type { ActionRecord } from '../model/page.ts';
import type {
  ActionItem,
  BypassItem,
  ConsoleItem,
  ErrorItem,
  NavigationItem,
  ReportItem,
} from '../model/page-report.ts';
import type { RawFrame } from '../model/source-frame.ts';
import type { Posted } from '../model/tap-event.ts';
import { parseStack } from '../sourcemaps/stack.ts';
import { toOwnClock } from './browser-clock.ts';
import type { ErrorBook } from './error-book.ts';
import type { ExchangeJoins } from './exchange-joins.ts';
import type { HmrTrail } from './hmr-trail.ts';
import type { LogJoins } from './log-joins.ts';
import { toLogLevel } from './logs/log-level.ts';
import { withoutAbsent } from './loose-value.ts';
import type { KeptPage, PageBook } from './page-book.ts';
import { readPageReport } from './page-report.ts';

/** Failed resources that wait for their request. */
export const MAX_WAITING_RESOURCES = 500;

export interface PageReportsOptions {
  readonly joins: ExchangeJoins;
  readonly trail: HmrTrail;
  readonly pages: PageBook;
  readonly errors: ErrorBook;
  readonly logs: LogJoins;
  readonly action: (record: ActionRecord) => void;
  readonly dropped: (count: number) => void;
  readonly nextLogId: () => string;
  readonly firstAction: number;
}

/** What all items of a report share. */
interface Context {
  readonly page: KeptPage;
  readonly receivedAt: number;
  readonly userAgent: string | undefined;
}

export class PageReports {
  readonly #parts: PageReportsOptions;
  /** Errors by the URL that failed, while no request for it is known. */
  readonly #failed = new Map<string, { readonly errorId: string; readonly at: number }>();
  #nextAction: number;

  constructor(parts: PageReportsOptions) {
    this.#parts = parts;
    this.#nextAction = parts.firstAction;
  }

  accept({ bytes, at: receivedAt, userAgent }: Posted): void {
    const { pages, dropped } = this.#parts;
    const read = readPageReport(bytes);
    if (!read) {
      dropped(1);
      return;
    }
    const report = toOwnClock(read.report, receivedAt);
    const page = pages.of(report, userAgent);
    if (!page) return;
    pages.lost(page, report.lost + read.refused);
    if (read.refused > 0) dropped(read.refused);
    if (page.isFresh && page.seqs.size === 1) this.#parts.joins.document(page.record.id, page.record.id, undefined);
    const context = { page, receivedAt, userAgent };
    // Others speak of them.
    for (const item of report.items) if (item.type === 'action') this.#action(item, page);
    for (const item of report.items) this.#item(item, context);
  }

  /** Requests for these addresses were seen. */
  retryResources(urls: ReadonlySet<string>): void {
    if (this.#failed.size === 0) return;
    for (const url of urls) {
      const failed = this.#failed.get(url);
      const exchangeId = failed && this.#parts.joins.lastOf(url, failed.at);
      if (exchangeId === undefined) continue;
      this.#failed.delete(url);
      this.#parts.errors.join(failed?.errorId ?? '', { exchangeId });
    }
  }

  #item(item: ReportItem, context: Context): void {
    const { page } = context;
    const { pages, joins } = this.#parts;
    switch (item.type) {
      case 'action':
        return;
      case 'error':
        this.#error(item, context);
        return;
      case 'console':
        this.#console(item, page);
        return;
      case 'navigation':
        this.#navigation(item, page);
        return;
      case 'resource':
        joins.resource(item, page.record.id, context.receivedAt);
        return;
      case 'vital':
        pages.vital(page, item);
        return;
      case 'long-task':
        pages.longTask(page, item);
        return;
      case 'route':
        pages.route(page, item);
        return;
      case 'leave':
        pages.leave(page, item.at);
        return;
      case 'bypass':
        this.#bypass(item, page);
        return;
      default:
        assertNever(item);
    }
  }

  #action({ at, action, label, selector, url, traceId, spanId }: ActionItem, page: KeptPage): void {
    const record: ActionRecord = withoutAbsent({
      id: String(this.#nextAction++),
      at,
      pageId: page.record.id,
      pageUrl: url === '' ? page.url : url,
      action,
      label,
      selector,
      traceId,
      spanId,
    });
    this.#parts.joins.action(record);
    this.#parts.action(record);
  }

  #error(item: ErrorItem, { page, receivedAt, userAgent }: Context): void {
    const { joins, errors, trail } = this.#parts;
    const { type: _type, spanId: _spanId, stack: _stack, url, line: _line, column: _column, ...facts } = item;
    const { documentExchangeId } = page.record;
    const action = joins.actionOf(item.traceId);
    const failedUrl = item.source === 'resource' ? url : undefined;
    const exchangeId =
      failedUrl === undefined ? item.traceId && joins.culprit(item.traceId, item.at) : joins.lastOf(failedUrl, item.at);
    const hmrId = documentExchangeId && (trail.before(documentExchangeId, item.at) ?? reloadOf(page, joins));
    const id = errors.add(
      withoutAbsent({
        ...facts,
        scope: page.record.id,
        frames: toFrames(item),
        pageId: page.record.id,
        pageUrl: page.url,
        userAgent,
        exchangeId,
        actionId: action?.id,
        action: action?.label,
        hmrId,
      }),
      receivedAt,
    );
    if (failedUrl !== undefined && exchangeId === undefined && id !== undefined) this.#wait(failedUrl, id, item.at);
  }

  #wait(url: string, errorId: string, at: number): void {
    this.#failed.set(url, { errorId, at });
    for (const oldest of this.#failed.keys()) {
      if (this.#failed.size <= MAX_WAITING_RESOURCES) return;
      this.#failed.delete(oldest);
    }
  }

  #console(item: ConsoleItem, page: KeptPage): void {
    const { at, level, message, args, stack, componentStack, traceId, spanId } = item;
    const call = stack === undefined ? undefined : parseStack(stack).frames[0];
    this.#parts.logs.put(
      withoutAbsent({
        id: this.#parts.nextLogId(),
        at,
        source: 'browser',
        level: toLogLevel(level) ?? ('info' as const),
        message,
        fields: withoutAbsent({
          args,
          url: call?.url,
          line: call?.line,
          column: call?.column,
          componentStack,
          pageUrl: page.url,
        }),
        traceId,
        spanId,
        pageId: page.record.id,
      }),
    );
  }

  /** The document is the one resource that its page can't measure as such. */
  #navigation(item: NavigationItem, page: KeptPage): void {
    const { pages, joins } = this.#parts;
    pages.navigation(page, item);
    const { navigation, at, documentExchangeId } = page.record;
    if (!page.isFresh || documentExchangeId === undefined || navigation?.responseEndMs === undefined) return;
    const { queuedMs = 0, responseStartMs, responseEndMs: durationMs } = navigation;
    const timing = withoutAbsent({ startedAt: at, queuedMs, responseStartMs, durationMs });
    joins.document(documentExchangeId, page.record.id, timing);
  }

  /** Traffic that nobody sees but the page. */
  #bypass({ at, url, via, brought }: BypassItem, page: KeptPage): void {
    if (brought) return;
    this.#parts.logs.put({
      id: this.#parts.nextLogId(),
      at,
      source: 'browser',
      level: 'warn',
      message: `The page opened a ${via} to ${url} past the proxy; what passes there is not recorded.`,
      fields: { code: 'proxy-bypassed', via, url, pageUrl: page.url },
      pageId: page.record.id,
    });
  }
}

/** The reload that the page came from. */
function reloadOf({ isFresh, record }: KeptPage, joins: ExchangeJoins): string | undefined {
  return isFresh ? joins.get(record.id)?.hmrUpdateId : undefined;
}

function toFrames({ source, stack, url, line, column }: ErrorItem): readonly RawFrame[] {
  const frames = stack === undefined ? [] : parseStack(stack).frames;
  if (frames.length > 0 || source === 'resource' || url === undefined || line === undefined) return frames;
  const place = { url, line, ...(column === undefined ? {} : { column }) };
  return [{ raw: `${url}:${line}${column === undefined ? '' : `:${column}`}`, ...place }];
}
