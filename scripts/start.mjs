// Scripts: `npm start`. Does the set-up that is missing, then becomes `throughline`, with the demo unless told otherwise.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureBuilt, ensureInstalled } from './setup.mjs';
import { ROOT, runMain } from './step.mjs';

const asked = process.argv.slice(2);

await runMain(async () => {
  await ensureInstalled();
  await ensureBuilt();
  return 0;
});

if (process.exitCode === 0) {
  const bin = join(ROOT, 'bin/throughline.mjs');
  // In this process, so that signals and the exit code are its own.
  process.exitCode = undefined;
  process.argv = [process.execPath, bin, ...(asked.length > 0 ? asked : ['--demo'])];
  await import(pathToFileURL(bin).href);
}
