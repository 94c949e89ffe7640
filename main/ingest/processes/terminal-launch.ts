// Ingest: starts a program with a terminal of its own, for those that write colours, or lines at once, only there.
import { constants } from 'node:os';
import type { IPty, spawn as SpawnTerminal } from '@lydell/node-pty';
import { Fault, faultMessage } from '../../base/fault.ts';
import { createLineEnder } from './output-pieces.ts';
import { type Launch, type Launched, type ProcessEnd, toLaunchFault } from './piped-launch.ts';

/** Wide, as programs cut lines to it. */
const COLUMNS = 240;
const ROWS = 50;
/** What the program is told in `TERM`. */
const TERMINAL_NAME = 'xterm-256color';

/** Rejects with a `command-not-started` or `no-terminal` fault. The process leads a session of its own. */
export async function launchInTerminal(launch: Launch): Promise<Launched> {
  const { command, cwd, env, stdout: onwards } = launch;
  const [program = '', ...args] = typeof command === 'string' ? shellCommand(command) : command;
  const spawn = await loadTerminals();
  let terminal: IPty;
  try {
    terminal = spawn(program, args, {
      ...{ name: TERMINAL_NAME, cols: COLUMNS, rows: ROWS, env },
      ...(cwd === undefined ? {} : { cwd }),
    });
  } catch (error) {
    throw toLaunchFault(program, error);
  }
  const ender = createLineEnder((text) => launch.onText('stdout', text));
  terminal.onData((text) => {
    ender.push(text);
    if (onwards === undefined || onwards.destroyed || onwards.write(text)) return;
    terminal.pause();
    onwards.once('drain', () => terminal.resume());
  });
  const ended = new Promise<ProcessEnd>((resolve) =>
    terminal.onExit(({ exitCode, signal }) => {
      ender.end();
      resolve(signal === undefined || signal === 0 ? { exitCode } : { signal: signalName(signal) });
    }),
  );
  return { pid: terminal.pid, ended, write: (text) => terminal.write(text), release: () => undefined };
}

/** The native part is loaded by the first process that wants a terminal. */
async function loadTerminals(): Promise<typeof SpawnTerminal> {
  try {
    return (await import('@lydell/node-pty')).spawn;
  } catch (error) {
    throw new Fault(
      'no-terminal',
      `This system offers no terminal to start it in (${faultMessage(error)}); leave out "terminal".`,
      { cause: error },
    );
  }
}

function shellCommand(command: string): readonly string[] {
  return process.platform === 'win32' ? ['cmd.exe', '/d', '/s', '/c', command] : ['/bin/sh', '-c', command];
}

function signalName(number: number): NodeJS.Signals {
  const found = Object.entries(constants.signals).find(([, each]) => each === number);
  return (found?.[0] ?? 'SIGKILL') as NodeJS.Signals;
}
