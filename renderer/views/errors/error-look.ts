// Pure: what an error is shown as: its mark, the chip it belongs to.
import type { ErrorReport, ErrorSource } from '../../../main/model/error-report.ts';
import type { MarkShape, MarkTone } from '../../kit/mark.tsx';
import type { ErrorGroup } from '../../store/error-index.ts';
import { errorMarkLook } from '../../store/strip-errors.ts';

/** A square where nothing took it, a triangle where it was only told of. */
export function errorLook(report: ErrorReport): { readonly shape: MarkShape; readonly tone: MarkTone } {
  return errorMarkLook(report) === 'thrown'
    ? { shape: 'square', tone: 'server' }
    : { shape: 'triangle', tone: 'client' };
}

export const ERROR_CHIPS = ['all', 'thrown', 'component', 'console', 'backend', 'loading'] as const;
export type ErrorChip = (typeof ERROR_CHIPS)[number];

const CHIP_OF: Readonly<Record<ErrorSource, Exclude<ErrorChip, 'all'>>> = {
  'window.onerror': 'thrown',
  unhandledrejection: 'thrown',
  vue: 'component',
  react: 'component',
  'console.error': 'console',
  backend: 'backend',
  resource: 'loading',
  csp: 'loading',
};

/** The chip, beside `all`, that lets an error through. */
export function errorChip(report: ErrorReport): Exclude<ErrorChip, 'all'> {
  return CHIP_OF[report.source];
}

/** The report that stands for its group: the latest. */
export function groupFace(group: ErrorGroup): ErrorReport {
  const face = group.reports.at(-1);
  if (!face) throw new Error('A group has a report.');
  return face;
}

/** How many groups each chip lets through. */
export function countErrorChips(groups: readonly ErrorGroup[]): Readonly<Record<ErrorChip, number>> {
  const counts = { all: groups.length, thrown: 0, component: 0, console: 0, backend: 0, loading: 0 };
  for (const group of groups) counts[errorChip(groupFace(group))] += 1;
  return counts;
}
