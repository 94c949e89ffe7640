// Renderer view: lines behind the waterfall: ticks, and the thread of the selection.
import { toPercent, toRelativeTicks } from '../../store/axis.ts';
import { rowById } from '../../store/session-state.ts';
import { useSession } from '../../store/session-store.ts';
import type { Span } from '../../store/strip.ts';
import { useTable } from '../../store/view-store.ts';

const LINES = 5;

export function WaterfallOverlay({ span, width }: { readonly span: Span; readonly width: number }) {
  const { selectedId } = useTable('traffic');
  const startedAt = useSession((state) => rowById(state, selectedId)?.startedAt);
  const thread = startedAt === undefined ? -1 : toPercent(startedAt, span);
  return (
    <div className="over" style={{ width }} aria-hidden="true">
      {toRelativeTicks(span, LINES).map((at) => (
        <i key={at} style={{ left: `${toPercent(at, span)}%` }} />
      ))}
      {thread >= 0 && thread <= 100 && <i className="threadline" style={{ left: `${thread}%` }} />}
    </div>
  );
}
