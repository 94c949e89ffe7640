// Ingest: a stage between hmr and bus: hands on what it is given with what pages and programs said of it, and adds what they told:
// pages, actions, errors and logs. Opens no socket, file or timer.
import type { ErrorReport } from '../model/error-report.ts';
import type { Exchange } from '../model/exchange.ts';
import type { LogRecord } from '../model/log.ts';
import type { Recorded } from '../model/recorded.ts';
import type { RawFrame, SourceFrame } from '../model/source-frame.ts';
import type { FileOutput, Posted, ProcessOutput, TelemetryReceived } from '../model/tap-event.ts';
import { ErrorBook } from './error-book.ts';
import { ExchangeJoins } from './exchange-joins.ts';
import { HmrTrail } from './hmr-trail.ts';
import { LogJoins } from './log-joins.ts';
import { LogLines } from './logs/log-lines.ts';
import { PageBook } from './page-book.ts';
import { PageReports } from './page-reports.ts';
import { PostedLogs } from './posted-logs.ts';
import { ProcessErrors, type ProcessError } from './process-errors.ts';

/** Posts that wait for the end of a turn; more are dropped and counted. */
export const MAX_WAITING_POSTS = 2_000;
/** Bytes of them. */
export const MAX_WAITING_POST_BYTES = 32 * 1024 * 1024;

export interface IngestOptions {
  /** Takes what was given, and what was made of it. */
  readonly emit: (recorded: Recorded) => void;
  /** Asks for the originals of an error's frames; the answer comes to `mapped`. */
  readonly map: (errorId: string, frames: readonly RawFrame[], at: number) => void;
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
  readonly #reports: PageReports;
  readonly #postedLogs: PostedLogs;
  readonly #processErrors: ProcessErrors;
  readonly #lines: LogLines;
  #posts: Posted[] = [];
  #postBytes = 0;
  /** Traces of exchanges that were put since the last turn. */
  #traces = new Set<string>();
  #urls = new Set<string>();

  constructor({ emit, map, firstIds = {} }: IngestOptions) {
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
    this.#logs = new LogJoins(
      (traceId, spanId, at) => this.#joins.ofTrace(traceId, spanId, at),
      (record) => emit({ kind: 'log', record }),
    );
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
    this.#processErrors = new ProcessErrors((error) => this.#acceptProcessError(error));
    this.#lines = new LogLines(nextLogId, (record) => this.#acceptLog(record), dropped);
  }

  get dueAt(): number | undefined {
    return this.#processErrors.dueAt;
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
    this.#lines.accept(event);
  }

  telemetry({ batch }: TelemetryReceived): void {
    for (const record of batch.spans ?? []) this.#emit({ kind: 'span', record });
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
    this.#lines.flush(at);
    for (const post of posts) {
      if (post.to === 'report') this.#reports.accept(post);
      else this.#postedLogs.accept(post);
    }
    this.#processErrors.flush(at);
    this.#joinLate();
    this.#joins.flush(at);
    this.#pages.flush();
    this.#errors.flush();
  }

  finish(at: number): void {
    this.#lines.end();
    this.flush(at);
    this.#processErrors.flush(Infinity);
    this.#errors.flush();
  }

  #acceptExchange(exchange: Exchange): void {
    this.#emit({ kind: 'exchange', record: this.#joins.accept(exchange) });
    const { id, startedAt, url, kind, trace } = exchange;
    if (kind === 'document') this.#pages.document({ id, startedAt, url });
    if (trace) this.#traces.add(trace.traceId);
    this.#urls.add(url);
  }

  #acceptLog(record: LogRecord): void {
    this.#logs.put(record);
    if (record.source.startsWith('process:')) this.#processErrors.accept(record);
  }

  /** What waited for requests that were seen in this turn. */
  #joinLate(): void {
    this.#logs.retry(this.#traces);
    for (const traceId of this.#traces) {
      for (const error of this.#errors.ofTrace(traceId)) this.#joinTrace(error, traceId);
    }
    this.#reports.retryResources(this.#urls);
    this.#traces = new Set();
    this.#urls = new Set();
  }

  #joinTrace({ id, at, source, exchangeId }: ErrorReport, traceId: string): void {
    if (source === 'resource' && exchangeId !== undefined) return;
    const culprit = this.#joins.culprit(traceId, at);
    if (culprit !== undefined) this.#errors.join(id, { exchangeId: culprit });
  }

  #acceptProcessError({ at, process, name, message, frames, traceId, spanId }: ProcessError): void {
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
