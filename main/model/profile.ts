// Model: a profile of a back end, fetched from its pprof address at a chosen moment.

export const PROFILE_KINDS = ['goroutine', 'heap', 'allocs', 'cpu', 'block', 'mutex', 'threadcreate'] as const;
export type ProfileKind = (typeof PROFILE_KINDS)[number];

/** One call of a profile or a goroutine. */
export interface ProfileFrame {
  readonly functionName: string;
  /** Absolute on the machine that built the program, where it is told. */
  readonly file?: string;
  /** Counts from 1. */
  readonly line?: number;
}

/** Goroutines with the same stack in the same state. */
export interface GoroutineGroup {
  readonly count: number;
  /** `running`, `chan receive`, `IO wait`, … */
  readonly state: string;
  /** The longest wait of them; absent where none is told. */
  readonly waitMs?: number;
  /** Some of their ids, the lowest first. */
  readonly ids: readonly number[];
  /** The innermost frame first. */
  readonly frames: readonly ProfileFrame[];
  readonly createdBy?: ProfileFrame;
}

/** A function's part in a profile, in the profile's unit. */
export interface ProfileCost {
  readonly frame: ProfileFrame;
  /** Spent in it alone. */
  readonly flat: number;
  /** Spent in it and what it called. */
  readonly cumulative: number;
}

/** The most groups and costs kept as records; the raw profile has all. */
export const PROFILE_LIST_LIMIT = 200;

export interface ProfileRecord {
  /** Unique in a session; a decimal number. */
  readonly id: string;
  readonly at: number;
  readonly target: string;
  readonly kind: ProfileKind;
  /** How long it was taken for; only where `kind` is `cpu`. */
  readonly durationMs?: number;
  /** Of the raw profile, which the session keeps. */
  readonly sizeBytes: number;
  /** `goroutines`, `nanoseconds`, `bytes`, … */
  readonly unit: string;
  /** The sum of all samples. */
  readonly total: number;
  readonly groups: readonly GoroutineGroup[];
  readonly costs: readonly ProfileCost[];
  /** Why it could not be had or read; then there is nothing else. */
  readonly fault?: { readonly code: string; readonly message: string };
}
