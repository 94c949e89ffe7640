// View: an error → the clipboard, as Markdown for an issue.
import type { ErrorReport } from '../../../main/model/error-report.ts';
import type { ErrorGroup } from '../../store/error-index.ts';
import { recordById } from '../../store/record-list.ts';
import { sessionStore } from '../../store/session-store.ts';
import { say } from '../../store/view-store.ts';
import { toIssueMarkdown, type IssueContext } from './error-markdown.ts';

/** Copies it and says whether that went well. */
export async function copyIssue(
  group: ErrorGroup,
  report: ErrorReport,
  { exchanges }: Pick<IssueContext, 'exchanges'>,
): Promise<void> {
  const hmr = recordById(sessionStore.getState().hmr, report.hmrId);
  try {
    await navigator.clipboard.writeText(toIssueMarkdown(group, report, { exchanges, hmr }));
    say({ level: 'info', key: 'said.copied.issue' });
  } catch {
    say({ level: 'warning', key: 'said.copyFailed' });
  }
}
