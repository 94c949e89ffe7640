interface Line {
  readonly price: number;
  readonly count: number;
}

/** Shown on the page, so that a test sees when an edit has come. */
export const VERSION: string = 'one';

/** What these lines cost together. */
export function toTotal(lines: readonly Line[]): number {
  let sum: number = 0;
  for (const line of lines) sum += /*^total:call*/ priceOf(line);
  return sum;
}

function priceOf({ price, count }: Line): number {
  if (count > 2) throw /*^total:throw*/ new RangeError(`no more than two: ${count}`);
  return price * count;
}
