// Shell: what windows may ask of source maps, answered by what the engine has for it.
import type { SourceQueries, SourceQueryName } from '../../main/model/protocol.ts';
import type { Unresolved } from '../../main/model/source-frame.ts';

/** The source queries as asked of another thread. */
export type SourceAnswers = {
  readonly [K in SourceQueryName]: (...args: Parameters<SourceQueries[K]>) => Promise<ReturnType<SourceQueries[K]>>;
};

/** What looks source maps up, as the engine has it. */
export interface SourceLookups {
  check(...args: Parameters<SourceQueries['checkMap']>): Promise<ReturnType<SourceQueries['checkMap']>>;
  mapStack(...args: Parameters<SourceQueries['mapStack']>): Promise<ReturnType<SourceQueries['mapStack']>>;
  /** The real path of a file below a known root, or why it may not be opened. */
  openable(path: string): Promise<{ readonly path: string } | Unresolved>;
}

/** The answers that windows ask for, from what looks source maps up. */
export function toSourceAnswers(maps: SourceLookups): SourceAnswers {
  return { checkMap: (url, at) => maps.check(url, at), mapStack: (stack, at) => maps.mapStack(stack, at) };
}
