// Pure: two header lists, before and after the proxy, as the lines of one table.
import type { HeaderList } from '../../../main/model/headers.ts';

export type HeaderChange = 'same' | 'changed' | 'added' | 'removed';

export interface HeaderLine {
  /** As it was sent; by the receiver's side where only that has it. */
  readonly name: string;
  /** The name after the proxy, where only its case differs. */
  readonly renamed?: string;
  /** The value before the proxy; absent where the proxy added the field. */
  readonly before?: string;
  /** The value after the proxy; absent where the proxy removed the field. */
  readonly after?: string;
  readonly change: HeaderChange;
}

/** Pairs fields of one name: equal values first, so that dropping one of many cookies shows as one removal. */
function pairByName(before: HeaderList, after: HeaderList): Map<number, number> {
  const pairs = new Map<number, number>();
  const taken = new Set<number>();
  const match = (accept: (left: readonly [string, string], right: readonly [string, string]) => boolean): void => {
    before.forEach((left, index) => {
      if (pairs.has(index)) return;
      const found = after.findIndex(
        (right, at) => !taken.has(at) && left[0].toLowerCase() === right[0].toLowerCase() && accept(left, right),
      );
      if (found < 0) return;
      pairs.set(index, found);
      taken.add(found);
    });
  };
  match((left, right) => left[1] === right[1]);
  match(() => true);
  return pairs;
}

function toLine(left: readonly [string, string], right: readonly [string, string] | undefined): HeaderLine {
  if (!right) return { name: left[0], before: left[1], change: 'removed' };
  const renamed = left[0] === right[0] ? {} : { renamed: right[0] };
  const same = left[1] === right[1] && left[0] === right[0];
  return { name: left[0], ...renamed, before: left[1], after: right[1], change: same ? 'same' : 'changed' };
}

/** The lines in wire order; what the proxy added stands where it was put among its neighbours. */
export function toHeaderLines(before: HeaderList, after: HeaderList): readonly HeaderLine[] {
  const pairs = pairByName(before, after);
  const paired = new Set(pairs.values());
  const lines: HeaderLine[] = [];
  let next = 0;
  const addUpTo = (end: number): void => {
    for (; next < end; next += 1) {
      const field = after[next];
      if (field && !paired.has(next)) lines.push({ name: field[0], after: field[1], change: 'added' });
    }
  };
  before.forEach((left, index) => {
    const at = pairs.get(index);
    if (at !== undefined) addUpTo(at);
    lines.push(toLine(left, at === undefined ? undefined : after[at]));
  });
  addUpTo(after.length);
  return lines;
}

/** The lines to show: those with a difference only, or whose name or value holds the text. */
export function filterHeaderLines(
  lines: readonly HeaderLine[],
  filter: { readonly onlyDifferences: boolean; readonly text: string },
): readonly HeaderLine[] {
  const wanted = filter.text.trim().toLowerCase();
  return lines.filter((line) => {
    if (filter.onlyDifferences && line.change === 'same') return false;
    if (wanted === '') return true;
    return [line.name, line.before, line.after].some((part) => part?.toLowerCase().includes(wanted));
  });
}
