// Pure: a percentile of a few figures.

/** The nearest-rank percentile (`share` 0 to 1); undefined of nothing. */
export function percentileOf(values: readonly number[], share: number): number | undefined {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
}
