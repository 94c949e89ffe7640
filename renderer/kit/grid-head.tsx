// Renderer kit: a grid's head: names, sorting, widths.
import type { KeyboardEvent, PointerEvent } from 'react';
import type { GridColumn, GridSort } from './grid-types.ts';

/** Narrowest a column gets, in pixels, where it sets no limit of its own. */
export const MIN_COLUMN = 40;

/** How far a key press moves a column's edge, in pixels. */
const KEY_STEP = 16;

interface GridHeadProps<Row> {
  readonly columns: readonly GridColumn<Row>[];
  readonly sort: GridSort | null;
  readonly onSort: ((sort: GridSort | null) => void) | undefined;
  readonly onResize: ((column: string, width: number) => void) | undefined;
}

/** The head's row. */
export function GridHead<Row>({ columns, sort, onSort, onResize }: GridHeadProps<Row>) {
  return (
    <div className="gh" role="row" aria-rowindex={1}>
      {columns.map((column) => (
        <HeadCell key={column.id} column={column} sort={sort} onSort={onSort} onResize={onResize} />
      ))}
    </div>
  );
}

function HeadCell<Row>({
  column,
  sort,
  onSort,
  onResize,
}: Omit<GridHeadProps<Row>, 'columns'> & { readonly column: GridColumn<Row> }) {
  const direction = sort?.column === column.id ? sort.direction : undefined;
  const classes = [column.align === 'end' ? 'num' : '', direction ? 'sorted' : '', column.className ?? ''];
  return (
    <div role="columnheader" className={classes.join(' ').trim()} aria-sort={direction ?? 'none'}>
      {column.sortable && onSort ? (
        <button
          type="button"
          onClick={() => onSort(nextSort(column.id, sort))}
          onKeyDown={(event) => resizeByKey(event, column, onResize)}
        >
          {column.label}
          {direction && <span aria-hidden="true">{direction === 'ascending' ? ' ↑' : ' ↓'}</span>}
        </button>
      ) : (
        (column.head ?? column.label)
      )}
      {column.width !== undefined && onResize && (
        <span
          className="grip"
          aria-hidden="true"
          onPointerDown={(event) =>
            startResize(event, column.minWidth ?? MIN_COLUMN, (width) => onResize(column.id, width))
          }
        />
      )}
    </div>
  );
}

/** Ascending, then descending, then the rows' own order. */
export function nextSort(column: string, sort: GridSort | null): GridSort | null {
  if (sort?.column !== column) return { column, direction: 'ascending' };
  return sort.direction === 'ascending' ? { column, direction: 'descending' } : null;
}

function resizeByKey<Row>(
  event: KeyboardEvent<HTMLElement>,
  column: GridColumn<Row>,
  onResize: ((column: string, width: number) => void) | undefined,
): void {
  const step = event.key === 'ArrowLeft' ? -KEY_STEP : event.key === 'ArrowRight' ? KEY_STEP : 0;
  if (step === 0 || !event.shiftKey || column.width === undefined || !onResize) return;
  event.preventDefault();
  event.stopPropagation();
  onResize(column.id, Math.max(column.minWidth ?? MIN_COLUMN, column.width + step));
}

function startResize(event: PointerEvent<HTMLElement>, min: number, onWidth: (width: number) => void): void {
  event.preventDefault();
  const grip = event.currentTarget;
  const cell = grip.parentElement;
  if (!cell) return;
  const start = event.clientX;
  const width = cell.offsetWidth;
  grip.setPointerCapture(event.pointerId);
  const move = (moved: globalThis.PointerEvent) => onWidth(Math.max(min, Math.round(width + moved.clientX - start)));
  const end = () => {
    grip.removeEventListener('pointermove', move);
    grip.removeEventListener('pointerup', end);
    grip.removeEventListener('pointercancel', end);
  };
  grip.addEventListener('pointermove', move);
  grip.addEventListener('pointerup', end);
  grip.addEventListener('pointercancel', end);
}
