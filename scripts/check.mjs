// Scripts: `npm run check`. Types, lint, format and the house's own rules, two at a time; says all that is wrong, not only the first.
import { join } from 'node:path';
import { ensureInstalled } from './setup.mjs';
import { ROOT, formatSeconds, run, runMain, say } from './step.mjs';

const tsc = ['node_modules/typescript/bin/tsc', '--noEmit', '-p'];

/** @type {readonly { name: string, args: readonly string[] }[]} The slow ones first. */
const STEPS = [
  { name: 'lint', args: ['node_modules/eslint/bin/eslint.js', '.', '--max-warnings=0'] },
  { name: 'types: node', args: [...tsc, 'tsconfig.node.json'] },
  { name: 'types: renderer', args: [...tsc, 'tsconfig.dom.json'] },
  { name: 'types: model', args: [...tsc, 'tsconfig.model.json'] },
  { name: 'types: demo', args: ['node_modules/vue-tsc/bin/vue-tsc.js', '--noEmit', '-p', 'demo/web/tsconfig.json'] },
  { name: 'format', args: ['node_modules/prettier/bin/prettier.cjs', '--check', '--log-level=warn', '.'] },
  { name: 'imports', args: ['scripts/check-imports.mjs'] },
  { name: 'tests beside sources', args: ['scripts/check-tests.mjs'] },
  { name: 'words', args: ['scripts/check-words.mjs'] },
  { name: 'dependencies', args: ['scripts/check-dependencies.mjs'] },
];

/** How many steps run at a time. */
const AT_ONCE = 2;

/** @typedef {{ name: string, code: number, text: string, durationMs: number }} StepResult */

await runMain(async () => {
  await ensureInstalled();
  const waiting = [...STEPS];
  /** @type {StepResult[]} */
  const results = [];
  const work = async () => {
    for (let step = waiting.shift(); step; step = waiting.shift()) {
      const [script = '', ...args] = step.args;
      const result = {
        name: step.name,
        ...(await run(process.execPath, [join(ROOT, script), ...args], { output: 'keep' })),
      };
      results.push(result);
      say(`${result.code === 0 ? 'ok    ' : 'FAILED'}  ${result.name} (${formatSeconds(result.durationMs)})`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  const failed = results.filter(({ code }) => code !== 0);
  for (const { name, text } of failed) process.stdout.write(`\n--- ${name}\n${text.trimEnd()}\n`);
  process.stdout.write(`\n${results.length - failed.length} of ${results.length} checks are fine.\n`);
  return failed.length === 0 ? 0 : 1;
});
