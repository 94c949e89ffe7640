// Scripts: builds the page agent: the script that goes into pages and the module it imports after the load. Part of every build.
import { join } from 'node:path';
import { build } from 'vite';
import { ROOT } from './step.mjs';

/** What current Firefox and Safari run as well; older Chromium too. */
const TARGET = 'es2020';

/** The agent's largest size with gzip, in bytes. */
export const AGENT_LIMIT_BYTES = 6 * 1024;

/**
 * A source map that says no more than "skip this file", so that developer tools name the page's own line beside what it
 * wrote to the console, and step past the agent (ECMA-426, `ignoreList`).
 */
const SKIPPED =
  '//# sourceMappingURL=data:application/json,{"version":3,"sources":["agent"],"mappings":"AAAA","ignoreList":[0]}';

/** @type {readonly { name: string, entry: string, format: 'iife' | 'es' }[]} */
const PARTS = [
  { name: 'agent.js', entry: 'main/agent/agent.ts', format: 'iife' },
  { name: 'agent-measures.js', entry: 'main/agent/measures.ts', format: 'es' },
];

/**
 * Builds one part, one file each.
 * @param {typeof PARTS[number]} part
 * @returns {Promise<{ name: string, code: string }>}
 */
async function buildPart({ name, entry, format }) {
  const result = await build({
    configFile: false,
    root: ROOT,
    logLevel: 'error',
    build: {
      write: false,
      minify: true,
      target: TARGET,
      modulePreload: false,
      rollupOptions: {
        input: join(ROOT, entry),
        preserveEntrySignatures: format === 'es' ? 'strict' : false,
        output: { format },
      },
    },
  });
  if (!('output' in result)) throw new Error('the agent is built once, not watched');
  const code = result.output[0].code.trimEnd();
  return { name, code: format === 'iife' ? `${code}\n${SKIPPED}` : code };
}

/** Both parts. */
export const buildAgent = () => Promise.all(PARTS.map(buildPart));

/**
 * Adds the agent to a build's output.
 * @returns {import('vite').Plugin}
 */
export function agentBundle() {
  return {
    name: 'throughline:agent',
    async generateBundle() {
      for (const { name, code } of await buildAgent())
        this.emitFile({ type: 'asset', fileName: name, source: `${code}\n` });
    },
  };
}
