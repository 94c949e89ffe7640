// Scripts: how every script speaks (plain lines on stderr) and runs other programs.
import { spawn } from 'node:child_process';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout's folder. */
export const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '..');

/** Things that fail in a way a person can mend; printed without a stack. */
export class StepError extends Error {}

/**
 * One line of progress.
 * @param {string} text
 */
export function say(text) {
  process.stderr.write(`${text}\n`);
}

/**
 * @typedef {object} RunOptions
 * @property {string} [cwd] Default: the checkout's folder.
 * @property {NodeJS.ProcessEnv} [env] Added to this process's environment.
 * @property {'show' | 'stderr' | 'keep'} [output] `show` passes both through, `stderr` sends both to stderr, `keep` only collects.
 * @property {number} [timeoutMs] Ends the program after this long; none by default.
 */

/**
 * Runs a program to its end. Never rejects because of an exit code.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<{ code: number, text: string, durationMs: number }>} `text` is stdout and stderr in order; empty where they were passed through.
 */
export function run(command, args, options = {}) {
  const started = performance.now();
  const output = options.output ?? 'show';
  const child = spawn(command, args, {
    cwd: options.cwd ?? ROOT,
    env: { ...process.env, ...options.env },
    stdio: output === 'show' ? 'inherit' : output === 'stderr' ? ['inherit', 2, 2] : ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32' && /^(npm|npx)$/.test(command),
  });
  let text = '';
  child.stdout?.setEncoding('utf8').on('data', (/** @type {string} */ part) => (text += part));
  child.stderr?.setEncoding('utf8').on('data', (/** @type {string} */ part) => (text += part));
  const timer =
    options.timeoutMs === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), options.timeoutMs);
  return new Promise((done) => {
    const end = (/** @type {number} */ code, /** @type {string} */ more) => {
      clearTimeout(timer);
      done({ code, text: text + more, durationMs: performance.now() - started });
    };
    child.once('error', (fault) => end(127, `${fault.message}\n`));
    child.once('close', (code, signal) => end(code ?? (signal === 'SIGINT' ? 130 : 143), ''));
  });
}

/**
 * Runs a script's main function: a `StepError` becomes one line and exit code 1.
 * @param {() => Promise<number>} main Answers the exit code.
 */
export async function runMain(main) {
  try {
    process.exitCode = await main();
  } catch (fault) {
    if (!(fault instanceof StepError)) throw fault;
    say(fault.message);
    process.exitCode = 1;
  }
}

/**
 * A duration for people.
 * @param {number} durationMs
 */
export function formatSeconds(durationMs) {
  return `${(durationMs / 1000).toFixed(1)} s`;
}
