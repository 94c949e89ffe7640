// Scripts: source files without a test beside them. What is in neither list must have one.

/**
 * Files that a test of the part they belong to runs: that test's path. It must reach the file by its imports.
 * @type {Readonly<Record<string, string>>}
 */
export const TESTED_BY = {};

/**
 * Files that only end-to-end tests run, each with the reason.
 * @type {Readonly<Record<string, string>>}
 */
export const UNTESTED = {};
