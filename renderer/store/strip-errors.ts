// Renderer store: errors → marks on the overview strip.
import type { ErrorReport } from '../../main/model/error-report.ts';

/** Most marks drawn; the latest stay. */
export const MAX_ERROR_MARKS = 300;

/** `thrown` nothing took it; `told` an error boundary took it, or the page only said so. */
export type ErrorMarkLook = 'thrown' | 'told';

export interface ErrorMark {
  readonly id: string;
  /** Milliseconds since the Unix epoch. */
  readonly at: number;
  readonly look: ErrorMarkLook;
}

/** What an error is drawn as: a square where nothing took it, a triangle where it was only told of. */
export function errorMarkLook({ source, handled }: ErrorReport): ErrorMarkLook {
  const told = source === 'console.error' || source === 'resource' || source === 'csp';
  return told || handled === true ? 'told' : 'thrown';
}

/** Marks of the latest errors, in order. */
export function toErrorMarks(errors: readonly ErrorReport[]): readonly ErrorMark[] {
  return errors
    .slice(-MAX_ERROR_MARKS)
    .map((report) => ({ id: report.id, at: report.at, look: errorMarkLook(report) }));
}
