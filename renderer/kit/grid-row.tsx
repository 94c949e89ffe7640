// Renderer kit: one row of a grid. Painted again only when its record, place or look changes.
import { memo, type ReactNode } from 'react';
import type { GridColumn, TreePlace } from './grid-types.ts';

interface GridRowProps<Row> {
  readonly row: Row;
  readonly id: string;
  readonly domId: string;
  readonly index: number;
  /** Pixels below the first row's top. */
  readonly top: number;
  readonly columns: readonly GridColumn<Row>[];
  readonly selected: boolean;
  readonly look: string | undefined;
  readonly place?: TreePlace | undefined;
  /** Takes the row's own height, where rows are as high as what they hold. */
  readonly measure?: ((element: HTMLElement | null) => void) | undefined;
}

function PlainGridRow<Row>(props: GridRowProps<Row>): ReactNode {
  const { row, id, domId, index, top, columns, selected, look, place, measure } = props;
  return (
    <div
      role="row"
      ref={measure}
      data-index={measure && index}
      id={domId}
      data-id={id}
      aria-rowindex={index + 2}
      aria-selected={selected}
      aria-level={place?.level}
      aria-expanded={place?.open}
      aria-posinset={place?.position}
      aria-setsize={place?.siblings}
      className={`gr${selected ? ' sel' : ''}${measure ? ' fluid' : ''}${look ? ` ${look}` : ''}`}
      style={{ transform: `translateY(${top}px)` }}
    >
      {columns.map((column) => (
        <div
          key={column.id}
          role="gridcell"
          className={[column.align === 'end' ? 'num' : '', column.className ?? ''].join(' ').trim() || undefined}
        >
          {column.cell(row)}
        </div>
      ))}
    </div>
  );
}

export const GridRow = memo(PlainGridRow) as typeof PlainGridRow;
