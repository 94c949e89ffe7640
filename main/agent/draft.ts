// Page agent: an item on its way into a report, still open to more.
import type { ReportItem } from '../model/page-report.ts';

/** What may be absent may be undefined as well: JSON leaves it out. */
type Loose<T> = { -readonly [K in keyof T]: object extends Pick<T, K> ? T[K] | undefined : T[K] };

/** A report item whose instant and trace the outbox fills in. */
export type Draft = ReportItem extends infer T
  ? T extends ReportItem
    ? Omit<Loose<T>, 'at'> & { at?: number }
    : never
  : never;

export type ErrorDraft = Extract<Draft, { type: 'error' }>;

/** Where items go. */
export type Push = (item: Draft) => void;
