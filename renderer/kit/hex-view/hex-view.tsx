// Kit: bytes as address, hex and ASCII; only the rows in sight exist.
import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import { hexRowCount, toHexRow } from './hex-rows.ts';
import './hex-view.css';

/** Pixels. */
const ROW = 19;

/** Fills its parent and scrolls by itself. */
export function HexView({ bytes, label }: { readonly bytes: Uint8Array; readonly label: string }) {
  const scroller = useRef<HTMLDivElement>(null);
  const count = hexRowCount(bytes.length);
  // eslint-disable-next-line react-hooks/incompatible-library -- its functions are used in this component only
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 12,
  });
  return (
    <div ref={scroller} className="hexview" role="region" aria-label={label} tabIndex={0}>
      <div className="hexrows" style={{ height: count * ROW }}>
        {virtual.getVirtualItems().map((item) => {
          const row = toHexRow(bytes, item.index);
          return (
            <div key={item.index} className="hexrow" style={{ transform: `translateY(${item.start}px)` }}>
              <span className="dim">{row.address}</span>
              <span>{row.hex}</span>
              <span className="hexascii">{row.ascii}</span>
            </div>
          );
        })}
      </div>
    </div>
  );
}
