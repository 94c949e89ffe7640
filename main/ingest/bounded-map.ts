// Ingest: keeps a map within a bound.

/** Takes entries out, the oldest first, until there are no more than `limit`. */
export function dropOldest<V>(map: Map<string, V>, limit: number): void {
  for (const key of map.keys()) {
    if (map.size <= limit) return;
    map.delete(key);
  }
}
