// Shell: from arguments to exit code: which verb, which shell, and what is said when it fails.
import type { Writable } from 'node:stream';
import { faultCode, faultMessage } from '../../main/base/fault.ts';
import { readConfigFile } from '../config/config-file.ts';
import { launchElectron } from '../launch/electron-launch.ts';
import { type ChoiceInput, chooseShell } from '../launch/shell-choice.ts';
import type { Installation } from '../run/installation.ts';
import { createRunOutput } from '../run/run-output.ts';
import { type RunPlan, toRunPlan } from '../run/run-plan.ts';
import { runBrowser, runHeadless } from '../run/run-shells.ts';
import { type SignalSource, listenForStop } from '../run/stop-signal.ts';
import { runExport } from './export.ts';
import { runImport } from './import.ts';
import { runInspect } from './inspect.ts';
import { runLookup } from './lookup.ts';
import { type Invocation, type RunFlags, parseArguments } from './options.ts';

/** What the program needs of the process it runs in. */
export interface ProgramContext {
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  /** The user's folder. */
  readonly folder: string;
  readonly installation: Installation;
  readonly stdout: Writable;
  readonly stderr: Writable;
  readonly signals: SignalSource;
  /** Someone watches the terminal. */
  readonly interactive: boolean;
  readonly asRoot: boolean;
  /** Ends the process at once. */
  readonly force: (exitCode: number) => void;
}

/** Faults that mean wrong usage rather than a failure. */
const USAGE_CODES: ReadonlySet<string> = new Set([
  'usage',
  'bad-usage',
  'bad-address',
  'bad-route',
  'remote-not-allowed',
]);

/** Runs the program to its end and gives its exit code: 0 done, 1 failed with one line on stderr, 2 wrong usage, or the command's own. */
export async function runProgram(context: ProgramContext): Promise<number> {
  const { args, installation, stdout, stderr } = context;
  const invocation = parseArguments(args, installation.version);
  if (invocation.verb === 'said') {
    (invocation.code === 0 ? stdout : stderr).write(invocation.text);
    return invocation.code;
  }
  try {
    return await runVerb(invocation, context);
  } catch (error) {
    stderr.write(`throughline: ${faultMessage(error)}\n`);
    return USAGE_CODES.has(faultCode(error)) ? 2 : 1;
  }
}

async function runVerb(invocation: Exclude<Invocation, { verb: 'said' }>, context: ProgramContext): Promise<number> {
  const { stdout, stderr, installation } = context;
  const { version } = installation;
  switch (invocation.verb) {
    case 'inspect':
      return runInspect(invocation.file, { ...invocation, version }, stdout, stderr);
    case 'export':
      return runExport(invocation.file, { ...invocation, version }, stderr);
    case 'import':
      return runImport(invocation.file, { ...invocation, version }, stderr);
    case 'lookup':
      return runLookup(invocation.target, { ...invocation, version, folder: context.folder }, stdout, stderr);
    case 'open':
      return runDashboard(openFlags(invocation), context, invocation.file);
    case 'run':
      return runDashboard(invocation.flags, context);
  }
}

async function runDashboard(flags: RunFlags, context: ProgramContext, file?: string): Promise<number> {
  const { installation, env, stdout, stderr, interactive } = context;
  const plan = await readPlan(flags, context.folder, file);
  const output = createRunOutput(flags.json, stdout, stderr);
  const choice = await chooseShell({
    asked: flags.shell,
    root: installation.root,
    env,
    interactive,
    say: output.say,
  } satisfies ChoiceInput);
  if (choice.shell === 'electron') {
    return launchElectron({
      ...{ binary: choice.binary, root: installation.root, args: context.args, asRoot: context.asRoot },
      env: { ...env, THROUGHLINE_NODE: process.execPath },
    });
  }
  const stop = listenForStop(context.signals, context.force);
  try {
    const options = { plan, installation, output, stop, stdout, stderr };
    if (choice.shell === 'headless') return await runHeadless(options);
    return await runBrowser({
      ...options,
      ...(file === undefined ? {} : { file }),
      ...(choice.why === undefined ? {} : { why: choice.why }),
    });
  } finally {
    stop.close();
  }
}

/** The plan of a run, from its flags and its config file; a run that only opens a file needs no config. */
export async function readPlan(flags: RunFlags, folder: string, file?: string): Promise<RunPlan> {
  const config = file === undefined ? (await readConfigFile(folder, flags.config)).values : {};
  return toRunPlan(flags, config, folder);
}

/** The flags of a run that only opens a file. */
export function openFlags({ browser, json }: { readonly browser: boolean; readonly json: boolean }): RunFlags {
  const shell = browser ? 'browser' : 'auto';
  return {
    demo: false,
    routes: [],
    allowRemote: false,
    https: false,
    inject: true,
    shell,
    json,
    command: [],
    logFiles: [],
    metrics: [],
  };
}
