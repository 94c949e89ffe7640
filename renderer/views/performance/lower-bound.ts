// Pure: binary search.

/** The index of the first item whose key is not below `wanted`, in items in ascending order of key. */
export function lowerBoundBy<T>(items: readonly T[], wanted: number, key: (item: T) => number): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const item = items[middle];
    if (item !== undefined && key(item) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}
