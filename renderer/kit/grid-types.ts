// Renderer kit: what a grid is told.
import type { ReactNode } from 'react';
import type { MenuEntry } from './menu.tsx';

export interface GridColumn<Row> {
  readonly id: string;
  /** Its name, shown in the head unless `head` is given. */
  readonly label: string;
  readonly head?: ReactNode;
  /** Pixels; without it the column takes the room that is left. */
  readonly width?: number;
  /** Pixels; 40 without it. */
  readonly minWidth?: number;
  readonly align?: 'start' | 'end';
  /** A person may sort by it. */
  readonly sortable?: boolean;
  readonly cell: (row: Row) => ReactNode;
  /** Class of its cells. */
  readonly className?: string;
}

export interface GridSort {
  readonly column: string;
  readonly direction: 'ascending' | 'descending';
}

/** Where a row of a tree stands. Keep the object's identity while nothing changes. */
export interface TreePlace {
  /** 1 for a root. */
  readonly level: number;
  /** Absent where there is nothing below it. */
  readonly open?: boolean;
  /** Among its siblings, from 1. */
  readonly position: number;
  readonly siblings: number;
}

export interface VirtualGridProps<Row> {
  /** The grid's name for assistive technology. */
  readonly label: string;
  /** The columns to show, in order. Keep the array's identity while nothing changes. */
  readonly columns: readonly GridColumn<Row>[];
  readonly count: number;
  /** Rises whenever rows changed, so that visible ones are looked up again. */
  readonly version: number;
  readonly rowAt: (index: number) => Row | undefined;
  /** Where a record stands now, -1 where it is not among the rows. */
  readonly indexOf: (id: string) => number;
  readonly rowId: (row: Row) => string;
  /** Extra classes of a row: `err`, `rel`, `old`. */
  readonly rowClass?: (row: Row) => string | undefined;
  /** Makes the grid a tree. Which rows are folded is the caller's to keep. */
  readonly tree?: (row: Row) => TreePlace;
  /** Asked before the grid's own keys; true where the key was taken. */
  readonly onKey?: (key: string) => boolean;
  /** Pixels of each row; without it as the document's density has it. */
  readonly rowHeight?: number;
  /** Rows are as high as what they hold, `rowHeight` at least. */
  readonly fluid?: boolean;
  /** Rows taken away at the head so far: what is in sight stays where it is. */
  readonly shift?: number;
  readonly selectedId: string | null;
  readonly onSelect: (id: string, by: 'key' | 'pointer' | 'menu') => void;
  /** Enter or a double click. */
  readonly onOpen?: (id: string) => void;
  /** Escape. */
  readonly onEscape?: () => void;
  readonly follow?: boolean;
  readonly onFollow?: (follow: boolean) => void;
  readonly sort?: GridSort | null;
  /** null: back to the rows' own order. */
  readonly onSort?: (sort: GridSort | null) => void;
  readonly widths?: Readonly<Record<string, number>>;
  readonly onResize?: (column: string, width: number) => void;
  readonly menu?: (row: Row) => readonly MenuEntry[];
  /** Pixels scrolled when the grid appears; null shows the selection, wherever it is. */
  readonly initialScroll?: number | null;
  readonly onScroll?: (scrollTop: number) => void;
  /** Which rows are in sight, from first to last. */
  readonly onRange?: (first: number, last: number) => void;
  /** Lies over the rows, fixed, below the head. */
  readonly overlay?: ReactNode;
  /** Stands in the place of the rows when there are none. */
  readonly empty?: ReactNode;
  /** The line below the rows. */
  readonly foot?: ReactNode;
}
