// Scripts: source files without a test beside them. What is in neither list must have one.

/**
 * Files that a test of the part they belong to runs: that test's path. It must reach the file by its imports.
 * @type {Readonly<Record<string, string>>}
 */
export const TESTED_BY = {
  'renderer/views/detail/body-content.tsx': 'renderer/views/detail/exchange-detail.test.tsx',
  'renderer/views/detail/field-table.tsx': 'renderer/views/detail/exchange-detail.test.tsx',
  'renderer/views/detail/headers-tab.tsx': 'renderer/views/detail/exchange-detail.test.tsx',
  'renderer/views/detail/overview-tab.tsx': 'renderer/views/detail/exchange-detail.test.tsx',
  'renderer/views/detail/payload-tab.tsx': 'renderer/views/detail/exchange-detail.test.tsx',
  'renderer/views/detail/response-tab.tsx': 'renderer/views/detail/exchange-detail.test.tsx',
  'renderer/views/detail/timing-tab.tsx': 'renderer/views/detail/exchange-detail.test.tsx',
  'renderer/views/performance/endpoint-grid.tsx': 'renderer/views/performance/performance-view.test.tsx',
  'renderer/views/performance/phase-card.tsx': 'renderer/views/performance/performance-view.test.tsx',
};

const ENTRY = 'an entry point: only wires parts that have tests';
const ELECTRON = 'runs inside Electron alone; the end-to-end tests in the window run it';

/**
 * Files that only end-to-end tests run, each with the reason.
 * @type {Readonly<Record<string, string>>}
 */
export const UNTESTED = {
  'app/cli/main.ts': ENTRY,
  'app/electron/main.ts': ENTRY,
  'app/electron/preload.ts': ENTRY,
  'app/electron/app-scheme.ts': ELECTRON,
  'app/electron/electron-app.ts': ELECTRON,
  'app/electron/menu.ts': ELECTRON,
  'app/electron/shell.ts': ELECTRON,
  'app/electron/window.ts': ELECTRON,
  'renderer/main.tsx': ENTRY,
};
