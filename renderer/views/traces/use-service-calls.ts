// View: which service called which in the brush's time, asked for again while more comes.
import type { ServiceCall } from '../../../main/model/protocol.ts';
import { useThrottled } from '../../kit/throttle.ts';
import { query } from '../../store/commands.ts';
import type { SessionState } from '../../store/session-state.ts';
import { sessionStore } from '../../store/session-store.ts';
import { useAnswer, type Answer } from '../detail/use-answer.ts';
import { useBrushSpan } from './use-trace-list.ts';

/** How often it is asked at most, in milliseconds: it sums over the whole session. */
const PERIOD_MS = 2_000;

const readVersion = (state: SessionState) =>
  `${state.link} ${state.telemetry?.traced ?? 0} ${state.foldedRows + state.rows.length} ${state.totals.pending}`;

export function useServiceCalls(): Answer<readonly ServiceCall[]> {
  const version = useThrottled(sessionStore, readVersion, PERIOD_MS);
  const span = useBrushSpan();
  return useAnswer('calls', `${version} ${span?.from} ${span?.to}`, () =>
    span ? query('serviceCalls', { fromAt: span.from, toAt: span.to }) : query('serviceCalls'),
  );
}
