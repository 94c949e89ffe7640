// Demo: the shop's back end on a free port of this machine: the Go one where it can be built here, else the Node one.
// THROUGHLINE_DEMO_BACKEND=go or node chooses. Prints one JSON line on stdout when it answers; its log goes to stderr.
// Ends on SIGTERM, SIGINT or when stdin closes. A line {"otlp": <origin>} on stdin says where its spans go.
import { createBackend } from './backend/server.mjs';
import { createLog } from './backend/log.mjs';
import { sendSpansTo, startTracing } from './backend/telemetry.mjs';
import { buildGoBackend, runGoBackend } from './go-backend.mjs';
import { runUntilTold } from './run.mjs';

const HOST = '127.0.0.1';

const wanted = process.env['THROUGHLINE_DEMO_BACKEND'];
const program = wanted === 'node' ? undefined : await buildGoBackend();
if (program !== undefined) process.exit(await runGoBackend(program, HOST));
if (wanted === 'go') {
  process.stderr.write("The Go back end can't be had here.\n");
  process.exit(1);
}

const tracing = startTracing();
const backend = await createBackend({ host: HOST, log: createLog() });
runUntilTold(
  { url: backend.url, product: 'Node.js', metrics: `${backend.url}/metrics` },
  async () => {
    await backend.close();
    await tracing.stop();
  },
  (line) => {
    const { otlp } = JSON.parse(line);
    if (typeof otlp === 'string') sendSpansTo(otlp);
  },
);
