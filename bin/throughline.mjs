#!/usr/bin/env node
// The program as an installed command: hands over to the built command line.
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const cli = new URL('../out/main/cli.cjs', import.meta.url);
const major = Number(process.versions.node.split('.')[0]);

if (major < 20) {
  process.stderr.write(`throughline: Node.js 20 or newer is needed; this is ${process.versions.node}.\n`);
  process.exitCode = 1;
} else if (existsSync(cli)) {
  createRequire(import.meta.url)(fileURLToPath(cli));
} else {
  process.stderr.write('throughline: not built yet; run "npm run build" in the checkout first.\n');
  process.exitCode = 1;
}
