// Page agent: any value as bounded JSON, without running code of the page: accessors and toJSON are not asked.
import { cut } from './base.ts';

/** How deep, how many properties of one object, how many values in all, and how long a text. */
export const DEPTH_LIMIT = 3;
export const KEY_LIMIT = 20;
export const VALUE_LIMIT = 200;
export const STRING_LIMIT = 1000;

/** As the language writes it. */
const show = String as (value: unknown) => string;

/** A thrown or logged error, of whatever realm. */
export interface Thrown {
  readonly name?: unknown;
  readonly message?: unknown;
  readonly stack?: unknown;
}

/** Whether a value has a stack; errors of other frames are no instances of this frame's Error. */
export const isThrown = (value: unknown): value is Thrown =>
  typeof value === 'object' && value !== null && 'stack' in value && 'message' in value;

export function toBounded(value: unknown): unknown {
  let left = VALUE_LIMIT;
  const convert = (given: unknown, depth: number): unknown => {
    if (typeof given === 'string') return cut(given, STRING_LIMIT);
    if (typeof given === 'function') return `ƒ ${given.name}`;
    if (typeof given !== 'object' || given === null)
      return Number.isFinite(given) || typeof given === 'boolean' || given === null ? given : show(given);
    if (isThrown(given)) return cut(given.stack || given.message);
    if (given instanceof Element) return `<${given.localName}${given.id && `#${given.id}`}>`;
    // A reactive object of Vue notes who reads it; the object behind it does not.
    const source = (given as { __v_raw?: object }).__v_raw ?? given;
    const name = Object.prototype.toString.call(source).slice(8, -1);
    const isList = Array.isArray(source);
    if (!isList && name !== 'Object') return name === 'Date' ? show(source) : `[${name}]`;
    if (depth >= DEPTH_LIMIT || --left < 0) return isList ? '[…]' : '{…}';
    const keys = Object.keys(source);
    const entries = keys.slice(0, KEY_LIMIT).map((key) => {
      const found = Object.getOwnPropertyDescriptor(source, key);
      return [key, found?.get ? '(…)' : convert(found?.value, depth + 1)] as const;
    });
    if (isList) return entries.map(([, item]) => item).concat(keys.length > KEY_LIMIT ? '…' : []);
    return Object.fromEntries(keys.length > KEY_LIMIT ? [...entries, ['…', keys.length]] : entries);
  };
  return convert(value, 0);
}

/** A bounded value as text, the way consoles print it on one line. */
export const writeBounded = (bounded: unknown): string =>
  typeof bounded === 'string' ? bounded : JSON.stringify(bounded);

/** Any value so. */
export const toText = (value: unknown): string => writeBounded(toBounded(value));
