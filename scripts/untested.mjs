// Scripts: source files without a test beside them, each with the reason. What is not here must have one.

/** @type {Readonly<Record<string, string>>} */
export const UNTESTED = {};
