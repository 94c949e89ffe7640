// HMR: reads what was sent as JSON without believing anything of its shape.

export type JsonObject = Readonly<Record<string, unknown>>;

/** The object that a text holds; undefined for anything else. */
export function parseObject(text: string): JsonObject | undefined {
  if (!/^\s*\{/.test(text)) return undefined;
  try {
    return asObject(JSON.parse(text));
  } catch {
    return undefined;
  }
}

export function asObject(value: unknown): JsonObject | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : undefined;
}

export function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as unknown[]) : [];
}

export function asText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

export function asNumber(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

/** The texts of a list; whatever else is in it is left out. */
export function asTexts(value: unknown): readonly string[] {
  return asList(value).filter((item) => typeof item === 'string');
}

/** Whether the object has no fields but these. */
export function hasOnly(object: JsonObject, fields: readonly string[]): boolean {
  return Object.keys(object).every((key) => fields.includes(key));
}

/** A compilation's hash: hexadecimal, 8 digits or more. */
export function isHash(value: unknown): value is string {
  return typeof value === 'string' && /^[0-9a-f]{8,64}$/i.test(value);
}
