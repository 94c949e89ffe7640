// Scripts: source files without a test beside them. What is in neither list must have one.

/**
 * Files that a test of the part they belong to runs: that test's path. It must reach the file by its imports.
 * @type {Readonly<Record<string, string>>}
 */
export const TESTED_BY = {
  'app/inspect/inspect-record.ts': 'app/cli/inspect.test.ts',
  'app/inspect/session-source.ts': 'app/cli/inspect.test.ts',
  'app/run/demo-server.ts': 'app/run/demo-stack.test.ts',
  'app/run/dashboard-run.ts': 'app/run/run-shells.test.ts',
  'main/ingest/processes/managed-process.ts': 'main/ingest/processes/process-supervisor.test.ts',
  'main/ingest/processes/piped-launch.ts': 'main/ingest/processes/child-process.test.ts',
  'main/ingest/processes/terminal-launch.ts': 'main/ingest/processes/child-process.test.ts',
  'main/har/extension-entry.ts': 'main/har/har-writer.test.ts',
  'main/har/har-body.ts': 'main/har/har-reader.test.ts',
  'main/har/har-entry.ts': 'main/har/har-writer.test.ts',
  'main/har/har-exchange.ts': 'main/har/har-reader.test.ts',
  'main/har/har-messages.ts': 'main/har/har-reader.test.ts',
  'main/export/collector-client.ts': 'main/export/exporter.test.ts',
  'main/export/collector-transport.ts': 'main/export/exporter.test.ts',
  'main/export/export-resource.ts': 'main/export/export-log.test.ts',
  'main/ingest/otlp/rejections.ts': 'main/ingest/otlp/otlp-spans.test.ts',
  'main/ingest/otlp/request-body.ts': 'main/ingest/otlp/otlp-receiver.test.ts',
  'main/ingest/otlp/resource.ts': 'main/ingest/otlp/otlp-intake.test.ts',
  'renderer/frame/process-actions.ts': 'renderer/frame/processes.test.tsx',
  'renderer/views/detail/body-content.tsx': 'renderer/views/detail/exchange-detail.test.tsx',
  'renderer/views/detail/field-table.tsx': 'renderer/views/detail/exchange-detail.test.tsx',
  'renderer/views/detail/headers-tab.tsx': 'renderer/views/detail/exchange-detail.test.tsx',
  'renderer/views/detail/overview-tab.tsx': 'renderer/views/detail/exchange-detail.test.tsx',
  'renderer/views/detail/payload-tab.tsx': 'renderer/views/detail/exchange-detail.test.tsx',
  'renderer/views/detail/response-tab.tsx': 'renderer/views/detail/exchange-detail.test.tsx',
  'renderer/views/detail/timing-tab.tsx': 'renderer/views/detail/exchange-detail.test.tsx',
  'renderer/views/errors/copy-issue.ts': 'renderer/views/errors/error-detail.test.tsx',
  'renderer/views/errors/error-around.tsx': 'renderer/views/errors/error-detail.test.tsx',
  'renderer/views/errors/error-columns.tsx': 'renderer/views/errors/errors-view.test.tsx',
  'renderer/views/errors/error-facts.tsx': 'renderer/views/errors/error-detail.test.tsx',
  'renderer/views/errors/errors-empty.tsx': 'renderer/views/errors/errors-view.test.tsx',
  'renderer/views/errors/errors-foot.tsx': 'renderer/views/errors/errors-view.test.tsx',
  'renderer/views/errors/errors-overview.tsx': 'renderer/views/errors/errors-view.test.tsx',
  'renderer/views/errors/use-error-list.ts': 'renderer/views/errors/errors-view.test.tsx',
  'renderer/views/errors/use-error-trace.ts': 'renderer/views/errors/error-detail.test.tsx',
  'renderer/views/performance/back-end/metric-card.tsx': 'renderer/views/performance/back-end/back-end.test.tsx',
  'renderer/views/performance/back-end/profile-panel.tsx': 'renderer/views/performance/back-end/back-end.test.tsx',
  'renderer/views/performance/back-end/use-profiles.ts': 'renderer/views/performance/back-end/back-end.test.tsx',
  'renderer/views/performance/endpoint-grid.tsx': 'renderer/views/performance/performance-view.test.tsx',
  'renderer/views/performance/phase-card.tsx': 'renderer/views/performance/performance-view.test.tsx',
  'renderer/views/traces/service-columns.ts': 'renderer/views/traces/traces-view.test.tsx',
  'renderer/views/traces/service-map.tsx': 'renderer/views/traces/traces-view.test.tsx',
  'renderer/views/traces/span-help.tsx': 'renderer/views/traces/traces-view.test.tsx',
  'renderer/views/traces/trace-columns.tsx': 'renderer/views/traces/traces-view.test.tsx',
  'renderer/views/traces/trace-facts.tsx': 'renderer/views/traces/traces-view.test.tsx',
  'renderer/views/traces/trace-foot.tsx': 'renderer/views/traces/traces-view.test.tsx',
  'renderer/views/traces/trace-head.tsx': 'renderer/views/traces/traces-view.test.tsx',
  'renderer/views/traces/trace-list-columns.tsx': 'renderer/views/traces/traces-view.test.tsx',
  'renderer/views/traces/trace-logs.tsx': 'renderer/views/traces/traces-view.test.tsx',
  'renderer/views/traces/trace-pane.tsx': 'renderer/views/traces/traces-view.test.tsx',
  'renderer/views/traces/traces-empty.tsx': 'renderer/views/traces/traces-view.test.tsx',
  'renderer/views/traces/traces-foot.tsx': 'renderer/views/traces/traces-view.test.tsx',
  'renderer/views/traces/use-service-calls.ts': 'renderer/views/traces/traces-view.test.tsx',
  'renderer/views/traces/use-trace-list.ts': 'renderer/views/traces/traces-view.test.tsx',
};

const ENTRY = 'an entry point: only wires parts that have tests';
const PAGE = 'needs a browser: e2e/integration/agent.test.ts';
const FRAMEWORK = 'needs a browser and the framework: e2e/integration/agent-frameworks.test.ts';
const ELECTRON = 'runs inside Electron alone; the end-to-end tests in the window run it';

/**
 * Files that only end-to-end tests run, each with the reason.
 * @type {Readonly<Record<string, string>>}
 */
export const UNTESTED = {
  'main/engine.ts': 'needs its bundled threads: e2e/integration/engine.test.ts',
  'main/recorder-link.ts': 'needs its bundled thread: e2e/integration/engine.test.ts',
  'main/recorder-worker.ts': 'a thread: e2e/integration/engine.test.ts; what it runs is recorder.ts, with its own test',
  'main/source-map-worker.ts': 'a thread: e2e/integration/source-maps.test.ts; what it runs has its own tests',
  'main/telemetry-worker.ts': 'a thread: e2e/integration/otlp.test.ts; what it runs is telemetry.ts, with its own test',
  'main/store/reader-client.ts': 'needs its bundled thread: e2e/integration/engine.test.ts',
  'main/store/reader-worker.ts':
    'a thread: e2e/integration/engine.test.ts; what it runs is local-reader.ts, with its own test',
  'main/agent/agent.ts': ENTRY,
  'main/agent/measures.ts': ENTRY,
  'main/agent/actions.ts': PAGE,
  'main/agent/base.ts': PAGE,
  'main/agent/console.ts': PAGE,
  'main/agent/requests.ts': PAGE,
  'main/agent/resources.ts': PAGE,
  'main/agent/sockets.ts': PAGE,
  'main/agent/timing.ts': PAGE,
  'main/agent/vitals.ts': PAGE,
  'main/agent/devtools-hook.ts': FRAMEWORK,
  'main/agent/react.ts': FRAMEWORK,
  'main/agent/vue.ts': FRAMEWORK,
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
