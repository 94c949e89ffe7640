// View: what belongs to the same trace as an error: requests, log lines, actions, other errors.
import type { ErrorReport } from '../../../main/model/error-report.ts';
import type { TraceRows } from '../../../main/model/protocol.ts';
import { query } from '../../store/commands.ts';
import type { ErrorGroup } from '../../store/error-index.ts';
import { useActionRecord, useExchangeRow, useSession } from '../../store/session-store.ts';
import { useAnswer } from '../detail/use-answer.ts';

export interface ErrorTrace extends TraceRows {
  /** Why the trace could not be read. */
  readonly fault?: string;
}

/** What the session holds of the trace; without one, the error's own request and action. */
export function useErrorTrace(report: ErrorReport, group: ErrorGroup): ErrorTrace {
  const { traceId } = report;
  const link = useSession((state) => state.link);
  const row = useExchangeRow(report.exchangeId);
  const action = useActionRecord(report.actionId);
  const key = [link, traceId, group.count, row?.state].join(' ');
  const answer = useAnswer(traceId, key, () => query('trace', traceId ?? ''));
  const found = answer.value;
  const exchanges = found?.exchanges ?? [];
  const actions = found?.actions ?? [];
  return {
    exchanges: row && !exchanges.some(({ id }) => id === row.id) ? [...exchanges, row] : exchanges,
    logs: found?.logs ?? [],
    errors: found?.errors ?? [],
    spans: found?.spans ?? [],
    actions: action && !actions.some(({ id }) => id === action.id) ? [...actions, action] : actions,
    ...(answer.error === undefined ? {} : { fault: answer.error }),
  };
}
