// Kit, pure: a JSON value as the visible rows of a tree.

/** Any value that JSON can hold. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** Where a value stands, as a JSON Pointer (RFC 6901); empty for the whole. */
export type JsonPointer = string;

/** `leaf` holds a scalar or an empty container; `open` and `shut` hold a container; `end` closes an open one. */
export type JsonRowType = 'leaf' | 'open' | 'shut' | 'end';

export interface JsonRow {
  readonly type: JsonRowType;
  readonly pointer: JsonPointer;
  /** 0 for the whole. */
  readonly level: number;
  /** The member's name; absent for array items and for the whole. */
  readonly key?: string;
  readonly value: Json;
  /** A comma follows. */
  readonly comma: boolean;
  /** Place among its siblings, from 1, and how many they are. */
  readonly position: number;
  readonly siblings: number;
}

/** Rows shown at most; a tree with more says so. */
export const JSON_ROW_LIMIT = 200_000;

/** Which containers are open. Containers not named follow `openLevels`. */
export interface JsonFold {
  /** Containers above this level start open. */
  readonly openLevels: number;
  readonly toggled: ReadonlySet<JsonPointer>;
}

export function isContainer(value: Json): value is readonly Json[] | { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null;
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

/** How many members or items a container holds. */
export function jsonSize(value: Json): number {
  if (!isContainer(value)) return 0;
  return isList(value) ? value.length : Object.keys(value).length;
}

function isOpen(fold: JsonFold, pointer: JsonPointer, level: number): boolean {
  const byDefault = level < fold.openLevels;
  return fold.toggled.has(pointer) ? !byDefault : byDefault;
}

/** The pointer of a member or an item. */
export function childPointer(parent: JsonPointer, key: string | number): JsonPointer {
  return `${parent}/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

interface Place {
  readonly pointer: JsonPointer;
  readonly level: number;
  readonly key?: string;
  readonly position: number;
  readonly siblings: number;
}

/** The rows that are visible with this fold, top to bottom. */
export function toJsonRows(root: Json, fold: JsonFold): readonly JsonRow[] {
  const rows: JsonRow[] = [];
  const visit = (value: Json, place: Place): void => {
    if (rows.length >= JSON_ROW_LIMIT) return;
    const comma = place.position < place.siblings;
    const size = jsonSize(value);
    if (size === 0) return void rows.push({ ...place, type: 'leaf', value, comma });
    if (!isOpen(fold, place.pointer, place.level)) return void rows.push({ ...place, type: 'shut', value, comma });
    rows.push({ ...place, type: 'open', value, comma: false });
    const level = place.level + 1;
    if (isList(value)) {
      value.forEach((item, index) =>
        visit(item, { pointer: childPointer(place.pointer, index), level, position: index + 1, siblings: size }),
      );
    } else if (isContainer(value)) {
      Object.entries(value).forEach(([key, item], index) =>
        visit(item, { pointer: childPointer(place.pointer, key), level, key, position: index + 1, siblings: size }),
      );
    }
    if (rows.length < JSON_ROW_LIMIT) rows.push({ ...place, type: 'end', value, comma });
  };
  visit(root, { pointer: '', level: 0, position: 1, siblings: 1 });
  return rows;
}

/** A container on one line, cut where it grows longer than `limit` characters. */
export function toJsonPreview(value: Json, limit = 120): string {
  if (!isContainer(value)) return clip(JSON.stringify(value), limit);
  const parts: string[] = [];
  let length = 0;
  const entries = isList(value) ? value.map((item) => ['', item] as const) : Object.entries(value);
  for (const [key, item] of entries) {
    const text = isContainer(item) ? shape(item) : clip(JSON.stringify(item), 40);
    const part = key === '' && isList(value) ? text : `${JSON.stringify(key)}: ${text}`;
    length += part.length + 2;
    if (length > limit) {
      parts.push('…');
      break;
    }
    parts.push(part);
  }
  return isList(value) ? `[ ${parts.join(', ')} ]` : `{ ${parts.join(', ')} }`;
}

function shape(value: Json): string {
  const size = jsonSize(value);
  if (isList(value)) return size === 0 ? '[]' : '[…]';
  return size === 0 ? '{}' : '{…}';
}

function clip(text: string, limit: number): string {
  return text.length <= limit ? text : `${text.slice(0, limit - 1)}…`;
}

/** The value of some text; undefined where it is no JSON. */
export function parseJson(text: string): { readonly value: Json } | undefined {
  try {
    return { value: JSON.parse(text) as Json };
  } catch {
    return undefined;
  }
}
