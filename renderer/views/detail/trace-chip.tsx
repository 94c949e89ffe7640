// View: a trace's first digits; a click keeps only what belongs to it.
import { useTranslation } from 'react-i18next';
import { goToTrace, TRACE_DIGITS } from '../../store/view-store.ts';

/** Hues that tell traces apart beside their digits. */
const COLOURS = ['document', 'script', 'fetch', 'websocket', 'eventsource', 'hmr'] as const;

interface TraceChipProps {
  readonly traceId: string;
  /** What a click does; it shows the trace's requests without it. */
  readonly onPick?: (traceId: string) => void;
  /** What that is, as a key of the `detail` words. */
  readonly title?: string;
}

export function TraceChip({ traceId, onPick = goToTrace, title = 'trace.only' }: TraceChipProps) {
  const { t } = useTranslation('detail');
  const lane = COLOURS[Number.parseInt(traceId.slice(0, 4), 16) % COLOURS.length] ?? COLOURS[0];
  return (
    <button
      type="button"
      className="trace"
      style={{ ['--c' as string]: `var(--lane-${lane})` }}
      title={t(title, { traceId })}
      onClick={() => onPick(traceId)}
    >
      {traceId.slice(0, TRACE_DIGITS)}
    </button>
  );
}
