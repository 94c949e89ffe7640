// Source maps: the only place where columns and lines change their origin. Stacks count both from 1, maps both from 0 (ECMA-426 section 9).

/** As in stack traces: line and column from 1. */
export interface StackPosition {
  readonly line: number;
  /** Absent where the engine gave none. */
  readonly column?: number | undefined;
}

/** As in maps: line and column from 0. */
export interface MapPosition {
  readonly line: number;
  readonly column: number;
}

/** A position without a column stands for the line's end: the last thing that is mapped before it is at least on that line. */
export function toMapPosition({ line, column }: StackPosition): MapPosition {
  return { line: line - 1, column: column === undefined ? Infinity : column - 1 };
}

export function toStackPosition({ line, column }: MapPosition): MapPosition {
  return { line: line + 1, column: column + 1 };
}
