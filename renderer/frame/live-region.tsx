// Renderer frame: what comes in, said to assistive technology at most every ten seconds.
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isTrouble } from '../kit/status-mark.tsx';
import type { SessionState } from '../store/session-state.ts';
import { sessionStore } from '../store/session-store.ts';

/** Least time between two reports, in milliseconds. */
export const REPORT_PERIOD_MS = 10_000;

/** Counts of what came since a position. */
export function countSince(state: SessionState, position: number): { readonly fresh: number; readonly errors: number } {
  const from = Math.max(0, position - state.firstPosition);
  let errors = 0;
  for (let i = from; i < state.rows.length; i += 1) {
    const row = state.rows[i];
    if (row && isTrouble(row)) errors += 1;
  }
  return { fresh: Math.max(0, state.rows.length - from), errors };
}

export function LiveRegion() {
  const { t } = useTranslation('frame');
  const [report, setReport] = useState<{ fresh: number; errors: number } | null>(null);
  useEffect(() => {
    const end = (state: SessionState) => state.firstPosition + state.rows.length;
    let told = end(sessionStore.getState());
    const timer = window.setInterval(() => {
      const state = sessionStore.getState();
      const counts = countSince(state, Math.min(told, end(state)));
      told = end(state);
      if (counts.fresh > 0) setReport(counts);
    }, REPORT_PERIOD_MS);
    return () => window.clearInterval(timer);
  }, []);
  const errors = report && report.errors > 0 ? t('liveErrors', { count: report.errors }) : '';
  return (
    <div className="unseen" aria-live="polite">
      {report && t('liveRequests', { count: report.fresh, errors })}
    </div>
  );
}
