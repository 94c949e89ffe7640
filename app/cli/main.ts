// Shell: the command line's entry point, run by bin/throughline.mjs on plain Node.
import { readInstallation } from '../run/installation.ts';
import { runProgram } from './program.ts';

// A reader of our output that goes away (`| head`) is no reason to lose a recording.
process.stdout.on('error', () => undefined);
process.stderr.on('error', () => undefined);

void runProgram({
  args: process.argv.slice(2),
  env: process.env,
  folder: process.cwd(),
  installation: readInstallation(),
  stdout: process.stdout,
  stderr: process.stderr,
  signals: process,
  interactive: process.stderr.isTTY,
  asRoot: process.getuid?.() === 0,
  force: (exitCode) => process.exit(exitCode),
}).then((exitCode) => {
  process.exitCode = exitCode;
});
