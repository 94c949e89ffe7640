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

/** The report that stands for its group: the latest that nothing took; the latest of all where each was only told of. */
export function groupFace(group: ErrorGroup): ErrorReport {
  const face = group.reports.findLast((report) => errorMarkLook(report) === 'thrown') ?? group.reports.at(-1);
  if (!face) throw new Error('A group has a report.');
  return face;
}

/** Who told of a group, without repetition. */
export function groupSources({ reports }: ErrorGroup): readonly ErrorSource[] {
  return [...new Set(reports.map(({ source }) => source))];
}

/** Whether a chip lets a group through: any of its reports will do. */
export function passesErrorChip(group: ErrorGroup, chip: ErrorChip): boolean {
  return chip === 'all' || groupSources(group).some((source) => CHIP_OF[source] === chip);
}

/** How many groups each chip lets through. */
export function countErrorChips(groups: readonly ErrorGroup[]): Readonly<Record<ErrorChip, number>> {
  const counts = { all: 0, thrown: 0, component: 0, console: 0, backend: 0, loading: 0 };
  for (const group of groups) for (const chip of ERROR_CHIPS) if (passesErrorChip(group, chip)) counts[chip] += 1;
  return counts;
}
