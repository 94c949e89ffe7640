// Model: makes the compiler check that a switch over a union names every case.

/** Fails at compile time when a union has a case that was not handled, and at run time when a value is not of its type. */
export function assertNever(value: never): never {
  throw new TypeError(`Not a known case: ${JSON.stringify(value)}`);
}
