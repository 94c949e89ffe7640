// View: a trace's first digits; a click keeps only its requests.
import { useTranslation } from 'react-i18next';
import { goToTrace, TRACE_DIGITS } from '../../store/view-store.ts';

/** Hues that tell traces apart beside their digits. */
const COLOURS = ['document', 'script', 'fetch', 'websocket', 'eventsource', 'hmr'] as const;

export function TraceChip({ traceId }: { readonly traceId: string }) {
  const { t } = useTranslation('detail');
  const lane = COLOURS[Number.parseInt(traceId.slice(0, 4), 16) % COLOURS.length] ?? COLOURS[0];
  return (
    <button
      type="button"
      className="trace"
      style={{ ['--c' as string]: `var(--lane-${lane})` }}
      title={t('trace.only', { traceId })}
      onClick={() => goToTrace(traceId)}
    >
      {traceId.slice(0, TRACE_DIGITS)}
    </button>
  );
}
