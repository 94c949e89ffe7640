// Model: a session as a whole.
import type { SamplingCount } from './rules.ts';

/** The file format's version: `PRAGMA user_version` of a `.tline`. */
export const SCHEMA_VERSION = 4;

/** Counts of each kind and the span of time they cover. */
export interface SessionSummary {
  readonly schemaVersion: number;
  /** Throughline's version that wrote the session. */
  readonly version: string;
  /** Details (chunks, frames, lines) left out because a queue or budget was full. */
  readonly dropped: number;
  readonly counts: Readonly<Record<SessionKind, number>>;
  /** Milliseconds since the Unix epoch; absent while the session is empty. */
  readonly firstAt?: number;
  readonly lastAt?: number;
}

/** The kinds a session holds, as `inspect --kind` names them. */
export const SESSION_KINDS = [
  'exchanges',
  'frames',
  'events',
  'hmr',
  'errors',
  'logs',
  'spans',
  'metrics',
  'insights',
  'pages',
  'actions',
  'profiles',
] as const;
export type SessionKind = (typeof SESSION_KINDS)[number];

/** What the recorder says of itself while it runs. */
export interface RecorderStatus {
  readonly state: 'recording' | 'paused' | 'closed';
  /** Milliseconds since the Unix epoch. */
  readonly startedAt: number;
  readonly dropped: number;
  /** Bytes of bodies and frames kept so far, and the budget they count against. */
  readonly keptBytes: number;
  readonly budgetBytes: number;
  /** Exchanges that sampling left out, by rule; absent where no rule is. */
  readonly sampling?: readonly SamplingCount[];
  /** Set while the session file can't be written; proxying goes on. */
  readonly fault?: { readonly code: string; readonly message: string };
}
