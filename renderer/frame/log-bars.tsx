// Renderer frame: the strip's lane of logs. Its counts are asked for, twice a second at most, and only while it is in sight.
import { useTranslation } from 'react-i18next';
import { formatCount } from '../kit/format.ts';
import { useThrottled } from '../kit/throttle.ts';
import { query } from '../store/commands.ts';
import type { SessionState } from '../store/session-state.ts';
import { sessionStore, useSession } from '../store/session-store.ts';
import { sessionKey } from '../store/selectors.ts';
import { toLogBars, type LogBars } from '../store/strip-logs.ts';
import { STRIP_BARS, type Span } from '../store/strip.ts';
import { useAnswer } from '../views/detail/use-answer.ts';
import { LogLane } from './strip-lanes.tsx';

/** How often counts are asked for while logs come in, in milliseconds. */
export const LOG_BARS_MS = 500;

const readLogs = (state: SessionState) => state.telemetry?.logs;

/** The last answer, for the time until the next when the strip appears again. */
let latest: { readonly key: string; readonly bars: LogBars } | undefined;

/** One lane, as wide as its parent. */
export function LogBarsLane({ span }: { readonly span: Span }) {
  const { t } = useTranslation('frame');
  const logs = useThrottled(sessionStore, readLogs, LOG_BARS_MS);
  const session = useSession(sessionKey);
  const subject = `${session} ${span.from} ${span.to}`;
  const key = `${subject} ${logs?.total ?? 0}`;
  const answer = useAnswer(subject, key, () => ask(key, span));
  const data = answer.value ?? (latest?.key === key ? latest.bars : undefined);
  const levels = logs?.levels;
  return (
    <div
      className="lane"
      role="img"
      aria-label={t('lane.logsLabel', {
        shown: formatCount(logs?.total ?? 0),
        warnings: formatCount(levels?.warn ?? 0),
        errors: formatCount((levels?.error ?? 0) + (levels?.fatal ?? 0)),
      })}
    >
      {data && <LogLane data={data} />}
    </div>
  );
}

async function ask(key: string, { from, to }: Span): Promise<LogBars> {
  if (latest?.key === key) return latest.bars;
  const bars = toLogBars(await query('logHistogram', { fromAt: from, toAt: to, steps: STRIP_BARS }));
  latest = { key, bars };
  return bars;
}
