// Renderer frame: the brush on the strip: dragged with the pointer, moved by keys on its handles.
import { useRef, type KeyboardEvent, type PointerEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { formatTime } from '../kit/format.ts';
import { toInstant, toPercent } from '../store/axis.ts';
import type { Span } from '../store/strip.ts';
import { setBrush, type Brush } from '../store/view-store.ts';
import { placeBrush } from './brush.ts';

/** Pixels the pointer must move before a press becomes a drag. */
const DRAG_LIMIT = 3;

/** How far a key moves an edge, in shares of the brush's width. */
const EDGE_STEP = 0.1;

type Grip = 'new' | 'from' | 'to' | 'inside';

interface BrushLayerProps {
  readonly span: Span;
  readonly latestAt: number;
  readonly shown: Span | null;
}

export function BrushLayer({ span, latestAt, shown }: BrushLayerProps) {
  const { t } = useTranslation('frame');
  const layer = useRef<HTMLDivElement>(null);
  const whole: Span = { from: span.from, to: Math.max(span.from + 1, Math.min(span.to, latestAt)) };

  const instantAt = (clientX: number): number => {
    const box = layer.current?.getBoundingClientRect();
    return box ? toInstant((clientX - box.left) / box.width, span) : span.from;
  };

  const start = (event: PointerEvent<HTMLElement>, grip: Grip) => {
    if (event.button !== 0) return;
    event.stopPropagation();
    const target = event.currentTarget;
    target.setPointerCapture(event.pointerId);
    const startX = event.clientX;
    const anchor = instantAt(startX);
    let moved = false;
    const move = (to: globalThis.PointerEvent) => {
      if (!moved && Math.abs(to.clientX - startX) < DRAG_LIMIT) return;
      moved = true;
      setBrush(dragged(grip, shown, anchor, instantAt(to.clientX), whole));
    };
    const end = () => {
      target.removeEventListener('pointermove', move);
      target.removeEventListener('pointerup', end);
      target.removeEventListener('pointercancel', end);
      if (!moved && grip === 'new') setBrush(null);
    };
    target.addEventListener('pointermove', move);
    target.addEventListener('pointerup', end);
    target.addEventListener('pointercancel', end);
  };

  const key = (event: KeyboardEvent, edge: 'from' | 'to') => {
    const step = event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowRight' ? 1 : 0;
    if (step === 0 || event.altKey || !shown) return;
    event.preventDefault();
    setBrush(dragged(edge, shown, 0, shown[edge] + step * (shown.to - shown.from) * EDGE_STEP, whole));
  };

  const left = shown ? toPercent(shown.from, span) : 0;
  const right = shown ? toPercent(shown.to, span) : 0;
  return (
    <div ref={layer} className="brushlayer" onPointerDown={(event) => start(event, 'new')}>
      {shown && (
        <>
          <div className="veil" style={{ left: 0, width: `${left}%` }} />
          <div className="veil" style={{ left: `${right}%`, right: 0 }} />
          <div
            className="brush"
            style={{ left: `${left}%`, width: `${right - left}%` }}
            onPointerDown={(event) => start(event, 'inside')}
            onDoubleClick={() => setBrush(null)}
          >
            {(['from', 'to'] as const).map((edge) => (
              <div
                key={edge}
                className={`edge ${edge}`}
                role="slider"
                tabIndex={0}
                aria-label={t(`brush.${edge}`)}
                aria-valuemin={0}
                aria-valuemax={Math.round(whole.to - whole.from)}
                aria-valuenow={Math.round(shown[edge] - whole.from)}
                aria-valuetext={formatTime(shown[edge])}
                onPointerDown={(event) => start(event, edge)}
                onKeyDown={(event) => key(event, edge)}
              />
            ))}
          </div>
        </>
      )}
    </div>
  );
}

/** The brush after a drag of one of its parts from `anchor` to `at`. */
export function dragged(grip: Grip, shown: Span | null, anchor: number, at: number, whole: Span): Brush {
  if (grip === 'new' || !shown) return placeBrush(anchor, at, whole);
  if (grip === 'from') return placeBrush(Math.min(at, shown.to), shown.to, whole);
  if (grip === 'to') return placeBrush(shown.from, Math.max(at, shown.from), whole);
  const width = shown.to - shown.from;
  const from = Math.min(Math.max(whole.from, shown.from + at - anchor), Math.max(whole.from, whole.to - width));
  return placeBrush(from, from + width, whole);
}
