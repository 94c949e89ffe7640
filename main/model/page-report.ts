// Model: what the page agent posts. Read with suspicion: any page can post it.

/** Sent as JSON to `/__throughline/report`. All instants are milliseconds since the Unix epoch, with a fraction. */
export interface PageReport {
  readonly v: 1;
  /** The exchange of the document, as the injected tag names it. */
  readonly page: string;
  /** Of this load: 16 random hex digits. */
  readonly load: string;
  /** `performance.timeOrigin`. */
  readonly origin: number;
  readonly url: string;
  readonly title: string;
  readonly sentAt: number;
  /** Counts the reports of a load from 1, so that one that comes twice counts once. */
  readonly seq: number;
  /** Items left out since the last report, as the agent's queue was full. */
  readonly lost: number;
  readonly items: readonly ReportItem[];
}

interface Item {
  readonly at: number;
  /** Of the action under way. */
  readonly traceId?: string;
  readonly spanId?: string;
}

export interface ErrorItem extends Item {
  readonly type: 'error';
  readonly source: 'window.onerror' | 'unhandledrejection' | 'console.error' | 'vue' | 'react' | 'resource' | 'csp';
  readonly name: string;
  readonly message: string;
  readonly stack?: string;
  /** Where `window.onerror` says it was, for values thrown that are no errors. */
  readonly url?: string;
  readonly line?: number;
  readonly column?: number;
  readonly component?: string;
  readonly componentStack?: readonly string[];
  readonly props?: readonly string[];
  readonly info?: string;
  readonly handled?: boolean;
  readonly count: number;
}

export interface ConsoleItem extends Item {
  readonly type: 'console';
  /** The method's name: `log`, `info`, `warn`, `error`, `debug`, `trace`, `assert`. */
  readonly level: string;
  readonly message: string;
  /** Arguments after the message that are no text, as JSON values. */
  readonly args?: readonly unknown[];
  /** The call's own place. */
  readonly stack?: string;
  /** The components around a Vue warning, the innermost first. */
  readonly componentStack?: readonly string[];
}

export interface ActionItem extends Item {
  readonly type: 'action';
  readonly action: string;
  readonly label: string;
  readonly selector?: string;
  readonly url: string;
  readonly traceId: string;
  readonly spanId: string;
}

export interface NavigationItem extends Item {
  readonly type: 'navigation';
  readonly kind: string;
  /** Fields of `PerformanceNavigationTiming` by name, in milliseconds from the start; 0 where a step did not happen. */
  readonly timing: Readonly<Record<string, number>>;
}

export interface ResourceItem extends Item {
  readonly type: 'resource';
  /** Absolute. */
  readonly url: string;
  readonly initiator: string;
  readonly queuedMs: number;
  readonly responseStartMs?: number;
  readonly durationMs: number;
  readonly transferBytes?: number;
}

export interface VitalItem extends Item {
  readonly type: 'vital';
  readonly name: string;
  readonly value: number;
  readonly rating: 'good' | 'needs-improvement' | 'poor';
  readonly target?: string;
}

export interface LongTaskItem extends Item {
  readonly type: 'long-task';
  readonly durationMs: number;
}

export interface RouteItem extends Item {
  readonly type: 'route';
  readonly url: string;
}

/** A socket, stream or request that goes round the proxy. `brought` when the agent turned it back. */
export interface BypassItem extends Item {
  readonly type: 'bypass';
  readonly url: string;
  readonly via: 'websocket' | 'eventsource' | 'fetch' | 'xmlhttprequest';
  readonly brought: boolean;
}

export interface LeaveItem extends Item {
  readonly type: 'leave';
}

export type ReportItem =
  | ErrorItem
  | ConsoleItem
  | ActionItem
  | NavigationItem
  | ResourceItem
  | VitalItem
  | LongTaskItem
  | RouteItem
  | BypassItem
  | LeaveItem;

/** Under the reserved paths: the agent, and the module that it imports from beside it after the load. */
export const AGENT_FILES = ['agent.js', 'agent-measures.js'] as const;

/** The largest report that is taken, in bytes. */
export const REPORT_LIMIT_BYTES = 1024 * 1024;

/**
 * The query parameter by which the agent tells the proxy what a WebSocket or event stream can't say in a field:
 * `t:<traceparent>` and `u:<origin of a known upstream>`, joined by `;`. The proxy takes it out before it routes and records.
 */
export const AGENT_PARAMETER = '__throughline';
