// Model: a process that Throughline starts, watches and ends.

/** A process as the configuration names it. */
export interface ProcessConfig {
  /** What it is called in logs: `process:<name>`; unique. */
  readonly name: string;
  /** The program and its arguments; a text is given to the shell. */
  readonly command: string | readonly string[];
  /** Relative to the project's folder. */
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Gives it a terminal, for programs that write colours or lines at once only there. Off by default. */
  readonly terminal?: boolean;
  /** When it counts as ready: the port accepts connections, or the URL answers with any status below 500. */
  readonly ready?: { readonly port?: number; readonly url?: string; readonly timeoutMs?: number };
  /** Starts it again when it ends by itself: never (the default), with a failure, or always; after 1 s, doubling up to 30 s. */
  readonly restart?: 'never' | 'on-failure' | 'always';
}

/** How a process is. */
export interface ProcessState {
  readonly name: string;
  /** As a person would type it. */
  readonly command: string;
  /**
   * `starting` until it is ready, where readiness is awaited; `running`; `stopping` after it was asked to end;
   * `ended` with an exit code or signal; `failed` could not be started or did not become ready.
   */
  readonly state: 'starting' | 'running' | 'stopping' | 'ended' | 'failed';
  readonly pid?: number;
  readonly terminal: boolean;
  /** Milliseconds since the Unix epoch. */
  readonly startedAt: number;
  readonly readyAt?: number;
  readonly endedAt?: number;
  readonly exitCode?: number;
  readonly signal?: string;
  /** How often it was started again. */
  readonly restarts: number;
  /** What is wrong, in one sentence. */
  readonly fault?: { readonly code: string; readonly message: string };
}
