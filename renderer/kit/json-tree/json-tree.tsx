// Kit: a JSON value as a tree that folds; only the rows in sight exist, so a list of 100,000 items is no strain.
import { useVirtualizer } from '@tanstack/react-virtual';
import { useId, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { jsonMove } from './json-keys.ts';
import { jsonSize, toJsonPreview, toJsonRows, type Json, type JsonPointer, type JsonRow } from './json-rows.ts';
import './json-tree.css';

/** Pixels. */
const ROW = 19;
/** Characters of one string that are shown; the raw view has the rest. */
const STRING_LIMIT = 2_000;

export interface JsonTreeProps {
  readonly value: Json;
  readonly label: string;
  /** Containers above this level start open; 2 without it. */
  readonly openLevels?: number;
  /** How a count of items reads, as `3 items`. */
  readonly countText: (count: number) => string;
  /** What is said beside a value: its value before, why it is odd. */
  readonly noteAt?: (pointer: JsonPointer) => string | undefined;
}

/** Fills its parent and scrolls by itself. Mount it anew (by key) for another value. */
export function JsonTree({ value, label, openLevels = 2, countText, noteAt }: JsonTreeProps) {
  const prefix = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const [toggled, setToggled] = useState<ReadonlySet<JsonPointer>>(new Set());
  const [at, setAt] = useState(0);
  const rows = useMemo(() => toJsonRows(value, { openLevels, toggled }), [value, openLevels, toggled]);
  // eslint-disable-next-line react-hooks/incompatible-library -- its functions are used in this component only
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 12,
  });

  const toggle = (pointer: JsonPointer) => {
    const next = new Set(toggled);
    if (!next.delete(pointer)) next.add(pointer);
    setToggled(next);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const move = jsonMove(event.key, rows, at);
    if (move.type === 'none') return;
    event.preventDefault();
    if (move.type === 'toggle') return toggle(move.pointer);
    setAt(move.index);
    virtual.scrollToIndex(move.index);
  };
  const onRow = (index: number, row: JsonRow) => {
    setAt(index);
    if (row.type === 'open' || row.type === 'shut') toggle(row.pointer);
  };
  const items = virtual.getVirtualItems();
  const inSight = items.some((item) => item.index === at);

  return (
    <div
      ref={scroller}
      className="jsontree"
      role="tree"
      tabIndex={0}
      aria-label={label}
      aria-activedescendant={inSight ? `${prefix}${at}` : undefined}
      onKeyDown={onKeyDown}
    >
      <div className="jsonrows" role="none" style={{ height: rows.length * ROW }}>
        {items.map((item) => {
          const row = rows[item.index];
          if (!row) return null;
          const open = row.type === 'open' ? true : row.type === 'shut' ? false : undefined;
          return (
            <div
              key={item.index}
              id={`${prefix}${item.index}`}
              className={`jsonrow ${row.type}${item.index === at ? ' at' : ''}`}
              style={{ transform: `translateY(${item.start}px)`, ['--l' as string]: row.level }}
              onClick={() => onRow(item.index, row)}
              {...(row.type === 'end'
                ? { 'aria-hidden': true }
                : {
                    role: 'treeitem',
                    'aria-level': row.level + 1,
                    'aria-expanded': open,
                    'aria-posinset': row.position,
                    'aria-setsize': row.siblings,
                    'aria-selected': item.index === at,
                  })}
            >
              <RowText row={row} countText={countText} note={row.type === 'end' ? undefined : noteAt?.(row.pointer)} />
            </div>
          );
        })}
      </div>
    </div>
  );
}

function RowText({
  row,
  countText,
  note,
}: {
  readonly row: JsonRow;
  readonly countText: (count: number) => string;
  readonly note: string | undefined;
}) {
  const list = Array.isArray(row.value);
  const comma = row.comma ? ',' : '';
  if (row.type === 'end') return <>{`${list ? ']' : '}'}${comma}`}</>;
  return (
    <>
      {row.key !== undefined && (
        <>
          <span className="k">{JSON.stringify(row.key)}</span>
          {': '}
        </>
      )}
      {row.type === 'open' && (
        <>
          {list ? '[' : '{'} {list && <span className="dim">{countText(jsonSize(row.value))}</span>}
        </>
      )}
      {row.type === 'shut' && (
        <>
          <span className="mid">{toJsonPreview(row.value)}</span>
          {comma} {list && <span className="dim">{countText(jsonSize(row.value))}</span>}
        </>
      )}
      {row.type === 'leaf' && (
        <>
          <Scalar value={row.value} />
          {comma}
        </>
      )}
      {note !== undefined && <span className="c jsonnote">{note}</span>}
    </>
  );
}

function Scalar({ value }: { readonly value: Json }) {
  if (typeof value === 'string') {
    const shown = value.length > STRING_LIMIT ? `${value.slice(0, STRING_LIMIT)}…` : value;
    return <span className="s">{JSON.stringify(shown)}</span>;
  }
  if (typeof value === 'number') return <span className="d">{String(value)}</span>;
  if (typeof value === 'object' && value !== null) return <>{Array.isArray(value) ? '[]' : '{}'}</>;
  return <span className="w">{String(value)}</span>;
}
