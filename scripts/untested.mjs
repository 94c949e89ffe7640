// Scripts: source files without a test beside them. What is in neither list must have one.

/**
 * Files that a test of the part they belong to runs: that test's path. It must reach the file by its imports.
 * @type {Readonly<Record<string, string>>}
 */
export const TESTED_BY = {
  'app/inspect/inspect-record.ts': 'app/cli/inspect.test.ts',
  'app/inspect/session-source.ts': 'app/cli/inspect.test.ts',
  'main/har/extension-entry.ts': 'main/har/har-writer.test.ts',
  'main/har/har-body.ts': 'main/har/har-reader.test.ts',
  'main/har/har-entry.ts': 'main/har/har-writer.test.ts',
  'main/har/har-exchange.ts': 'main/har/har-reader.test.ts',
  'main/har/har-messages.ts': 'main/har/har-reader.test.ts',
};

/**
 * Files that only end-to-end tests run, each with the reason.
 * @type {Readonly<Record<string, string>>}
 */
export const UNTESTED = {
  'main/engine.ts': 'needs its bundled threads: e2e/integration/engine.test.ts',
  'main/recorder-link.ts': 'needs its bundled thread: e2e/integration/engine.test.ts',
  'main/recorder-worker.ts': 'a thread: e2e/integration/engine.test.ts; what it runs is recorder.ts, with its own test',
  'main/store/reader-client.ts': 'needs its bundled thread: e2e/integration/engine.test.ts',
  'main/store/reader-worker.ts':
    'a thread: e2e/integration/engine.test.ts; what it runs is local-reader.ts, with its own test',
};
