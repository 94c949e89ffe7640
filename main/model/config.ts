// Model: what a run is asked to do; the values of the command line and of throughline.config.*.
import type { ProcessConfig } from './process.ts';
import type { HeaderRule, SamplingRule } from './rules.ts';
import { DEFAULT_TRACE_POLICY, type TracePolicy } from './trace.ts';

/**
 * What `Host` and `Origin` say upstream. `keep` leaves both, `rewrite` sets both to the target's own,
 * `auto` keeps them for loopback targets and rewrites them for others. Never one without the other:
 * development servers compare them.
 */
export type HostPolicy = 'auto' | 'keep' | 'rewrite';

/** Time limits towards one upstream, in milliseconds; 0 means none. */
export interface UpstreamTimeouts {
  /** To a usable connection (look-up, connect, TLS). */
  readonly connectMs: number;
  /** From the request sent to the answer's head. */
  readonly responseMs: number;
  /** Silence on a WebSocket handshake. */
  readonly upgradeMs: number;
}

/** An answer may take as long as it likes: a back end may stand at a breakpoint, and the browser has its own limit. */
export const DEFAULT_TIMEOUTS: UpstreamTimeouts = { connectMs: 10_000, responseMs: 0, upgradeMs: 10_000 };

/** One row of the route table; the first match wins. */
export interface RouteConfig {
  /** A path prefix (`/api`) or a glob over path or host and path (`/api/**`, `*.example.test/api/**`). */
  readonly match: string;
  /** http, https, ws or wss URL; a path in it is put before the request's path. */
  readonly target: string;
  /** Replaces the matched prefix (or what `from`, a regular expression, matches) in the path. */
  readonly rewrite?: { readonly from: string; readonly to: string };
  readonly host?: HostPolicy;
  /** Check the target's certificate; on by default but for loopback targets. */
  readonly secure?: boolean;
  readonly timeouts?: Partial<UpstreamTimeouts>;
  readonly trace?: Partial<TracePolicy>;
}

export interface ProxyConfig {
  /** Where requests go that no route matches; absent while none is chosen. */
  readonly target?: string;
  readonly routes: readonly RouteConfig[];
  /** 0 takes a free port. */
  readonly port: number;
  readonly host: string;
  readonly https: boolean;
  /** Peers (addresses or CIDR blocks) whose `X-Forwarded-*` and `Forwarded` are appended to, not replaced. */
  readonly trustedPeers: readonly string[];
  /** Adds `Via` both ways (RFC 9110 section 7.6.3). */
  readonly via: boolean;
  /** Value of an `X-Env` field added to requests and answers; absent adds none. */
  readonly envMark?: string;
  readonly hostPolicy: HostPolicy;
  readonly timeouts: UpstreamTimeouts;
  readonly trace: TracePolicy;
  /** Takes trace fields of the back end out of answers; `auto` only where the proxy can be reached from other machines. */
  readonly stripTrace: 'on' | 'off' | 'auto';
  readonly headerRules: readonly HeaderRule[];
  readonly sampling: readonly SamplingRule[];
}

export const DEFAULT_PROXY_CONFIG: ProxyConfig = {
  routes: [],
  port: 8888,
  host: '127.0.0.1',
  https: false,
  trustedPeers: [],
  via: false,
  hostPolicy: 'auto',
  timeouts: DEFAULT_TIMEOUTS,
  trace: DEFAULT_TRACE_POLICY,
  stripTrace: 'auto',
  headerRules: [],
  sampling: [],
};

/** A log file that is followed. */
export interface LogFileConfig {
  readonly path: string;
}

/** How lines of some sources are read: a regular expression with groups named `time`, `level`, `message`, `traceId`, `spanId`, `requestId`; others become fields. */
export interface LogParserConfig {
  readonly pattern: string;
  /** `process:api`, `file:*`; absent: all. */
  readonly sources?: readonly string[];
}

/** A Prometheus text endpoint that is polled. */
export interface MetricsTarget {
  readonly url: string;
  readonly name?: string;
  /** 1,000 by default. */
  readonly intervalMs?: number;
}

/** A Go program's pprof address (`http://127.0.0.1:6060/debug/pprof`). */
export interface PprofTarget {
  readonly url: string;
  readonly name?: string;
}

/** Where exchanges, errors and logs go as OTLP. */
export interface OtlpExportConfig {
  /** The base URL, to which `/v1/traces` and `/v1/logs` are added. */
  readonly endpoint: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signals?: readonly ('traces' | 'logs')[];
  /** Records that may wait; 20,000 by default. */
  readonly queue?: number;
}

/** What comes in beside the traffic, and what goes out. */
export interface TelemetryConfig {
  /** The OTLP receiver's port, 0 for a free one; absent: none. */
  readonly otlpPort?: number;
  /** The port was asked for, so that a run fails where it is taken; else it goes on without a receiver and says so. */
  readonly otlpRequired?: boolean;
  /** Processes that are started find the receiver in their environment, where that names no other; on by default. */
  readonly otlpEnvironment?: boolean;
  readonly processes: readonly ProcessConfig[];
  readonly logFiles: readonly LogFileConfig[];
  readonly logParsers: readonly LogParserConfig[];
  readonly metrics: readonly MetricsTarget[];
  readonly pprof: readonly PprofTarget[];
  readonly exportTo?: OtlpExportConfig;
  /** The team's trace viewer: a URL with `{traceId}` in it, perhaps `{spanId}`, `{from}` and `{to}` (milliseconds since the Unix epoch). */
  readonly traceViewer?: string;
}

/** The port that OTLP over HTTP has by its specification. */
export const DEFAULT_OTLP_PORT = 4318;

export const DEFAULT_TELEMETRY: TelemetryConfig = {
  otlpPort: DEFAULT_OTLP_PORT,
  processes: [],
  logFiles: [],
  logParsers: [],
  metrics: [],
  pprof: [],
};

/** Budgets of what a session keeps. */
export interface CaptureBudget {
  /** Per body and per frame, in bytes. */
  readonly bodyBytes: number;
  /** All bodies and frames of a session, in bytes. */
  readonly sessionBytes: number;
}

export const DEFAULT_BUDGET: CaptureBudget = { bodyBytes: 10 * 1024 * 1024, sessionBytes: 2 * 1024 * 1024 * 1024 };

/** What Throughline may do to pages and answers on their way. Each can be turned while it runs. */
export interface Switches {
  /** HTML documents get the page agent. */
  readonly inject: boolean;
  /** The agent adds trace context to requests of its own origin. */
  readonly trace: boolean;
  /** Requests get `traceparent`, `tracestate` and `X-Request-ID` on their way, as their route's policy says. */
  readonly sendTrace: boolean;
  /** The agent turns sockets, streams and requests aimed at a known upstream's own origin back through the proxy. */
  readonly bringBack: boolean;
  /** A `sourceMappingURL` at another origin is served through the proxy. */
  readonly repairMapOrigin: boolean;
  /** A script without any word of its map, whose map was found beside it, gets a `SourceMap` field. */
  readonly repairMapHeader: boolean;
  /** Maps get the content type `application/json`. */
  readonly repairMapType: boolean;
  /** Maps asked for by another origin get `Access-Control-Allow-Origin`. */
  readonly repairMapCors: boolean;
}

export const DEFAULT_SWITCHES: Switches = {
  inject: true,
  trace: true,
  sendTrace: true,
  bringBack: true,
  repairMapOrigin: false,
  repairMapHeader: false,
  repairMapType: false,
  repairMapCors: false,
};
