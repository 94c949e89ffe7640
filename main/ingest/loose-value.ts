// Ingest: parts of JSON that somebody else wrote: taken where they are what is wanted, cut to a bound, else absent.

export type LooseObject = Readonly<Record<string, unknown>>;

/** The same object with keys whose value is absent left out. */
export type Present<T> = { readonly [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  readonly [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

export function withoutAbsent<T extends object>(value: T): Present<T> {
  return Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined)) as Present<T>;
}

/** Arrays are none. */
export function isObject(value: unknown): value is LooseObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A text, cut to `limit` characters. */
export function toText(value: unknown, limit: number): string | undefined {
  return typeof value === 'string' ? value.slice(0, limit) : undefined;
}

/** The same, where an empty one counts as none. */
export function toFilledText(value: unknown, limit: number): string | undefined {
  return typeof value === 'string' && value !== '' ? value.slice(0, limit) : undefined;
}

/** The texts of a list, `count` at most; what is none is left out. */
export function toTexts(value: unknown, count: number, limit: number): readonly string[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const texts = value.slice(0, count).flatMap((each) => toText(each, limit) ?? []);
  return texts.length === 0 ? undefined : texts;
}

export function toFinite(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

/** A length of time or a size: finite and not below 0. */
export function toAmount(value: unknown): number | undefined {
  const number = toFinite(value);
  return number === undefined || number < 0 ? undefined : number;
}

export function toCount(value: unknown): number | undefined {
  const number = toAmount(value);
  return number === undefined ? undefined : Math.min(Math.floor(number), Number.MAX_SAFE_INTEGER);
}

/** An id of a trace or a span: so many lower-case hex digits, not all zero. */
export function toHexId(value: unknown, digits: number): string | undefined {
  if (typeof value !== 'string' || value.length !== digits) return undefined;
  return /^[0-9a-f]+$/.test(value) && !/^0+$/.test(value) ? value : undefined;
}

/** JSON from UTF-8 bytes; undefined where it is none. */
export function parseJson(bytes: Uint8Array): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(new TextDecoder().decode(bytes)) as unknown };
  } catch {
    // No JSON: that is the answer.
    return undefined;
  }
}
