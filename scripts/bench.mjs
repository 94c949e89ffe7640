// Scripts: `npm run bench`. Builds what is missing and runs the benchmark with the given arguments.
import { join } from 'node:path';
import { ensureBuilt, ensureInstalled } from './setup.mjs';
import { ROOT, run, runMain } from './step.mjs';

await runMain(async () => {
  await ensureInstalled();
  await ensureBuilt();
  const { code } = await run(process.execPath, [join(ROOT, 'bench/run.mjs'), ...process.argv.slice(2)]);
  return code;
});
