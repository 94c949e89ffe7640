// Renderer view: a row's bars. Hidden from assistive technology: the same figures stand in Time and Total.
import type { ExchangeRow } from '../../../main/model/exchange.ts';
import { formatDuration } from '../../kit/format.ts';
import type { Span } from '../../store/strip.ts';
import { laneColour } from './kind-look.ts';
import { toWaterfall } from './waterfall.ts';

/** The waterfall's cell of one row. */
export function WaterfallCell({ row, span }: { readonly row: ExchangeRow; readonly span: Span | null }) {
  if (!span) return null;
  const fall = toWaterfall(row, span);
  switch (fall.kind) {
    case 'outside':
      return (
        <span className={`woutside ${fall.side}`} aria-hidden="true">
          {fall.side === 'before' ? '‹' : '›'}
        </span>
      );
    case 'pending':
      return <i className="ph pend" aria-hidden="true" style={{ left: `${fall.left}%`, right: 0 }} />;
    case 'stream':
      return (
        <span className="wstream" aria-hidden="true" style={{ ['--c' as string]: laneColour(row.kind) }}>
          <i
            className={fall.running ? 'ph open' : 'ph open ended'}
            style={{ left: `${fall.left}%`, width: `${fall.end - fall.left}%` }}
          />
          {fall.ticks.map((tick, index) => (
            <i key={index} className="ph tick" style={{ left: `${tick}%` }} />
          ))}
        </span>
      );
    case 'phases':
      return (
        <span aria-hidden="true">
          {fall.slices.map((slice, index) => (
            <i
              key={slice.phase}
              className={`ph ${slice.phase}${index === 0 ? ' first' : ''}${index === fall.slices.length - 1 ? ' last' : ''}`}
              style={{ left: `${slice.left}%`, width: `${slice.width}%` }}
            />
          ))}
          <span
            className={fall.before ? 'wlabel before' : 'wlabel'}
            style={fall.before ? { right: `${100 - fall.label}%` } : { left: `${fall.label}%` }}
          >
            {formatDuration(row.timings.total)}
          </span>
        </span>
      );
  }
}
