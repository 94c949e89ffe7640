// Model: the words that cross a boundary (process, window, disk, test). Changes flow towards views, commands away from them, queries ask.
import type { ErrorReport } from './error-report.ts';
import type { BodySide, Exchange, ExchangeRow } from './exchange.ts';
import type { HmrRecord } from './hmr.ts';
import type { LogLevel, LogRecord } from './log.ts';
import type { Direction, EventRow, Frame, FrameOpcode, FrameRow, ServerSentEvent } from './message.ts';
import type { RouteConfig, Switches } from './config.ts';
import type { MetricPoints, MetricRow, MetricSeries } from './metric.ts';
import type { ActionRecord, PageRecord } from './page.ts';
import type { ProcessState } from './process.ts';
import type { ProfileKind, ProfileRecord } from './profile.ts';
import type { HeaderRule } from './rules.ts';
import type { SpanRecord } from './span.ts';
import type { TelemetryTotals } from './telemetry.ts';
import type { RecorderStatus, SessionSummary } from './session.ts';
import type { MapCheck, SourceFrame } from './source-frame.ts';

/** One step of a session. `put` sets a record by id, so applying a change twice does no harm. A session is what its changes add up to. */
export type Change =
  | { readonly seq: number; readonly kind: 'exchange'; readonly op: 'put'; readonly record: ExchangeRow }
  | { readonly seq: number; readonly kind: 'frame'; readonly op: 'put'; readonly record: FrameRow }
  | { readonly seq: number; readonly kind: 'event'; readonly op: 'put'; readonly record: EventRow }
  | { readonly seq: number; readonly kind: 'hmr'; readonly op: 'put'; readonly record: HmrRecord }
  /** A log record that windows must know at once (a connection goes round the proxy); all others are asked for. */
  | { readonly seq: number; readonly kind: 'log'; readonly op: 'put'; readonly record: LogRecord }
  | { readonly seq: number; readonly kind: 'telemetry'; readonly op: 'put'; readonly record: TelemetryTotals }
  | { readonly seq: number; readonly kind: 'error'; readonly op: 'put'; readonly record: ErrorReport }
  | { readonly seq: number; readonly kind: 'page'; readonly op: 'put'; readonly record: PageRecord }
  | { readonly seq: number; readonly kind: 'action'; readonly op: 'put'; readonly record: ActionRecord }
  | { readonly seq: number; readonly kind: 'status'; readonly op: 'put'; readonly record: RecorderStatus };

/** What a window receives, in this order: `reset`, the snapshot's batches, then live batches. A second `reset` starts over (the window fell behind or the session changed). */
export type FeedMessage =
  | { readonly type: 'reset'; readonly workspace: WorkspaceState }
  | { readonly type: 'batch'; readonly changes: readonly Change[] }
  /** The snapshot is complete up to `seq`. */
  | { readonly type: 'ready'; readonly seq: number }
  /** Something about the workspace changed that is no session data (a target was chosen, the recording ended). */
  | { readonly type: 'workspace'; readonly workspace: WorkspaceState }
  | { readonly type: 'notice'; readonly notice: Notice };

/** Something the user must know that belongs to no record. */
export interface Notice {
  /** A code listed in docs/errors.md. */
  readonly code: string;
  readonly severity: 'info' | 'warning' | 'error';
  /** One sentence: what was wrong, where, what to do. */
  readonly message: string;
}

/** What a window shows: the start page, a live recording, or an opened file. */
export interface WorkspaceState {
  readonly mode: 'start' | 'live' | 'file';
  readonly version: string;
  readonly shell: 'electron' | 'browser';
  /** Name of the session for titles: the file's name without its folder. */
  readonly name: string;
  readonly sessionPath?: string;
  /** The proxy's origin while one listens. */
  readonly proxyUrl?: string;
  readonly target?: string;
  readonly routes: readonly RouteConfig[];
  /** The demo is running and its front end is the target. */
  readonly demo: boolean;
  /** What Throughline may do to pages and answers; absent where nothing is recorded. */
  readonly switches?: Switches;
  /** Processes that were started beside, in the configuration's order. */
  readonly processes?: readonly ProcessState[];
  readonly telemetry?: TelemetryState;
  readonly headerRules?: readonly HeaderRule[];
  /** The editor that frames open in, as the configuration names it; absent where it is found by itself. */
  readonly editor?: string;
}

/** How what comes in beside the traffic, and what goes out, stands. */
export interface TelemetryState {
  /** The OTLP receiver's base URL; absent where there is none. */
  readonly otlpUrl?: string;
  /** Polled endpoints; `fault` says what the last poll met. */
  readonly metrics: readonly { readonly target: string; readonly url: string; readonly fault?: string }[];
  readonly pprof: readonly { readonly target: string; readonly url: string }[];
  readonly logFiles: readonly { readonly path: string; readonly fault?: string }[];
  readonly exporter?: ExporterState;
  /** A URL template with `{traceId}`. */
  readonly traceViewer?: string;
}

export interface ExporterState {
  readonly endpoint: string;
  /** Records, since the start. */
  readonly sent: number;
  readonly waiting: number;
  readonly dropped: number;
  readonly fault?: { readonly code: string; readonly message: string };
}

/** A dev server found listening on this machine. */
export interface FoundServer {
  readonly url: string;
  readonly port: number;
  /** What it is, where its answer tells: `Vite`, `webpack-dev-server`, `Next.js`, …; else the `Server` or `X-Powered-By` field, else `HTTP`. */
  readonly product: string;
  /** The document's title, where it answered with one. */
  readonly title?: string;
  /** Listens on `::1` only, so that clients that try 127.0.0.1 alone are refused. */
  readonly ipv6Only: boolean;
}

export interface RecentSession {
  readonly path: string;
  readonly name: string;
  /** Milliseconds since the Unix epoch. */
  readonly modifiedAt: number;
  readonly sizeBytes: number;
}

/** What the start page lists. */
export interface StartPage {
  readonly servers: readonly FoundServer[];
  readonly recentTargets: readonly string[];
  readonly recentSessions: readonly RecentSession[];
  readonly demoAvailable: boolean;
}

/** What a person wants done. */
export type Command =
  | { readonly type: 'pause' }
  | { readonly type: 'resume' }
  /** Record from now on: proxy to `target` with `routes` (from the start page or to change a running recording's target). */
  | { readonly type: 'open-target'; readonly target: string; readonly routes: readonly RouteConfig[] }
  | { readonly type: 'start-demo' }
  /** Copy the session as one file. Without `path` the shell asks for one (Electron) or offers a download (browser). */
  | { readonly type: 'save-session'; readonly path?: string }
  | { readonly type: 'export-har'; readonly path?: string; readonly raw: boolean }
  /** Open a `.tline` or `.har` in a window of its own. Without `path` the shell asks (Electron; a browser uploads instead). */
  | { readonly type: 'open-file'; readonly path?: string }
  /** Send an exchange's request again through the proxy; it is captured as a new exchange. */
  | { readonly type: 'replay'; readonly exchangeId: string }
  /** Open a file under a known root in the editor. Lines and columns count from 1. */
  | { readonly type: 'open-source'; readonly path: string; readonly line: number; readonly column?: number }
  /** Send a custom event into the HMR streams of the pages that are open. */
  | { readonly type: 'send-hmr'; readonly event: string; readonly data: unknown }
  /** For requests from now on. */
  | { readonly type: 'set-switches'; readonly switches: Partial<Switches> }
  /** For requests from now on; replaces the list. */
  | { readonly type: 'set-header-rules'; readonly rules: readonly HeaderRule[] }
  /** Ends a process if it runs, and starts it again. */
  | { readonly type: 'restart-process'; readonly name: string }
  | { readonly type: 'stop-process'; readonly name: string }
  /** Fetches a profile from a pprof target; `seconds` only for `cpu`. */
  | { readonly type: 'take-profile'; readonly target: string; readonly kind: ProfileKind; readonly seconds?: number };

/**
 * How a command ended. `location` is the address of a download or of a window to open, `path` the file that was written,
 * `sent` the connections that an event went to.
 */
export type CommandResult =
  | { readonly ok: true; readonly location?: string; readonly path?: string; readonly sent?: number }
  | { readonly ok: false; readonly code: string; readonly message: string };

/** Which frames of one connection (or, without `exchangeId`, of all). */
export interface FrameFilter {
  readonly exchangeId?: string;
  readonly direction?: Direction;
  readonly opcodes?: readonly FrameOpcode[];
  /** Text searched in whole payloads, without case. */
  readonly text?: string;
}

/** Which log records. */
export interface LogFilter {
  readonly levels?: readonly LogLevel[];
  readonly sources?: readonly string[];
  /** Searched in the message and what follows it, without case. All must be there. */
  readonly texts?: readonly string[];
  /** None of these may be there. */
  readonly without?: readonly string[];
  /** Fields by path (`user.id`) whose value, as text, holds the text, without case. */
  readonly fields?: readonly { readonly path: string; readonly text: string }[];
  /** All of a trace's id, or its first digits. */
  readonly traceId?: string;
  readonly exchangeId?: string;
  readonly requestId?: string;
  readonly pageId?: string;
  /** Milliseconds since the Unix epoch. */
  readonly fromAt?: number;
  readonly toAt?: number;
}

/** Where pages of a filtered list begin, so that any row can be reached: the id of each `every`-th record that matches, in order of id. */
export interface LogIndex {
  readonly anchors: readonly string[];
  readonly every: number;
  readonly total: number;
  /** The last id that was looked at; asked again after it, the list goes on. */
  readonly lastId?: string;
}

/** Log records by time: `levels[i]` counts in the step that begins at `fromAt + i * stepMs`. */
export interface LogHistogram {
  readonly fromAt: number;
  readonly stepMs: number;
  readonly levels: readonly Readonly<Partial<Record<LogLevel, number>>>[];
}

/** A trace as lists show it. */
export interface TraceRow {
  readonly traceId: string;
  readonly startedAt: number;
  readonly durationMs: number;
  /** The action's label, else the first request's method and path, else the first span's name. */
  readonly name: string;
  readonly actionId?: string;
  readonly services: readonly string[];
  readonly exchanges: number;
  readonly spans: number;
  readonly logs: number;
  /** Errors, and requests and spans that failed. */
  readonly errors: number;
}

/** A service and how often it was called by another. */
export interface ServiceCall {
  /** A service's name, `browser`, or a route's name where no span told of it. */
  readonly from: string;
  readonly to: string;
  /** `http`, `db`, `rpc`, `messaging`, as the spans' attributes say. */
  readonly kind: string;
  readonly count: number;
  readonly errors: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly p99Ms: number;
}

/** A page of rows in order of id; `total` counts all that match, as it was counted for the first page. */
export interface Page<T> {
  readonly rows: readonly T[];
  readonly total: number;
}

/** The largest page a query answers. */
export const PAGE_LIMIT = 5_000;

/** What can be asked of a session, by name: arguments and answer. All are answered off the proxy's thread. */
export interface Queries {
  summary(): SessionSummary;
  /** undefined where no such exchange is. */
  exchange(id: string): Exchange | undefined;
  /** Rows after `afterId` (from the first without it), `limit` at most. */
  exchangeRows(page: { readonly afterId?: string; readonly limit: number }): Page<ExchangeRow>;
  frameRows(filter: FrameFilter, page: { readonly afterId?: string; readonly limit: number }): Page<FrameRow>;
  /** Ids of the frames whose payload holds the text, in order, 100,000 at most. */
  searchFrames(filter: FrameFilter): readonly string[];
  frame(id: string): Frame | undefined;
  eventRows(exchangeId: string, page: { readonly afterId?: string; readonly limit: number }): Page<EventRow>;
  event(id: string): ServerSentEvent | undefined;
  /** `total` counts all records, without the filter. */
  logRows(page: { readonly afterId?: string; readonly limit: number }, filter?: LogFilter): Page<LogRecord>;
  log(id: string): LogRecord | undefined;
  /** Looks at records after `afterId`, 1,000,000 at most; `skip` of the matching ones belong to the last page before. */
  logIndex(
    filter: LogFilter,
    page: { readonly every: number; readonly afterId?: string; readonly skip?: number },
  ): LogIndex;
  logHistogram(span: { readonly fromAt: number; readonly toAt: number; readonly steps: number }): LogHistogram;
  telemetryTotals(): TelemetryTotals;
  spanRows(page: { readonly afterId?: string; readonly limit: number }): Page<SpanRecord>;
  /** The latest first; `beforeId` is the trace id of the last row before. */
  traceRows(page: { readonly beforeId?: string; readonly limit: number }): Page<TraceRow>;
  metricSeries(): readonly MetricSeries[];
  metricPoints(
    seriesIds: readonly string[],
    span: { readonly fromAt: number; readonly toAt: number; readonly steps: number },
  ): readonly MetricPoints[];
  profileRows(page: { readonly afterId?: string; readonly limit: number }): Page<ProfileRecord>;
  /** From exchanges and spans of the time given; of all without it. */
  serviceCalls(span?: { readonly fromAt: number; readonly toAt: number }): readonly ServiceCall[];
  hmrRows(page: { readonly afterId?: string; readonly limit: number }): Page<HmrRecord>;
  hmr(id: string): HmrRecord | undefined;
  errorRows(page: { readonly afterId?: string; readonly limit: number }): Page<ErrorReport>;
  error(id: string): ErrorReport | undefined;
  /** In order of `at`; `afterId` is the id of the last page before. */
  pageRows(page: { readonly afterId?: string; readonly limit: number }): Page<PageRecord>;
  actionRows(page: { readonly afterId?: string; readonly limit: number }): Page<ActionRecord>;
  /** All that carries a trace's id, in order of time; 5,000 of a kind at most. */
  trace(traceId: string): TraceRows;
}

/** What belongs to one trace. */
export interface TraceRows {
  readonly exchanges: readonly ExchangeRow[];
  readonly logs: readonly LogRecord[];
  readonly errors: readonly ErrorReport[];
  readonly actions: readonly ActionRecord[];
  readonly spans: readonly SpanRecord[];
}

export type QueryName = keyof Queries;

/** The same, asked across a thread or a window. */
export type AsyncQueries = { [K in QueryName]: (...args: Parameters<Queries[K]>) => Promise<ReturnType<Queries[K]>> };

/** A body's bytes as kept, and the same with content codings undone. */
export interface BodyBytes {
  /** As on the wire. */
  readonly raw: Uint8Array;
  /** After undoing `Content-Encoding`, as far as it could be; equals `raw` where there is none. */
  readonly decoded: Uint8Array;
  /** Why decoding stopped early; absent when all is well. */
  readonly fault?: { readonly code: string; readonly message: string };
}

/** All that a reader of a session can do; the same for a session being recorded, a finished one and an imported one. */
export interface SessionReader extends AsyncQueries {
  /** undefined where there is no such exchange or its body is empty. */
  body(exchangeId: string, side: BodySide): Promise<BodyBytes | undefined>;
  /** Every frame and event in full, for exporting; in order of id. */
  frames(filter: FrameFilter, page: { readonly afterId?: string; readonly limit: number }): Promise<Page<Frame>>;
  events(
    exchangeId: string | undefined,
    page: { readonly afterId?: string; readonly limit: number },
  ): Promise<Page<ServerSentEvent>>;
  span(id: string): Promise<SpanRecord | undefined>;
  /** Every sample in full, or those of one series. */
  metrics(page: { readonly afterId?: string; readonly limit: number }, seriesId?: string): Promise<Page<MetricRow>>;
  profile(id: string): Promise<ProfileRecord | undefined>;
  /** A profile as it was fetched. */
  profileBytes(id: string): Promise<Uint8Array | undefined>;
  /** A trace that something carries, as lists show it. */
  traceRow(traceId: string): Promise<TraceRow | undefined>;
  close(): Promise<void>;
}

/** What can be asked of source maps; answered on the maps' thread. `at` is an instant: what was served then counts. */
export interface SourceQueries {
  /** What was tried for a script's map, and what became of it. */
  checkMap(url: string, at?: number): MapCheck;
  /** Every frame of a stack's text, in its order. */
  mapStack(stack: string, at?: number): readonly SourceFrame[];
}

export type SourceQueryName = keyof SourceQueries;

/** What a window calls (birpc over IPC or WebSocket). */
export interface HostFunctions {
  /** Starts the feed: a `reset`, the snapshot, then live changes. Called again it starts over. */
  subscribe(): WorkspaceState;
  /** Frames and events of these exchanges are fed too (64 at most); replaces the list before. */
  watch(exchangeIds: readonly string[]): void;
  query<K extends QueryName>(name: K, args: Parameters<Queries[K]>): ReturnType<Queries[K]>;
  source<K extends SourceQueryName>(name: K, args: Parameters<SourceQueries[K]>): ReturnType<SourceQueries[K]>;
  command(command: Command): CommandResult;
  startPage(): StartPage;
}

/** What the host calls in a window. */
export interface WindowFunctions {
  feed(messages: readonly FeedMessage[]): void;
}
