// Pure: finding a message among rows in order of id.
import { dataOf, directionOf, labelOf, type MessageRow } from './message-row.ts';
import { payloadShape } from './payload-diff.ts';

/** How many rows back a message of the same shape is looked for. */
export const LOOK_BACK_ROWS = 2_000;

/** The position of the row with that id; -1 where it is not held. */
export function positionOf(rows: readonly MessageRow[], id: string): number {
  const wanted = Number(id);
  let low = 0;
  let high = rows.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const at = Number(rows[middle]?.id);
    if (at === wanted) return middle;
    if (at < wanted) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

/** The last message before that position with the same direction, label and shape of JSON. */
export function previousAlike(rows: readonly MessageRow[], position: number): MessageRow | undefined {
  const row = rows[position];
  const shape = row && payloadShape(dataOf(row));
  if (!row || shape === undefined) return undefined;
  for (let at = position - 1; at >= Math.max(0, position - LOOK_BACK_ROWS); at -= 1) {
    const other = rows[at];
    if (!other || labelOf(other) !== labelOf(row) || directionOf(other) !== directionOf(row)) continue;
    if (payloadShape(dataOf(other)) === shape) return other;
  }
  return undefined;
}
