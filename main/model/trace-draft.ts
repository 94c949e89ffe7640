// Model: a trace's tree while it grows: rows with their times as sent, before anything hangs under anything.
import type { ErrorReport } from './error-report.ts';
import type { ExchangeRow } from './exchange.ts';
import type { LogRecord } from './log.ts';
import type { ActionRecord } from './page.ts';
import type { SpanRecord } from './span.ts';
import { BROWSER_SERVICE, PROXY_SERVICE, type TraceGap, type TraceNote, type TraceSubject } from './trace-node.ts';

/** The clock that exchanges, actions and errors of pages are told by: what all others are set to. */
export const OWN_CLOCK = '';

/** A `TraceNode` in the making. */
export interface TraceDraft {
  readonly id: string;
  readonly subject: TraceSubject;
  readonly service: string;
  /** Whose clock its times are by; rows without times of their own have none. */
  clock: string | undefined;
  from: number;
  to: number;
  /** Where the last of it and all below it ends; log lines do not count. */
  reach: number;
  readonly running: boolean;
  readonly failed: boolean;
  failedBelow: boolean;
  shiftMs: number;
  parent: TraceDraft | undefined;
  children: TraceDraft[];
  gaps: readonly TraceGap[];
  notes: TraceNote[];
}

interface Times {
  readonly clock?: string;
  readonly from?: number;
  readonly to?: number;
  readonly running?: boolean;
  readonly failed?: boolean;
}

function draft(id: string, subject: TraceSubject, service: string, times: Times): TraceDraft {
  const { clock, from = NaN, to = from, running = false, failed = false } = times;
  return {
    id: `${subject.kind} ${id}`,
    subject,
    service,
    clock,
    from,
    to,
    running,
    failed,
    reach: to,
    failedBelow: false,
    shiftMs: 0,
    parent: undefined,
    children: [],
    gaps: [],
    notes: [],
  };
}

/** A load of a page; its times are those of what it holds. */
export function pageDraft(pageId: string, url: string | undefined): TraceDraft {
  return draft(
    pageId,
    url === undefined ? { kind: 'page', pageId } : { kind: 'page', pageId, url },
    BROWSER_SERVICE,
    {},
  );
}

/** A parent that nobody sent; its times are those of what it holds. */
export function missingDraft(spanId: string, under: string): TraceDraft {
  return draft(`${spanId} ${under}`, { kind: 'missing', spanId }, '', {});
}

export function actionDraft(record: ActionRecord): TraceDraft {
  return draft(record.id, { kind: 'action', record }, BROWSER_SERVICE, { clock: OWN_CLOCK, from: record.at });
}

export function exchangeDraft(record: ExchangeRow): TraceDraft {
  const { startedAt: from, state, status, timings } = record;
  return draft(record.id, { kind: 'exchange', record }, PROXY_SERVICE, {
    clock: OWN_CLOCK,
    from,
    to: from + Math.max(0, timings.total),
    running: state !== 'done' && state !== 'failed',
    failed: state === 'failed' || (status !== undefined && status >= 500),
  });
}

export function spanDraft(record: SpanRecord): TraceDraft {
  return draft(record.spanId, { kind: 'span', record }, spanService(record), {
    clock: spanClock(record),
    from: record.startedAt,
    to: record.startedAt + Math.max(0, record.durationMs),
    failed: record.status === 'error',
  });
}

export function logDraft(record: LogRecord): TraceDraft {
  const failed = record.level === 'error' || record.level === 'fatal';
  const service = record.source.replace(/^(process|otlp|file):/, '');
  return draft(record.id, { kind: 'log', record }, service, { clock: OWN_CLOCK, from: record.at, failed });
}

export function errorDraft(record: ErrorReport): TraceDraft {
  const service = record.process?.replace(/^process:/, '') ?? BROWSER_SERVICE;
  return draft(record.id, { kind: 'error', record }, service, { clock: OWN_CLOCK, from: record.at, failed: true });
}

/** Semantic conventions for the system a client span calls, the present name and the one before it. */
const SYSTEMS = ['db.system.name', 'db.system', 'messaging.system'] as const;

/** Whose row it is: the database or broker that is called, as it tells nothing itself; else the service that sent the span. */
function spanService({ kind, attributes, service }: SpanRecord): string {
  if (kind !== 'client' && kind !== 'producer') return service;
  const system = SYSTEMS.map((name) => attributes[name]).find((value) => typeof value === 'string' && value !== '');
  return typeof system === 'string' ? system : service;
}

/** A host's processes share its clock; where a span tells no host, its service or instance has one of its own. */
function spanClock({ resource, service }: SpanRecord): string {
  for (const name of ['host.id', 'host.name', 'service.instance.id']) {
    const value = resource[name];
    if (typeof value === 'string' && value !== '') return `${name} ${value}`;
  }
  return `service ${service}`;
}

/** Every row under these, parents before their children. Needs no stack, however deep they are. */
export function inOrder(roots: readonly TraceDraft[]): readonly TraceDraft[] {
  const found: TraceDraft[] = [];
  const waiting = [...roots].reverse();
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    found.push(next);
    for (let i = next.children.length - 1; i >= 0; i -= 1) {
      const child = next.children[i];
      if (child) waiting.push(child);
    }
  }
  return found;
}
