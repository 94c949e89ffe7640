// HAR, in tests: the part of har-validator that is used; the package has no types.
declare module 'har-validator' {
  /** Resolves with the HAR; rejects with an error whose `errors` name what is wrong. */
  export function har(value: unknown): Promise<unknown>;
}
