// Renderer kit: a grid that holds only the rows in sight, however many there are. The selection is an id, so nothing moves it.
import { useId, useState, type KeyboardEvent, type MouseEvent } from 'react';
import { GridHead } from './grid-head.tsx';
import { gridMove } from './grid-keys.ts';
import { GridRow } from './grid-row.tsx';
import { useGridScroll, type GridScroll } from './grid-scroll.ts';
import type { GridColumn, VirtualGridProps } from './grid-types.ts';
import { ContextMenu, type MenuEntry } from './menu.tsx';

const NO_ENTRIES: readonly MenuEntry[] = [];

/** See `VirtualGridProps`. Fills its parent. */
export function VirtualGrid<Row>(props: VirtualGridProps<Row>) {
  const { columns, count, widths } = props;
  const prefix = useId();
  const scroll = useGridScroll(props);
  const [entries, setEntries] = useState(NO_ENTRIES);
  const { current, items, scroller } = scroll;
  const painted = items.some((item) => item.index === current);
  const sized = columns.map((column) => withWidth(column, widths));

  const grid = (
    <div
      ref={scroller}
      className="gbody"
      role={props.tree ? 'treegrid' : 'grid'}
      tabIndex={0}
      aria-label={props.label}
      aria-rowcount={count + 1}
      aria-activedescendant={painted ? `${prefix}${current}` : undefined}
      onScroll={scroll.onScroll}
      onKeyDown={(event) => pressKey(event, props, scroll)}
      onClick={(event) => onRow(event, props, (id) => props.onSelect(id, 'pointer'))}
      onDoubleClick={(event) => onRow(event, props, (id) => props.onOpen?.(id))}
      onContextMenu={(event) => {
        const row = rowUnder(event, props) ?? (current < 0 ? undefined : props.rowAt(current));
        if (row === undefined || !props.menu) return event.preventDefault();
        props.onSelect(props.rowId(row), 'menu');
        setEntries(props.menu(row));
      }}
      style={{
        ['--cols' as string]: sized.map(toTrack).join(' '),
        ...(props.rowHeight === undefined ? {} : { ['--row' as string]: `${props.rowHeight}px` }),
      }}
    >
      <GridHead columns={sized} sort={props.sort ?? null} onSort={props.onSort} onResize={props.onResize} />
      {props.overlay !== undefined && count > 0 && <div className="gover">{props.overlay}</div>}
      <GridRows {...props} scroll={scroll} prefix={prefix} />
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

function GridRows<Row>({
  scroll,
  prefix,
  ...props
}: VirtualGridProps<Row> & { readonly scroll: GridScroll; readonly prefix: string }) {
  return (
    <div className="grows" role="rowgroup" style={{ height: scroll.total }}>
      {scroll.items.map(({ index, start }) => {
        const row = props.rowAt(index);
        if (row === undefined) return null;
        const id = props.rowId(row);
        return (
          <GridRow
            key={id}
            row={row}
            id={id}
            domId={`${prefix}${index}`}
            index={index}
            top={start - scroll.margin}
            columns={props.columns}
            selected={id === props.selectedId}
            look={props.rowClass?.(row)}
            measure={scroll.measure}
            place={props.tree?.(row)}
          />
        );
      })}
    </div>
  );
}

function pressKey<Row>(event: KeyboardEvent<HTMLElement>, props: VirtualGridProps<Row>, scroll: GridScroll): void {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target !== event.currentTarget) return;
  const { count, selectedId, rowAt, rowId, onFollow } = props;
  if (props.onKey?.(event.key)) return event.preventDefault();
  if (event.key === 'Escape') return props.onEscape?.();
  if (event.key === 'Enter' && selectedId !== null) return props.onOpen?.(selectedId);
  const { clientHeight, scrollTop } = event.currentTarget;
  const page = Math.max(1, Math.floor(clientHeight / scroll.rowHeight) - 2);
  const first = Math.ceil(scrollTop / scroll.rowHeight);
  const move = gridMove(event.key, { current: scroll.current, count, page, first });
  if (move.to === 'none') return;
  event.preventDefault();
  const index = move.to === 'row' ? move.index : count - 1;
  scroll.show(index);
  if (move.to === 'tail' && onFollow) return onFollow(true);
  const row = rowAt(index);
  if (row !== undefined) props.onSelect(rowId(row), 'key');
}

function rowUnder<Row>(event: MouseEvent, props: VirtualGridProps<Row>): Row | undefined {
  const id = event.target instanceof Element ? event.target.closest('[data-id]')?.getAttribute('data-id') : null;
  const index = id === null || id === undefined ? -1 : props.indexOf(id);
  return index < 0 ? undefined : props.rowAt(index);
}

function onRow<Row>(event: MouseEvent, props: VirtualGridProps<Row>, act: (id: string) => void): void {
  const row = rowUnder(event, props);
  if (row !== undefined) act(props.rowId(row));
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
