// Scripts: `npm run shots`. Takes the pictures of every view that the documents show.
import { join } from 'node:path';
import { ensureBuilt, ensureInstalled } from './setup.mjs';
import { ROOT, run, runMain } from './step.mjs';
import { ensureSystem } from './system.mjs';

await runMain(async () => {
  await ensureInstalled();
  await ensureBuilt();
  await ensureSystem();
  const cli = join(ROOT, 'node_modules/@playwright/test/cli.js');
  const { code } = await run(process.execPath, [cli, 'test', '--project=shots', ...process.argv.slice(2)]);
  return code;
});
