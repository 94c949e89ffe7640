// Export: about how much memory a plain value takes, cheaply.

/** An object, a list, a number and the like. */
const NODE_BYTES = 32;
/** Values that are looked at; what has more weighs at least that much. */
const NODE_LIMIT = 2_000;

/** In bytes, with the texts as the greater part. */
export function weightOf(value: unknown): number {
  let bytes = 0;
  let nodes = 0;
  const waiting: unknown[] = [value];
  while (waiting.length > 0 && nodes < NODE_LIMIT) {
    const next = waiting.pop();
    nodes += 1;
    bytes += NODE_BYTES;
    if (typeof next === 'string') bytes += next.length;
    else if (typeof next === 'object' && next !== null) for (const part of Object.values(next)) waiting.push(part);
  }
  return bytes + waiting.length * NODE_BYTES;
}
