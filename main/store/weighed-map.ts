// Store: records by id of which the newest counts, with about how many bytes they take. Log records and spans wait in one for the next commit.

export interface WeighedMap<T> {
  readonly records: ReadonlyMap<string, T>;
  /** About the bytes of all. */
  bytes(): number;
  /** Replaces what was known under the record's id, at its place. */
  put(record: T): void;
  /** Leaves the oldest out until that many are left; answers how many went. */
  shedTo(count: number): number;
  clear(): void;
}

/** `weigh` must answer the same for the same record. */
export function createWeighedMap<T extends { readonly id: string }>(weigh: (record: T) => number): WeighedMap<T> {
  const records = new Map<string, T>();
  let bytes = 0;
  return {
    records,
    bytes: () => bytes,
    put(record) {
      const before = records.get(record.id);
      if (before !== undefined) bytes -= weigh(before);
      records.set(record.id, record);
      bytes += weigh(record);
    },
    shedTo(count) {
      let gone = 0;
      for (const [id, record] of records) {
        if (records.size <= count) break;
        records.delete(id);
        bytes -= weigh(record);
        gone += 1;
      }
      return gone;
    },
    clear() {
      records.clear();
      bytes = 0;
    },
  };
}
