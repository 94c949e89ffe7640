// Shell: opens a place in the user's editor: the configured one, else the one that runs; by its command, or by its URL where the command is not there.
import { spawn } from 'node:child_process';
import { isAbsolute } from 'node:path';
import { Fault, faultMessage } from '../../main/base/fault.ts';
import type { CommandResult } from '../../main/model/protocol.ts';
import { findCommand } from './command-path.ts';
import { fillTemplate, isTemplate, toArguments, type FilePlace } from './editor-arguments.ts';
import { toEditorLink } from './editor-link.ts';
import { findNamedEditor, type NamedEditor } from './editor-names.ts';
import { findRunningEditor } from './running-editor.ts';

/** How long an editor's command is watched for an early failure, in milliseconds; what still runs then has worked. */
export const WATCH_MS = 1_500;

export interface EditorOptions {
  /** A name, a command or a template, as the configuration has it; absent or empty: found by itself. */
  readonly configured?: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  /** There is a terminal to run an editor in. */
  readonly hasTerminal: boolean;
  /** Has the system open an editor's URL; absent where a page does that itself. */
  readonly openLink?: (url: string) => Promise<void>;
  readonly findRunning?: typeof findRunningEditor;
}

export interface Editor {
  /** What is configured. */
  readonly name: string | undefined;
  /** `path` is a real file that may be opened. Rejects with a Fault that says what to do; `location` is for the page to go to. */
  open(place: FilePlace): Promise<CommandResult>;
}

export function createEditor(options: EditorOptions): Editor {
  const name = options.configured?.trim() || options.env.THROUGHLINE_EDITOR?.trim() || undefined;
  return { name, open: async (place) => openIn(name, checked(place), options) };
}

/** Nothing but an absolute path without control characters is handed to a program; no share of another machine is touched. */
function checked(place: FilePlace): FilePlace {
  const { path } = place;
  // eslint-disable-next-line no-control-regex -- they are what is looked for
  if (/[\u0000-\u001f\u007f]/.test(path) || /^(?:\\\\|\/\/)/.test(path) || !isAbsolute(path)) {
    throw new Fault('bad-path', `${JSON.stringify(path)} is no path that can be opened.`);
  }
  return place;
}

async function openIn(name: string | undefined, place: FilePlace, options: EditorOptions): Promise<CommandResult> {
  if (name !== undefined && isTemplate(name)) {
    const [command, ...args] = fillTemplate(name, place);
    await start((await findCommand(command, options)) ?? command, args, 'ignore');
    return { ok: true };
  }
  const wanted = name ?? (await (options.findRunning ?? findRunningEditor)(options));
  if (wanted === undefined) {
    throw new Fault('editor-none', 'No editor was found; name one with "editor" in the configuration.');
  }
  return openNamed(wanted, place, options);
}

async function openNamed(wanted: string, place: FilePlace, options: EditorOptions): Promise<CommandResult> {
  const known = findNamedEditor(wanted);
  const command = await firstCommand(wanted, known, options);
  if (command === undefined) return openByLink(wanted, known, place, options);
  const inTerminal = known?.terminal === true;
  if (inTerminal && !options.hasTerminal) {
    throw new Fault(
      'editor-needs-terminal',
      `${wanted} runs in a terminal and there is none; set "editor" to one that opens it, such as "kitty ${wanted} +{line} {file}".`,
    );
  }
  await start(command, toArguments(command, place), inTerminal ? 'inherit' : 'ignore');
  return { ok: true };
}

async function firstCommand(
  wanted: string,
  known: NamedEditor | undefined,
  options: EditorOptions,
): Promise<string | undefined> {
  const commands = /[\\/]/.test(wanted) || !known ? [wanted] : known.commands;
  for (const command of commands) {
    const found = await findCommand(command, options);
    if (found !== undefined) return found;
  }
  return undefined;
}

async function openByLink(
  wanted: string,
  known: NamedEditor | undefined,
  place: FilePlace,
  { openLink }: EditorOptions,
): Promise<CommandResult> {
  if (known?.scheme === undefined) {
    throw new Fault('editor-missing', `The command ${wanted} was not found; set "editor" to its full path.`);
  }
  const location = toEditorLink(known.scheme, place);
  if (openLink === undefined) return { ok: true, location };
  await openLink(location).catch((cause: unknown) => {
    throw new Fault('editor-failed', `${wanted} could not be opened: ${faultMessage(cause)}.`, { cause });
  });
  return { ok: true };
}

/** Resolves when the command has ended well or runs on. */
function start(command: string, args: readonly string[], stdio: 'ignore' | 'inherit'): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (why: string, cause?: unknown): void => {
      reject(new Fault('editor-failed', `The editor ${command} could not be started: ${why}.`, { cause }));
    };
    // Spawning a file that is no program throws at once on some systems.
    const child = spawn(command, args, { stdio, detached: stdio === 'ignore', windowsHide: false });
    child.unref();
    const timer = setTimeout(resolve, WATCH_MS);
    child.on('error', (cause) => {
      clearTimeout(timer);
      fail(faultMessage(cause), cause);
    });
    child.on('exit', (code) => {
      clearTimeout(timer);
      if (code === 0 || code === null) resolve();
      else fail(`it ended with code ${code}`);
    });
  });
}
