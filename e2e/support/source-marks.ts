// End to end: places in a source that a test expects frames at, marked in the source itself by comments such as `/*^total:throw*/`.

/** Line and column from 1. */
export interface MarkedPlace {
  readonly line: number;
  readonly column: number;
}

/**
 * Where the code after each mark begins, by the mark's name. A mark whose name ends in `:imported` stands before the call of an
 * imported function: bundlers write that as `(0, module.name)(…)`, and an engine's place for it is the bracket after the name.
 */
export function findMarks(text: string, isBundled: boolean): ReadonlyMap<string, MarkedPlace> {
  const marks = [...text.matchAll(/\/\*\^([\w:-]+)\*\/ (\w+)/g)];
  return new Map(
    marks.map((mark) => {
      const [, name = '', code = ''] = mark;
      const before = text.slice(0, mark.index + mark[0].length - code.length);
      const column = before.length - before.lastIndexOf('\n');
      const shift = isBundled && name.endsWith(':imported') ? code.length : 0;
      return [name, { line: before.split('\n').length, column: column + shift }];
    }),
  );
}
