// View: all that belongs to a trace as one tree, asked for again while more comes.
import { useCallback, useMemo, useState } from 'react';
import type { TraceTree } from '../../../main/model/trace-node.ts';
import type { TraceRows } from '../../../main/model/protocol.ts';
import { growTrace } from '../../../main/model/trace-tree.ts';
import { useThrottled } from '../../kit/throttle.ts';
import { query } from '../../store/commands.ts';
import { isRunning, rowById, type SessionState } from '../../store/session-state.ts';
import { sessionStore, useSession } from '../../store/session-store.ts';
import { useAnswer } from '../detail/use-answer.ts';

/** How often a trace is asked for again at most while more comes, in milliseconds; a large one less often. */
const PERIOD_MS = 500;
const LARGE_PERIOD_MS = 4_000;

/** From this many rows on a trace is large. */
const LARGE_ROWS = 1_000;

/** Rows of a kind that an answer holds at most; there may be more. */
export const TRACE_LIMIT = 5_000;

export interface TraceAnswer {
  readonly rows?: TraceRows;
  readonly tree?: TraceTree;
  readonly error?: string;
  readonly busy: boolean;
  /** The answer reached its bound. */
  readonly cut: boolean;
}

export function useTrace(traceId: string | undefined): TraceAnswer {
  const link = useSession((state) => state.link);
  const [running, setRunning] = useState('');
  const [large, setLarge] = useState(false);
  const read = useCallback((state: SessionState) => traceVersion(state, running), [running]);
  const version = useThrottled(sessionStore, read, large ? LARGE_PERIOD_MS : PERIOD_MS);
  const answer = useAnswer(traceId, `${link} ${version}`, () => query('trace', traceId ?? ''));
  const rows = answer.value;
  const tree = useMemo(() => (rows ? growTrace(rows) : undefined), [rows]);
  const now = rows ? runningIds(rows) : '';
  if (now !== running) setRunning(now);
  const isLarge = rows !== undefined && countRows(rows) >= LARGE_ROWS;
  if (isLarge !== large) setLarge(isLarge);
  return {
    ...(rows ? { rows } : {}),
    ...(tree ? { tree } : {}),
    ...(answer.error === undefined ? {} : { error: answer.error }),
    busy: answer.busy,
    cut: rows !== undefined && Object.values(rows).some((list: readonly unknown[]) => list.length >= TRACE_LIMIT),
  };
}

function runningIds({ exchanges }: TraceRows): string {
  return exchanges
    .filter(isRunning)
    .map(({ id }) => id)
    .join(' ');
}

/** What tells that a trace may have grown: any traced record, or a request of it that went on. */
export function traceVersion(state: SessionState, running: string): string {
  const states = running.split(' ').map((id) => rowById(state, id)?.state ?? '');
  return [state.telemetry?.traced ?? 0, ...states].join(' ');
}

function countRows({ exchanges, logs, errors, actions, spans }: TraceRows): number {
  return exchanges.length + logs.length + errors.length + actions.length + spans.length;
}
