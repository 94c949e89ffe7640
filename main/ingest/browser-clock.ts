// Ingest: instants of a page in our own clock. Page and proxy are mostly on one machine, but a browser's clock runs on from when the
// page began: it misses what the system's clock was set by since, and on some systems the time that the machine slept.
import type { PageReport } from '../model/page-report.ts';
import { CLOCK_SLACK_MS } from './exchange-joins.ts';

/** How long a report may be on its way, in milliseconds: it is tried again while the proxy is away. */
export const REPORT_DELAY_MS = 600_000;

/** The report with its instants moved by what its clock is wrong, none of them after it was received. */
export function toOwnClock(report: PageReport, receivedAt: number): PageReport {
  const shift = toShift(report.sentAt, receivedAt);
  const move = (at: number): number => Math.min(at + shift, receivedAt);
  const { items } = report;
  if (shift === 0 && items.every(({ at }) => at <= receivedAt)) return report;
  return {
    ...report,
    origin: move(report.origin),
    sentAt: move(report.sentAt),
    items: items.map((item) => ({ ...item, at: move(item.at) })),
  };
}

function toShift(sentAt: number, receivedAt: number): number {
  const lead = sentAt - receivedAt;
  return lead > CLOCK_SLACK_MS || -lead > REPORT_DELAY_MS ? -lead : 0;
}
