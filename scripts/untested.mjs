// Scripts: source files without a test beside them, each with the reason. What is not here must have one.

const ENTRY = 'an entry point: wires parts that have tests; end-to-end tests run it';
const MARKUP = 'markup without decisions; end-to-end tests look at it';

/** @type {Readonly<Record<string, string>>} */
export const UNTESTED = {};

export const REASONS = { ENTRY, MARKUP };
