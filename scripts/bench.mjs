// Scripts: `npm run bench`. Builds what is missing and runs the benchmark with the given arguments.
import { join } from 'node:path';
import { ensureBuilt, ensureInstalled } from './setup.mjs';
import { ROOT, run, runMain } from './step.mjs';

await runMain(async () => {
  await ensureInstalled();
  await ensureBuilt();
  for (const part of ['run.mjs', 'inject.mjs', 'source-map.mjs', 'agent.mjs', 'logs.mjs', 'log-file.mjs']) {
    const { code } = await run(process.execPath, [join(ROOT, 'bench', part), ...process.argv.slice(2)]);
    if (code !== 0) return code;
  }
  return 0;
});
