// Kit, pure: what a key does in a JSON tree.
import type { JsonPointer, JsonRow } from './json-rows.ts';

export type JsonMove =
  | { readonly type: 'go'; readonly index: number }
  | { readonly type: 'toggle'; readonly pointer: JsonPointer }
  | { readonly type: 'none' };

const NONE: JsonMove = { type: 'none' };

/** The row next to `from` that can be gone to; ends of containers can't. */
function step(rows: readonly JsonRow[], from: number, by: 1 | -1): JsonMove {
  for (let index = from + by; index >= 0 && index < rows.length; index += by) {
    if (rows[index]?.type !== 'end') return { type: 'go', index };
  }
  return NONE;
}

function parent(rows: readonly JsonRow[], from: number): JsonMove {
  const level = rows[from]?.level ?? 0;
  for (let index = from - 1; index >= 0; index -= 1) {
    const row = rows[index];
    if (row && row.type !== 'end' && row.level < level) return { type: 'go', index };
  }
  return NONE;
}

/** As in the tree pattern of the ARIA Authoring Practices: arrows move, open and shut. */
export function jsonMove(key: string, rows: readonly JsonRow[], at: number): JsonMove {
  const row = rows[at];
  if (!row) return NONE;
  switch (key) {
    case 'ArrowDown':
      return step(rows, at, 1);
    case 'ArrowUp':
      return step(rows, at, -1);
    case 'Home':
      return { type: 'go', index: 0 };
    case 'End':
      return step(rows, rows.length, -1);
    case 'ArrowRight':
      if (row.type === 'shut') return { type: 'toggle', pointer: row.pointer };
      return row.type === 'open' ? step(rows, at, 1) : NONE;
    case 'ArrowLeft':
      return row.type === 'open' ? { type: 'toggle', pointer: row.pointer } : parent(rows, at);
    case 'Enter':
    case ' ':
      return row.type === 'leaf' ? NONE : { type: 'toggle', pointer: row.pointer };
    default:
      return NONE;
  }
}
