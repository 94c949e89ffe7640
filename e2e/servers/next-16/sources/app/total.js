/** Shown on the page, so that a test sees when an edit has come. */
export const VERSION = 'one';

/** What these lines cost together. */
export function toTotal(lines) {
  let sum = 0;
  for (const line of lines) sum += /*^total:call*/ priceOf(line);
  return sum;
}

function priceOf({ price, count }) {
  if (count > 2) throw /*^total:throw*/ new RangeError(`no more than two: ${count}`);
  return price * count;
}
