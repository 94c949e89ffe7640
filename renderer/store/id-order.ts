// Renderer store: order of records by id. Ids are decimal numbers that grow with the order of arrival.

interface Identified {
  readonly id: string;
}

/** An id's place in the order of arrival. */
export function idNumber(id: string): number {
  return Number(id);
}

/**
 * Both lists as one in order of id; where both hold an id, the incoming record wins. Appending (the usual case) changes
 * `held` in place and returns it; anything else returns a new list. `incoming` must be in order.
 */
export function mergeById<T extends Identified>(held: T[], incoming: readonly T[]): T[] {
  const first = incoming[0];
  if (!first) return held;
  const last = held.at(-1);
  if (!last || idNumber(first.id) > idNumber(last.id)) {
    for (const record of incoming) held.push(record);
    return held;
  }
  return weave(held, incoming);
}

function weave<T extends Identified>(held: readonly T[], incoming: readonly T[]): T[] {
  const merged: T[] = [];
  let i = 0;
  let j = 0;
  while (i < held.length || j < incoming.length) {
    const a = held[i];
    const b = incoming[j];
    if (a === undefined && b !== undefined) {
      merged.push(b);
      j += 1;
    } else if (b === undefined && a !== undefined) {
      merged.push(a);
      i += 1;
    } else if (a !== undefined && b !== undefined) {
      const order = idNumber(a.id) - idNumber(b.id);
      merged.push(order < 0 ? a : b);
      if (order <= 0) i += 1;
      if (order >= 0) j += 1;
    }
  }
  return merged;
}
