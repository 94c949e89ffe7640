// Pure: loads of pages → what the list of them tells.
import type { NavigationTiming, PageRecord } from '../../../main/model/page.ts';
import { pagePath } from '../../store/page-records.ts';
import type { Span } from '../../store/strip.ts';

/** The vitals that have a column, in order. */
export const VITALS = ['TTFB', 'FCP', 'LCP', 'INP', 'CLS'] as const;

export interface PageRow {
  readonly id: string;
  readonly page: PageRecord;
  readonly path: string;
  readonly vitals: Readonly<Partial<Record<(typeof VITALS)[number], PageRecord['vitals'][number]>>>;
}

/** A load as its row; of a vital told twice the last word counts. */
export function toPageRow(page: PageRecord): PageRow {
  const vitals: { -readonly [K in keyof PageRow['vitals']]: PageRow['vitals'][K] } = {};
  for (const vital of page.vitals) {
    const name = VITALS.find((known) => known === vital.name);
    if (name) vitals[name] = vital;
  }
  return { id: page.id, page, path: pagePath(page), vitals };
}

/** Loads that touch the span, of that page alone where one is chosen. */
export function pagesInView(
  pages: readonly PageRecord[],
  { span, page }: { readonly span: Span | null; readonly page: string | null },
): readonly PageRow[] {
  return pages
    .filter((one) => page === null || one.id === page)
    .filter((one) => !span || (one.at <= span.to && (one.leftAt ?? Infinity) >= span.from))
    .map(toPageRow);
}

/** The steps of a navigation, in order. */
export const NAVIGATION_STEPS = ['redirect', 'queued', 'wait', 'receive', 'interactive', 'content', 'load'] as const;

/** A step of a navigation. */
export interface NavigationStep {
  readonly name: (typeof NAVIGATION_STEPS)[number];
  readonly from: number;
  readonly to: number;
}

/** The steps that are known, each from where the one before ended, in milliseconds from the navigation's start. */
export function navigationSteps(timing: NavigationTiming): readonly NavigationStep[] {
  const ends: readonly (readonly [NavigationStep['name'], number | undefined])[] = [
    ['redirect', timing.redirectMs],
    ['queued', timing.queuedMs],
    ['wait', timing.responseStartMs],
    ['receive', timing.responseEndMs],
    ['interactive', timing.domInteractiveMs],
    ['content', timing.domContentLoadedMs],
    ['load', timing.loadMs],
  ];
  const steps: NavigationStep[] = [];
  let from = 0;
  for (const [name, end] of ends) {
    if (end === undefined || end < from) continue;
    if (end > from) steps.push({ name, from, to: end });
    from = end;
  }
  return steps;
}

/** How long the longest of these navigations took, in milliseconds, 1 at least. */
export function navigationAxis(rows: readonly PageRow[]): number {
  return Math.max(
    1,
    ...rows.map(({ page }) => (page.navigation ? (navigationSteps(page.navigation).at(-1)?.to ?? 0) : 0)),
  );
}
