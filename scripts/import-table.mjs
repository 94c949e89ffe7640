// Scripts: which folder may import which; what check-imports holds every file against.

/**
 * @typedef {object} Area
 * @property {RegExp} files Which files it is; the first area that matches counts.
 * @property {RegExp} [project] Project files it may import, beside those of its own folder.
 * @property {RegExp} [packages] npm packages it may import; none by default.
 * @property {boolean} [node] May import Node.js built-ins.
 */

const MODEL = 'main/model/';
const BASE = 'main/base/';
/** What reads a session file without writing it. */
const READER = 'main/store/(?:[a-z-]+-)?reader';

/** Reading and writing the fields of a trace is pure. */
const TRACE_FIELDS = 'main/capture/(?:trace-context|traceparent)\\.ts';

/** @type {readonly Area[]} */
export const AREAS = [
  // Tests build what they need with real parts of other folders, on the same side of the boundary.
  {
    files: /^main\/.*\.test\.ts$/,
    project: /^main\//,
    packages: /^(http-proxy|ws|har-validator|har-format|libsql|minizlib|fzstd|eventsource-parser|@opentelemetry\/.+)$/,
    node: true,
  },
  { files: /^app\/.*\.test\.tsx?$/, project: /^(app|main|e2e\/fixtures)\//, packages: /./, node: true },
  { files: /^main\/model\// },
  // Routes, header rules and sampling know requests by the same patterns.
  { files: /^main\/base\//, packages: /^picomatch$/, node: true },
  {
    files: /^main\/proxy\//,
    project: new RegExp(`^(${MODEL}|${BASE}|${TRACE_FIELDS})`),
    packages: /^(http-proxy|picomatch|ipaddr\.js|selfsigned)$/,
    node: true,
  },
  {
    files: /^main\/capture\//,
    project: new RegExp(`^(${MODEL}|${BASE})`),
    packages: /^(eventsource-parser|fzstd|minizlib|ws)$/,
    node: true,
  },
  { files: /^main\/store\//, project: new RegExp(`^(${MODEL}|${BASE})`), packages: /^(libsql|fzstd)$/, node: true },
  { files: /^main\/feed\//, project: new RegExp(`^(${MODEL}|${BASE}|${READER})`), node: true },
  {
    files: /^main\/har\//,
    project: new RegExp(`^(${MODEL}|${BASE})`),
    packages: /^(har-format|har-validator|stream-json|stream-chain|valibot)$/,
    node: true,
  },
  { files: /^main\/agent\/.*\.test\.ts$/, project: /^main\/(agent|model)\//, packages: /./, node: true },
  // The words it posts are types, so nothing of the model is in the page.
  { files: /^main\/agent\//, project: new RegExp(`^${MODEL}`), packages: /^web-vitals/ },
  { files: /^main\/hmr\//, project: new RegExp(`^(${MODEL}|${BASE})`), node: true },
  {
    files: /^main\/sourcemaps\//,
    project: new RegExp(`^(${MODEL}|${BASE})`),
    packages: /^@jridgewell\/trace-mapping$/,
    node: true,
  },
  { files: /^main\/ingest\/test\//, project: /^main\//, node: true },
  { files: /^main\/export\/test\//, packages: /^@opentelemetry\/otlp-transformer$/, node: true },
  // Redaction is the same as in HAR files.
  {
    files: /^main\/export\//,
    project: new RegExp(`^(${MODEL}|${BASE}|main/har/(?:redaction|secret-names))`),
    packages:
      /^@opentelemetry\/(api|api-logs|core|otlp-exporter-base|otlp-transformer|resources|sdk-trace-base|sdk-logs)$/,
    node: true,
  },
  // What other programs send by OTLP, in the words of its official messages.
  {
    files: /^main\/ingest\/otlp\//,
    project: new RegExp(`^(${MODEL}|${BASE}|main/proxy/loopback)`),
    packages: /^(@opentelemetry\/otlp-transformer|protobufjs)$/,
    node: true,
  },
  // Reading the text of a stack or of a `traceparent` is pure.
  {
    files: /^main\/ingest\//,
    project: new RegExp(`^(${MODEL}|${BASE}|main/sourcemaps/stack|${TRACE_FIELDS})`),
    packages: /^(@lydell\/node-pty|pprof-format)$/,
    node: true,
  },
  { files: /^main\/(engine|recorder-worker|[a-z-]+)(\.test)?\.ts$/, project: /^main\//, node: true },
  {
    files: /^app\//,
    project: new RegExp(
      `^(app/|main/engine|main/import-session|main/har/|main/ingest/|main/sourcemaps/|${MODEL}|${BASE}|${READER})`,
    ),
    packages: /./,
    node: true,
  },
  { files: /^renderer\/.*\.test\.tsx?$/, project: new RegExp(`^(renderer/|${MODEL})`), packages: /./, node: true },
  { files: /^renderer\/views\//, project: new RegExp(`^(renderer/(?!link)|${MODEL})`), packages: /./ },
  { files: /^renderer\//, project: new RegExp(`^(renderer/|${MODEL})`), packages: /./ },
  { files: /^demo\/web\//, project: /^demo\/web\//, packages: /^(vue|vite)$/ },
  {
    files: /^demo\//,
    project: /^demo\/(?!web)/,
    packages: /^(vite|@vitejs\/plugin-vue|ws|jose|pino|prom-client|@opentelemetry\/.+)$/,
    node: true,
  },
  {
    files: /^bench\//,
    project: new RegExp(`^(bench/|main/engine|${MODEL})`),
    packages: /^(http-proxy|autocannon|source-map|ws|@playwright\/test)$/,
    node: true,
  },
  { files: /^e2e\/integration\//, project: new RegExp(`^(e2e/|main/engine|${MODEL})`), packages: /./, node: true },
  { files: /^e2e\//, project: new RegExp(`^(e2e/|scripts/|${MODEL})`), packages: /./, node: true },
  { files: /^scripts\//, project: /^scripts\//, packages: /^(typescript|electron|vite)$/, node: true },
];

/** The folder whose files alone may import electron, and the one script that the test runtime runs. */
export const ELECTRON_FILES = /^(app\/|scripts\/default-app\.cjs$)/;
