// View: a trace's first digits, with the ways to what belongs to it.
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { copyText } from '../../frame/copy-text.ts';
import { DropdownMenu, type MenuEntry } from '../../kit/menu.tsx';
import { goToTrace, goToTraceLogs, openTrace, TRACE_DIGITS } from '../../store/view-store.ts';

/** Hues that tell traces apart beside their digits. */
const COLOURS = ['document', 'script', 'fetch', 'websocket', 'eventsource', 'hmr'] as const;

export interface TraceChipProps {
  readonly traceId: string;
  /** The row of the tree to go to: a `TraceNode`'s id. */
  readonly row?: string;
  /** All of its digits. */
  readonly whole?: boolean;
  /** What a click does instead of showing the ways; for rows, which are many. */
  readonly onPick?: (traceId: string) => void;
}

export function TraceChip({ traceId, row, whole = false, onPick }: TraceChipProps) {
  const { t } = useTranslation('detail');
  const lane = COLOURS[Number.parseInt(traceId.slice(0, 4), 16) % COLOURS.length] ?? COLOURS[0];
  const digits = whole ? traceId : traceId.slice(0, TRACE_DIGITS);
  const chip = (
    <button
      type="button"
      className="trace"
      style={{ ['--c' as string]: `var(--lane-${lane})` }}
      title={t('trace.of', { traceId })}
      onClick={(event) => {
        event.stopPropagation();
        onPick?.(traceId);
      }}
    >
      {digits}
    </button>
  );
  return onPick ? chip : <DropdownMenu entries={traceMenu(t, traceId, row)}>{chip}</DropdownMenu>;
}

/** Where a trace leads to. */
export function traceMenu(t: TFunction<'detail'>, traceId: string, row?: string): readonly MenuEntry[] {
  const action = (id: string, run: () => void, more: Partial<MenuEntry> = {}): MenuEntry =>
    ({ kind: 'action', id, label: t(`trace.${id}`), run, ...more }) as MenuEntry;
  return [
    action('tree', () => openTrace(traceId, row ?? null), { icon: 'traces' }),
    action('requests', () => goToTrace(traceId), { icon: 'traffic', shortcut: 'T' }),
    action('logs', () => goToTraceLogs(traceId), { icon: 'logs' }),
    { kind: 'separator', id: 'separator' },
    action('copy', () => copyText(traceId), { icon: 'copy' }),
  ];
}
