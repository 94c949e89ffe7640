// Demo, front end: a receipt that reads what is not there, three calls deep.
interface Line {
  readonly price: { readonly cents: number };
}

function centsOf(line: Line): number {
  return line.price.cents;
}

function totalOf(lines: readonly Line[]): number {
  return lines.reduce((sum, line) => sum + centsOf(line), 0);
}

/** The total of a receipt as it came: a line without a price. */
export function printReceipt(): number {
  const lines = JSON.parse('[{"price":{"cents":1250}},{}]') as readonly Line[];
  return totalOf(lines);
}
