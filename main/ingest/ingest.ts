// Ingest: a stage between hmr and bus: hands on what it is given with what pages and programs said of it, and adds what they told:
// pages, actions, errors and logs. Opens no socket, file or timer.
import type { LogParserConfig } from '../model/config.ts';
import type { ErrorReport } from '../model/error-report.ts';
import type { Exchange } from '../model/exchange.ts';
import type { LogRecord } from '../model/log.ts';
import type { Recorded } from '../model/recorded.ts';
import type { RawFrame, SourceFrame } from '../model/source-frame.ts';
import type { FileOutput, Posted, ProcessOutput, TelemetryReceived } from '../model/tap-event.ts';
import { BusyTimes } from './busy-times.ts';
import { ErrorBook } from './error-book.ts';
import { ExchangeJoins } from './exchange-joins.ts';
import { HmrTrail } from './hmr-trail.ts';
import { LogJoins, type LogJoin } from './log-joins.ts';
import { OutputLogs, type OutputError } from './logs/output-logs.ts';
import { PageBook } from './page-book.ts';
import { PageReports } from './page-reports.ts';
import { toOtlpRecord } from './otlp-log.ts';
import { PostedLogs } from './posted-logs.ts';
import { SpanJoins } from './span-joins.ts';

/** Posts that wait for the end of a turn; more are dropped and counted. */
export const MAX_WAITING_POSTS = 2_000;
/** Bytes of them. */
export const MAX_WAITING_POST_BYTES = 32 * 1024 * 1024;

export interface IngestOptions {
  /** Takes what was given, and what was made of it. */
  readonly emit: (recorded: Recorded) => void;
  /** Asks for the originals of an error's frames; the answer comes to `mapped`. */
  readonly map: (errorId: string, frames: readonly RawFrame[], at: number) => void;
  readonly logParsers?: readonly LogParserConfig[];
  /** The first ids to give; 1 without them. `page` counts pages whose document is unknown. */
  readonly firstIds?: {
    readonly error?: number;
    readonly action?: number;
    readonly page?: number;
    readonly log?: number;
  };
}

export interface Ingest {
  /** Hands a record on at once. */
  accept(recorded: Recorded): void;
  /** Something was posted to a reserved path; it is read with `flush`. */
  posted(event: Posted): void;
  /** A process or a followed file wrote. */
  output(event: ProcessOutput | FileOutput): void;
  /** Another program told of itself. */
  telemetry(event: TelemetryReceived): void;
  /** The frames of an error came back. */
  mapped(errorId: string, stack: readonly SourceFrame[]): void;
  /** Ends a turn. Call it after the `flush` of the stages before. */
  flush(at: number): void;
  /** When `flush` is needed next though nothing comes; undefined when it isn't. */
  readonly dueAt: number | undefined;
  /** Errors whose frames have not come back. */
  readonly unmapped: number;
  /** Recording ends: what is open is put as it stands. */
  finish(at: number): void;
}

export function createIngest(options: IngestOptions): Ingest {
  return new IngestStage(options);
}

class IngestStage implements Ingest {
  readonly #emit: (recorded: Recorded) => void;
  readonly #joins: ExchangeJoins;
  readonly #trail = new HmrTrail();
  readonly #pages: PageBook;
  readonly #errors: ErrorBook;
  readonly #logs: LogJoins;
  readonly #spans: SpanJoins;
  readonly #busy = new BusyTimes();
  readonly #nextLogId: () => string;
  readonly #reports: PageReports;
  readonly #postedLogs: PostedLogs;
  readonly #output: OutputLogs;
  #posts: Posted[] = [];
  #postBytes = 0;
  /** Traces of exchanges that were put since the last turn. */
  #traces = new Set<string>();
  #requestIds = new Set<string>();
  #urls = new Set<string>();

  constructor({ emit, map, logParsers, firstIds = {} }: IngestOptions) {
    this.#emit = emit;
    let nextLog = firstIds.log ?? 1;
    const nextLogId = (): string => String(nextLog++);
    const dropped = (count: number): void => emit({ kind: 'dropped', count });
    this.#joins = new ExchangeJoins((record) => emit({ kind: 'exchange', record }));
    this.#pages = new PageBook((record) => emit({ kind: 'page', record }), firstIds.page ?? 1);
    this.#errors = new ErrorBook({
      emit: (record) => emit({ kind: 'error', record }),
      dropped,
      map,
      firstId: firstIds.error ?? 1,
    });
    this.#nextLogId = nextLogId;
    this.#logs = new LogJoins({
      find: (record) => this.#findRequest(record),
      emit: (record) => emit({ kind: 'log', record }),
      joined: (record, join) => this.#countLog(record, join),
    });
    this.#spans = new SpanJoins({
      ofSpan: (traceId, spanId) => this.#joins.ofSpan(traceId, spanId),
      onlyOf: (traceId) => this.#joins.onlyOf(traceId),
      emit: (record) => emit({ kind: 'span', record }),
      joined: ({ status }, exchangeId) =>
        this.#joins.count(exchangeId, { spans: 1, failedSpans: status === 'error' ? 1 : 0 }),
    });
    const parts = {
      joins: this.#joins,
      pages: this.#pages,
      errors: this.#errors,
      logs: this.#logs,
      nextLogId,
      dropped,
    };
    this.#reports = new PageReports({
      ...parts,
      trail: this.#trail,
      action: (record) => emit({ kind: 'action', record }),
      firstAction: firstIds.action ?? 1,
    });
    this.#postedLogs = new PostedLogs(parts);
    this.#output = new OutputLogs({
      nextId: nextLogId,
      put: (record) => this.#logs.put(record),
      onError: (error) => this.#acceptOutputError(error),
      dropped,
      ...(logParsers && { parsers: logParsers }),
    });
  }

  get dueAt(): number | undefined {
    return this.#output.dueAt;
  }

  get unmapped(): number {
    return this.#errors.unmapped;
  }

  accept(recorded: Recorded): void {
    switch (recorded.kind) {
      case 'exchange':
        this.#acceptExchange(recorded.record);
        return;
      case 'hmr':
        this.#trail.accept(recorded.record);
        this.#emit(recorded);
        return;
      default:
        this.#emit(recorded);
    }
  }

  posted(event: Posted): void {
    const size = event.bytes.byteLength;
    if (this.#posts.length >= MAX_WAITING_POSTS || this.#postBytes + size > MAX_WAITING_POST_BYTES) {
      this.#emit({ kind: 'dropped', count: 1 });
      return;
    }
    this.#posts.push(event);
    this.#postBytes += size;
  }

  output(event: ProcessOutput | FileOutput): void {
    this.#output.accept(event);
  }

  telemetry({ batch, at }: TelemetryReceived): void {
    for (const span of batch.spans ?? []) this.#spans.put(span);
    for (const log of batch.logs ?? []) this.#logs.put(toOtlpRecord(log, this.#nextLogId(), at));
    if (batch.metrics) this.#emit({ kind: 'metrics', samples: batch.metrics });
    if (batch.profile) this.#emit({ kind: 'profile', ...batch.profile });
  }

  mapped(errorId: string, stack: readonly SourceFrame[]): void {
    this.#errors.mapped(errorId, stack);
  }

  flush(at: number): void {
    const posts = this.#posts;
    this.#posts = [];
    this.#postBytes = 0;
    this.#output.flush(at);
    for (const post of posts) {
      if (post.to === 'report') this.#reports.accept(post);
      else this.#postedLogs.accept(post);
    }
    this.#joinLate(at);
    this.#busy.endTurn();
    this.#joins.flush(at);
    this.#pages.flush();
    this.#errors.flush();
  }

  finish(at: number): void {
    this.#output.flush(Infinity);
    this.flush(at);
    this.#errors.flush();
  }

  #acceptExchange(exchange: Exchange): void {
    this.#emit({ kind: 'exchange', record: this.#joins.accept(exchange) });
    const { id, startedAt, url, kind, trace } = exchange;
    if (kind === 'document') this.#pages.document({ id, startedAt, url });
    if (trace) this.#traces.add(trace.traceId);
    if (trace?.requestId !== undefined) this.#requestIds.add(trace.requestId);
    this.#busy.accept(exchange);
    this.#urls.add(url);
  }

  /** What waited for requests that were seen in this turn. */
  #joinLate(at: number): void {
    const traces = this.#spans.retry(this.#traces);
    this.#logs.retry({ traces, requestIds: this.#requestIds }, at);
    for (const traceId of this.#traces) {
      for (const error of this.#errors.ofTrace(traceId)) this.#joinTrace(error, traceId);
    }
    this.#reports.retryResources(this.#urls);
    this.#traces = new Set();
    this.#requestIds = new Set();
    this.#urls = new Set();
  }

  #findRequest({ traceId, spanId, requestId, source, at }: LogRecord): LogJoin | undefined {
    const bySpan = traceId === undefined || spanId === undefined ? undefined : this.#spans.exchangeOf(traceId, spanId);
    if (bySpan !== undefined) return { exchangeId: bySpan, joinedBy: 'span', confidence: 1 };
    const byTrace = traceId === undefined ? undefined : this.#joins.ofTrace(traceId, spanId, at);
    if (byTrace !== undefined) return { exchangeId: byTrace, joinedBy: 'trace', confidence: 1 };
    const byRequest = requestId === undefined ? undefined : this.#joins.ofRequest(requestId);
    if (byRequest !== undefined) return { exchangeId: byRequest, joinedBy: 'request-id', confidence: 1 };
    if (
      traceId !== undefined ||
      requestId !== undefined ||
      !(source.startsWith('process:') || source.startsWith('file:'))
    )
      return undefined;
    const guess = this.#busy.at(source, at);
    return guess && { ...guess, joinedBy: 'time' };
  }

  #countLog({ level, source }: LogRecord, { exchangeId, joinedBy }: LogJoin): void {
    if (joinedBy !== 'time') this.#busy.learn(source, exchangeId);
    const isFailure = level === 'error' || level === 'fatal';
    this.#joins.count(exchangeId, { logs: 1, warnings: level === 'warn' ? 1 : 0, failures: isFailure ? 1 : 0 });
  }

  #joinTrace({ id, at, source, exchangeId }: ErrorReport, traceId: string): void {
    if (source === 'resource' && exchangeId !== undefined) return;
    const culprit = this.#joins.culprit(traceId, at);
    if (culprit !== undefined) this.#errors.join(id, { exchangeId: culprit });
  }

  #acceptOutputError({ at, process, name, message, frames, traceId, spanId }: OutputError): void {
    const exchangeId = traceId === undefined ? undefined : this.#joins.ofTrace(traceId, spanId, at);
    this.#errors.add(
      {
        scope: process,
        at,
        source: 'backend',
        name,
        message,
        process,
        frames,
        count: 1,
        ...(traceId === undefined ? {} : { traceId }),
        ...(exchangeId === undefined ? {} : { exchangeId }),
      },
      at,
    );
  }
}
