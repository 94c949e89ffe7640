// Ingest: fields of an OTLP message that was not checked yet, the same for both encodings: protobuf has bytes and Longs where JSON has texts.
/** How generated messages hold 64 bits. */
interface Long {
  readonly high: number;
  readonly low: number;
  readonly unsigned: boolean;
}

/** A field's items; none where it is no list. */
export function listOf(message: unknown, key: string): readonly unknown[] {
  const value = fieldOf(message, key);
  return Array.isArray(value) ? value : [];
}

/** A field; undefined where it is absent or `message` is no object. */
export function fieldOf(message: unknown, key: string): unknown {
  if (typeof message !== 'object' || message === null) return undefined;
  const value = Object.prototype.hasOwnProperty.call(message, key)
    ? (message as Record<string, unknown>)[key]
    : undefined;
  return value ?? undefined;
}

/** A field's text; empty where there is none. */
export function textOf(message: unknown, key: string): string {
  const value = fieldOf(message, key);
  return typeof value === 'string' ? value : '';
}

/** A whole number of 32 bits, such as a count or an enumeration's value; 0 where there is none. */
export function countOf(message: unknown, key: string): number {
  const value = toNumber(fieldOf(message, key));
  return value !== undefined && Number.isInteger(value) && value > 0 ? value : 0;
}

/** A number of any form; undefined where there is none. */
export function numberOf(message: unknown, key: string): number | undefined {
  return toNumber(fieldOf(message, key));
}

/** An id as lower-case hex digits; undefined where it has another length or is all zero. JSON has hex digits too, not base64. */
export function idOf(message: unknown, key: string, sizeBytes: number): string | undefined {
  const value = fieldOf(message, key);
  const hex =
    value instanceof Uint8Array
      ? Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('hex')
      : typeof value === 'string'
        ? value.toLowerCase()
        : '';
  return hex.length === 2 * sizeBytes && /^[0-9a-f]+$/.test(hex) && /[^0]/.test(hex) ? hex : undefined;
}

/** Nanoseconds since the Unix epoch; 0 where none are told. */
export function nanosOf(message: unknown, key: string): bigint {
  return toBigInt(fieldOf(message, key)) ?? 0n;
}

/** Milliseconds with a fraction. */
export function toMs(nanos: bigint): number {
  return Number(nanos / 1_000_000n) + Number(nanos % 1_000_000n) / 1e6;
}

/** A whole number as a number where that holds it, else as text. */
export function toWhole(value: unknown): number | string | undefined {
  if (typeof value === 'number') return Number.isInteger(value) ? value : undefined;
  const whole = toBigInt(value);
  if (whole === undefined) return undefined;
  const number = Number(whole);
  return Number.isSafeInteger(number) ? number : whole.toString();
}

function toNumber(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  if (isLong(value)) return Number(toBigInt(value));
  // JSON has `NaN`, `Infinity` and `-Infinity` as texts.
  if (typeof value === 'string' && /^(-?\d+(\.\d+)?([eE][+-]?\d+)?|NaN|-?Infinity)$/.test(value)) return Number(value);
  return undefined;
}

function toBigInt(value: unknown): bigint | undefined {
  if (isLong(value)) {
    const bits = (BigInt(value.high >>> 0) << 32n) | BigInt(value.low >>> 0);
    return value.unsigned ? bits : BigInt.asIntN(64, bits);
  }
  if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value) : roundedBigInt(value);
  return typeof value === 'string' && /^-?\d{1,20}$/.test(value) ? BigInt(value) : undefined;
}

/** Some senders write 64 bits as a JSON number, which then is not exact. */
function roundedBigInt(value: number): bigint | undefined {
  return Number.isFinite(value) ? BigInt(Math.round(value)) : undefined;
}

function isLong(value: unknown): value is Long {
  return typeof value === 'object' && value !== null && 'high' in value && 'low' in value && 'unsigned' in value;
}
