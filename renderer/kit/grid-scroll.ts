// Renderer kit: what of a grid is in sight: following new rows, keeping the selection in sight, telling the range.
import { useVirtualizer, type VirtualItem } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useRef, type RefObject } from 'react';
import type { VirtualGridProps } from './grid-types.ts';
import { useRowHeight } from './row-height.ts';

/** Rows kept beyond each edge of what is in sight. */
const OVERSCAN = 10;

type ScrollProps = Pick<
  VirtualGridProps<never>,
  | 'count'
  | 'version'
  | 'rowHeight'
  | 'fluid'
  | 'shift'
  | 'follow'
  | 'onFollow'
  | 'onRange'
  | 'onScroll'
  | 'initialScroll'
  | 'selectedId'
  | 'indexOf'
>;

export interface GridScroll {
  readonly scroller: RefObject<HTMLDivElement | null>;
  /** The rows to paint. */
  readonly items: readonly VirtualItem[];
  readonly rowHeight: number;
  /** Pixels from the scroller's top to the first row. */
  readonly margin: number;
  /** Pixels of all rows together. */
  readonly total: number;
  /** Takes a row's own height; only where rows are fluid. */
  readonly measure: ((element: HTMLElement | null) => void) | undefined;
  /** Where the selection stands, -1 where it is not among the rows. */
  readonly current: number;
  /** Brings a row into sight, with the least movement. */
  readonly show: (index: number) => void;
  readonly onScroll: () => void;
}

export function useGridScroll(props: ScrollProps): GridScroll {
  const { count, selectedId, follow = false, fluid = false, onRange } = props;
  const headHeight = useRowHeight();
  const rowHeight = props.rowHeight ?? headHeight;
  const scroller = useRef<HTMLDivElement>(null);
  const shift = (props.shift ?? 0) * rowHeight;
  const shiftedBy = useRef(shift);
  // eslint-disable-next-line react-hooks/incompatible-library -- its functions are used here only, never handed to a memoised component
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: OVERSCAN,
    scrollMargin: headHeight,
    scrollPaddingStart: headHeight,
    initialOffset: props.initialScroll ?? 0,
  });
  const show = (index: number) => virtual.scrollToIndex(index, { align: 'auto' });
  const current = selectedId === null ? -1 : props.indexOf(selectedId);
  const items = virtual.getVirtualItems();
  const first = virtual.range?.startIndex ?? 0;
  const last = virtual.range?.endIndex ?? -1;
  const height = virtual.scrollRect?.height ?? 0;

  const total = virtual.getTotalSize();

  useLayoutEffect(() => virtual.measure(), [rowHeight, virtual, fluid]);
  // What is in sight stays where it is when rows above it are taken away.
  useLayoutEffect(() => {
    const gone = shift - shiftedBy.current;
    shiftedBy.current = shift;
    const element = scroller.current;
    if (element && gone > 0 && !follow) element.scrollTop -= gone;
  }, [shift, follow]);
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element && follow) element.scrollTop = element.scrollHeight;
  }, [follow, count, rowHeight, height, total]);
  useLayoutEffect(() => onRange?.(first, last), [onRange, first, last, props.version]);
  useSelectionInSight({ selectedId, current, first, last, height, show }, props.initialScroll === null);

  return {
    scroller,
    items,
    rowHeight,
    margin: headHeight,
    total,
    measure: fluid ? virtual.measureElement : undefined,
    current,
    show,
    onScroll: useScrollWatch(scroller, rowHeight, props),
  };
}

/** Shows a selection that was made elsewhere, and one that a smaller grid would lose. What the reader scrolled away from stays away. */
function useSelectionInSight(
  now: {
    readonly selectedId: string | null;
    readonly current: number;
    readonly first: number;
    readonly last: number;
    readonly height: number;
    readonly show: (index: number) => void;
  },
  fromStart: boolean,
): void {
  const before = useRef({ selectedId: fromStart ? null : now.selectedId, height: now.height, seen: false });
  useEffect(() => {
    const { selectedId, current, first, last, height } = now;
    const chosen = selectedId !== before.current.selectedId;
    const squeezed = height < before.current.height && before.current.seen;
    if (current >= 0 && (chosen || squeezed)) now.show(current);
    before.current = { selectedId, height, seen: current >= first && current <= last };
  });
}

/** Ends following when the reader scrolls up, and starts it at the end. */
function useScrollWatch(
  scroller: RefObject<HTMLDivElement | null>,
  rowHeight: number,
  { follow = false, onFollow, onScroll }: ScrollProps,
): () => void {
  const lastTop = useRef(0);
  return () => {
    const element = scroller.current;
    if (!element) return;
    const atEnd = element.scrollHeight - element.scrollTop - element.clientHeight < rowHeight;
    const up = element.scrollTop < lastTop.current - 1;
    const down = element.scrollTop > lastTop.current + 1;
    lastTop.current = element.scrollTop;
    if (follow && up && !atEnd) onFollow?.(false);
    else if (!follow && down && atEnd) onFollow?.(true);
    onScroll?.(element.scrollTop);
  };
}
