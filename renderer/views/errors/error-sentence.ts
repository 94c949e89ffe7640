// Pure: what a group of errors tells, as sentences with numbers first. Leads its detail.
import type { ErrorReport } from '../../../main/model/error-report.ts';
import type { HmrRecord } from '../../../main/model/hmr.ts';
import { formatTime } from '../../kit/format.ts';
import type { ErrorGroup } from '../../store/error-index.ts';
import type { Sentence } from '../detail/happening.ts';
import { subjectName } from '../hmr/hmr-subject.ts';

export interface ErrorNeighbours {
  /** The update or reload that the page took before. */
  readonly hmr?: HmrRecord | undefined;
  /** The group was not there before the last edit. */
  readonly fresh: boolean;
}

/** Sentences; their keys stand below `sentence` in the texts. A file that no one named is `change`. */
export function toErrorSentences(
  group: ErrorGroup,
  report: ErrorReport,
  near: ErrorNeighbours,
  change: string,
): readonly Sentence[] {
  return [
    { key: `lead.${report.source}`, values: { count: group.count, process: processName(report) } },
    when(group),
    ...(report.action === undefined ? [] : [{ key: 'action', values: { action: report.action } }]),
    ...(near.hmr ? [afterEdit(report, near.hmr, change)] : []),
    ...(near.fresh ? [{ key: 'fresh', values: {} }] : []),
    ...(report.handled ? [{ key: 'handled', values: {} }] : []),
    ...(report.mapped ? [] : [{ key: 'waiting', values: {} }]),
  ];
}

function when({ count, firstAt, lastAt }: ErrorGroup): Sentence {
  if (count === 1) return { key: 'once', values: { time: formatTime(firstAt) } };
  return {
    key: 'often',
    values: { first: formatTime(firstAt), last: formatTime(lastAt), apartMs: Math.max(0, lastAt - firstAt) },
  };
}

function afterEdit(report: ErrorReport, hmr: HmrRecord, change: string): Sentence {
  const afterMs = Math.max(0, report.at - (hmr.appliedAt ?? hmr.reloadedAt ?? hmr.at));
  const key = hmr.type === 'full-reload' ? 'afterReload' : 'afterUpdate';
  return { key, values: { afterMs, subject: subjectName(hmr) ?? change } };
}

/** A back end's process without its prefix; empty where none is told. */
export function processName({ process }: ErrorReport): string {
  return process?.replace(/^process:/, '') ?? '';
}
