// Page agent: an item on its way into a report, still open to more.
import type { ReportItem } from '../model/page-report.ts';

/** A report item whose instant and trace the outbox fills in. */
export type Draft = ReportItem extends infer T
  ? T extends ReportItem
    ? Omit<{ -readonly [K in keyof T]: T[K] }, 'at'> & { at?: number }
    : never
  : never;

/** Where items go. */
export type Push = (item: Draft) => void;
