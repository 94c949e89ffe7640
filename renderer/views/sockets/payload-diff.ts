// Pure: a JSON payload beside the one before it of the same shape.
import { childPointer, isContainer, parseJson, type Json, type JsonPointer } from '../../kit/json-tree/json-rows.ts';

export type Difference =
  | { readonly type: 'changed'; readonly pointer: JsonPointer; readonly before: Json; readonly after: Json }
  | { readonly type: 'added'; readonly pointer: JsonPointer; readonly after: Json }
  | { readonly type: 'removed'; readonly pointer: JsonPointer; readonly before: Json };

/** Differences listed at most. */
export const DIFFERENCE_LIMIT = 500;

/** What differs from `before` to `after`, top to bottom. */
export function toDifferences(before: Json, after: Json): readonly Difference[] {
  const found: Difference[] = [];
  compare(before, after, '', found);
  return found;
}

function compare(before: Json, after: Json, pointer: JsonPointer, found: Difference[]): void {
  if (found.length >= DIFFERENCE_LIMIT || before === after) return;
  if (!isContainer(before) || !isContainer(after) || Array.isArray(before) !== Array.isArray(after)) {
    found.push({ type: 'changed', pointer, before, after });
    return;
  }
  const left = new Map<string, Json>(Object.entries(before));
  const right = new Map<string, Json>(Object.entries(after));
  for (const key of new Set([...left.keys(), ...right.keys()])) {
    if (found.length >= DIFFERENCE_LIMIT) return;
    const at = childPointer(pointer, key);
    const was = left.get(key);
    const is = right.get(key);
    if (was === undefined && is !== undefined) found.push({ type: 'added', pointer: at, after: is });
    else if (is === undefined && was !== undefined) found.push({ type: 'removed', pointer: at, before: was });
    else if (was !== undefined && is !== undefined) compare(was, is, at, found);
  }
}

/**
 * What payloads of one shape have in common: the value of their `type` (or `event`, `op`, `kind`, `method`) member, else the names
 * of their members. Undefined for what is no JSON object. Works on the head of a payload too.
 */
export function payloadShape(text: string): string | undefined {
  if (!/^\s*\{/.test(text)) return undefined;
  const named = /^\s*\{(?:[^{}]*,)?\s*"(type|event|op|kind|method)"\s*:\s*"([^"]*)"/.exec(text);
  if (named) return `${named[1]}=${named[2]}`;
  const parsed = parseJson(text)?.value;
  const names = isContainer(parsed ?? null) ? Object.keys(parsed as object) : keysOfHead(text);
  return names.join(',');
}

/** Member names of an object of which only the head is there: those of its first level up to the first inner container. */
function keysOfHead(text: string): string[] {
  const level = /^\s*\{([^{}[\]]*)/.exec(text)?.[1] ?? '';
  return [...level.matchAll(/"([^"]+)"\s*:/g)].map((match) => match[1] ?? '');
}
