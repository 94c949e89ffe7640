// Model: an error of a page or a back end, with its stack as thrown and as written.
import type { SourceFrame } from './source-frame.ts';

/** Who told of it. `resource` something the page needs failed to load; `csp` the page's Content-Security-Policy refused something. */
export const ERROR_SOURCES = [
  'window.onerror',
  'unhandledrejection',
  'console.error',
  'vue',
  'react',
  'backend',
  'resource',
  'csp',
] as const;
export type ErrorSource = (typeof ERROR_SOURCES)[number];

export interface ErrorReport {
  /** Unique in a session; a decimal number that grows in the order of arrival. */
  readonly id: string;
  /** When it was thrown first; milliseconds since the Unix epoch, with a fraction. */
  readonly at: number;
  /** When it was thrown last; the same as `at` while `count` is 1. */
  readonly lastAt: number;
  readonly source: ErrorSource;
  /** The error's class: `TypeError`; `Error` where it is not known. */
  readonly name: string;
  readonly message: string;
  /** The component it was thrown in (Vue, React). */
  readonly component?: string;
  /** The components around it, the innermost first. */
  readonly componentStack?: readonly string[];
  /** Names of the component's properties, without values. */
  readonly props?: readonly string[];
  /** What the framework was doing: Vue's `info`, React's kind of report. */
  readonly info?: string;
  /** An error boundary or handler of the application took it. */
  readonly handled?: boolean;
  readonly pageId?: string;
  readonly pageUrl?: string;
  readonly userAgent?: string;
  readonly traceId?: string;
  /** The request it belongs to: the one that failed before it in the same trace, or the trace's only one; absent where there were several. */
  readonly exchangeId?: string;
  /** The action that led to it, and its label. */
  readonly actionId?: string;
  readonly action?: string;
  /** The last update of modules, or reload, that the page took before it. */
  readonly hmrId?: string;
  /** The process that wrote it, where `source` is `backend`: `process:<name>`. */
  readonly process?: string;
  /** How often it was thrown in the same page with the same stack. */
  readonly count: number;
  /** The innermost frame first. */
  readonly stack: readonly SourceFrame[];
  /** False while the frames wait to be looked up in source maps. */
  readonly mapped: boolean;
  /** The same for errors that are one to a person: name, message without its changing parts, and the first frame of one's own code. */
  readonly group: string;
}
