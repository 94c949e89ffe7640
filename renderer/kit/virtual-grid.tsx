// Renderer kit: a grid that holds only the rows in sight, however many there are. The selection is an id, so nothing moves it.
import { useVirtualizer } from '@tanstack/react-virtual';
import { useId, useLayoutEffect, useRef, useState, type KeyboardEvent, type MouseEvent } from 'react';
import { GridHead } from './grid-head.tsx';
import { gridMove } from './grid-keys.ts';
import { GridRow } from './grid-row.tsx';
import type { GridColumn, VirtualGridProps } from './grid-types.ts';
import { ContextMenu, type MenuEntry } from './menu.tsx';
import { useRowHeight } from './row-height.ts';

/** Rows kept beyond each edge of what is in sight. */
const OVERSCAN = 10;

const NO_ENTRIES: readonly MenuEntry[] = [];

/** See `VirtualGridProps`. Fills its parent. */
export function VirtualGrid<Row>(props: VirtualGridProps<Row>) {
  const { columns, count, rowAt, rowId, selectedId, follow = false, onFollow, widths } = props;
  const rowHeight = useRowHeight();
  const prefix = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const lastTop = useRef(0);
  const [entries, setEntries] = useState(NO_ENTRIES);
  // eslint-disable-next-line react-hooks/incompatible-library -- its functions are used in this component only, never handed to a memoised one
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: OVERSCAN,
    scrollMargin: rowHeight,
    scrollPaddingStart: rowHeight,
    initialOffset: props.initialScroll ?? 0,
  });

  useLayoutEffect(() => virtual.measure(), [rowHeight, virtual]);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (element && follow) element.scrollTop = element.scrollHeight;
  }, [follow, count, rowHeight]);

  const items = virtual.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? -1;
  const { onRange } = props;
  useLayoutEffect(() => onRange?.(first, last), [onRange, first, last, props.version]);

  const show = (index: number) => virtual.scrollToIndex(index, { align: 'auto' });
  const sized = columns.map((column) => withWidth(column, widths));
  const current = selectedId === null ? -1 : props.indexOf(selectedId);

  const onScroll = () => {
    const element = scroller.current;
    if (!element) return;
    const atEnd = element.scrollHeight - element.scrollTop - element.clientHeight < rowHeight;
    const up = element.scrollTop < lastTop.current - 1;
    const down = element.scrollTop > lastTop.current + 1;
    lastTop.current = element.scrollTop;
    if (follow && up && !atEnd) onFollow?.(false);
    else if (!follow && down && atEnd) onFollow?.(true);
    props.onScroll?.(element.scrollTop);
  };

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target !== event.currentTarget) return;
    if (event.key === 'Escape') return props.onEscape?.();
    if (event.key === 'Enter' && selectedId !== null) return props.onOpen?.(selectedId);
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 2);
    const top = Math.ceil((scroller.current?.scrollTop ?? 0) / rowHeight);
    const move = gridMove(event.key, { current, count, page, first: top });
    if (move.to === 'none') return;
    event.preventDefault();
    const index = move.to === 'row' ? move.index : count - 1;
    show(index);
    if (move.to === 'tail' && onFollow) return onFollow(true);
    const row = rowAt(index);
    if (row !== undefined) props.onSelect(rowId(row), 'key');
  };

  const rowOf = (event: MouseEvent): Row | undefined => {
    const id = event.target instanceof Element ? event.target.closest('[data-id]')?.getAttribute('data-id') : null;
    const index = id === null || id === undefined ? current : props.indexOf(id);
    return index < 0 ? undefined : rowAt(index);
  };

  const grid = (
    <div
      ref={scroller}
      className="gbody"
      role="grid"
      tabIndex={0}
      aria-label={props.label}
      aria-rowcount={count + 1}
      aria-activedescendant={current >= first && current <= last ? `${prefix}${current}` : undefined}
      onScroll={onScroll}
      onKeyDown={onKeyDown}
      onClick={(event) => {
        const onRow = event.target instanceof Element && event.target.closest('[data-id]');
        const row = onRow ? rowOf(event) : undefined;
        if (row !== undefined) props.onSelect(rowId(row), 'pointer');
      }}
      onDoubleClick={(event) => {
        const onRow = event.target instanceof Element && event.target.closest('[data-id]');
        const row = onRow ? rowOf(event) : undefined;
        if (row !== undefined) props.onOpen?.(rowId(row));
      }}
      onContextMenu={(event) => {
        const row = rowOf(event);
        if (row === undefined || !props.menu) return event.preventDefault();
        props.onSelect(rowId(row), 'menu');
        setEntries(props.menu(row));
      }}
      style={{ ['--cols' as string]: sized.map(toTrack).join(' ') }}
    >
      <GridHead columns={sized} sort={props.sort ?? null} onSort={props.onSort} onResize={props.onResize} />
      {props.overlay !== undefined && count > 0 && <div className="gover">{props.overlay}</div>}
      <div className="grows" role="rowgroup" style={{ height: count * rowHeight }}>
        {items.map((item) => {
          const row = rowAt(item.index);
          if (row === undefined) return null;
          const id = rowId(row);
          return (
            <GridRow
              key={id}
              row={row}
              id={id}
              domId={`${prefix}${item.index}`}
              index={item.index}
              top={item.index * rowHeight}
              columns={columns}
              selected={id === selectedId}
              look={props.rowClass?.(row)}
            />
          );
        })}
      </div>
    </div>
  );

  return (
    <div className="grid">
      <div className="gwrap">
        {props.menu ? <ContextMenu entries={entries}>{grid}</ContextMenu> : grid}
        {count === 0 && props.empty}
      </div>
      {props.foot !== undefined && <div className="gfoot">{props.foot}</div>}
    </div>
  );
}

function withWidth<Row>(
  column: GridColumn<Row>,
  widths: Readonly<Record<string, number>> | undefined,
): GridColumn<Row> {
  const width = widths?.[column.id];
  return width === undefined || column.width === undefined ? column : { ...column, width };
}

function toTrack<Row>({ width, minWidth }: GridColumn<Row>): string {
  return width === undefined ? `minmax(${minWidth ?? 120}px, 1fr)` : `${width}px`;
}
