// HAR: takes what it can use from JSON of unknown make. Used by the reader.

export type LooseRecord = Readonly<Record<string, unknown>>;

/** The value as an object; an empty one where it is none. */
export function asRecord(value: unknown): LooseRecord {
  return isRecord(value) ? value : {};
}

export function isRecord(value: unknown): value is LooseRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value as an array; an empty one where it is none. */
export function asArray(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as readonly unknown[]) : [];
}

/** Texts, and numbers and booleans as text; undefined for all else. */
export function asText(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

/** Finite numbers, also written as text; undefined for all else. */
export function asNumber(value: unknown): number | undefined {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

/** A whole number of bytes; undefined for negative ones, which HAR uses for "not known". */
export function asSize(value: unknown): number | undefined {
  const number = asNumber(value);
  return number === undefined || number < 0 ? undefined : Math.round(number);
}

/** Milliseconds since the Unix epoch of an ISO 8601 instant; undefined where it is none. */
export function asInstant(value: unknown): number | undefined {
  const text = asText(value);
  const at = text === undefined ? Number.NaN : Date.parse(text);
  return Number.isNaN(at) ? undefined : at;
}
