// Shell: the command line as a value. Knows the words, does none of the work.
import { Command, CommanderError, InvalidArgumentError } from 'commander';
import type { RouteConfig } from '../../main/model/config.ts';
import { SESSION_KINDS } from '../../main/model/session.ts';
import { Fault, faultMessage } from '../../main/base/fault.ts';
import { parseEndpoint, parseRoute, parseTarget } from './target.ts';

/** What the flags of a recording say; a field is absent where its flag was not given. */
export interface RunFlags {
  readonly demo: boolean;
  readonly target?: string;
  readonly routes: readonly RouteConfig[];
  readonly port?: number;
  readonly host?: string;
  readonly allowRemote: boolean;
  readonly https: boolean;
  /** False where HTML is to be left alone. */
  readonly inject: boolean;
  readonly config?: string;
  readonly session?: string;
  readonly har?: string;
  /** Files to follow. */
  readonly logFiles: readonly string[];
  /** 0 takes a free port. */
  readonly otlpPort?: number | 'off';
  /** Prometheus endpoints to poll. */
  readonly metrics: readonly string[];
  /** `auto` opens a window where that can be, else serves a browser. */
  readonly shell: 'auto' | 'browser' | 'headless';
  readonly durationMs?: number;
  readonly json: boolean;
  /** What follows `--`; empty without it. */
  readonly command: readonly string[];
}

/** What the command line asks for. */
export type Invocation =
  | { readonly verb: 'run'; readonly flags: RunFlags }
  | { readonly verb: 'open'; readonly file: string; readonly browser: boolean; readonly json: boolean }
  | {
      readonly verb: 'inspect';
      readonly file: string;
      readonly kind?: string;
      readonly id?: string;
      readonly bodies: boolean;
    }
  | { readonly verb: 'export'; readonly file: string; readonly har: string; readonly raw: boolean }
  | { readonly verb: 'import'; readonly file: string; readonly session: string }
  | {
      readonly verb: 'lookup';
      readonly target: string;
      readonly line: string;
      readonly column: string;
      readonly session?: string;
    }
  /** All was said while parsing (help, version, wrong usage); `text` goes to stdout where `code` is 0, else to stderr. */
  | { readonly verb: 'said'; readonly code: 0 | 1 | 2; readonly text: string };

/** Files that the positional argument may name instead of a target. */
const SESSION_FILE = /\.(tline|har)$/i;

/** Longest `--duration`, in seconds: what a 32-bit timer holds. */
const DURATION_MAX_S = 2_147_483;

/** Reads the arguments after the program's name. Never exits and never prints. */
export function parseArguments(args: readonly string[], version: string): Invocation {
  const end = args.indexOf('--');
  const command = end === -1 ? [] : args.slice(end + 1);
  const own = end === -1 ? args : args.slice(0, end);
  if (end !== -1 && command.length === 0) {
    return { verb: 'said', code: 2, text: 'Nothing follows "--"; put the command to start after it.\n' };
  }
  let said = '';
  let found: Invocation | undefined;
  const program = buildProgram(version, command, (invocation) => (found = invocation));
  for (const each of [program, ...program.commands]) {
    each.exitOverride().configureOutput({ writeOut: (text) => (said += text), writeErr: (text) => (said += text) });
  }
  try {
    program.parse(own, { from: 'user' });
  } catch (error) {
    return toSaid(error, said);
  }
  return found ?? { verb: 'said', code: 2, text: 'Nothing to do; see throughline --help.\n' };
}

function toSaid(error: unknown, said: string): Invocation {
  if (error instanceof CommanderError) {
    return { verb: 'said', code: error.exitCode === 0 ? 0 : 2, text: said };
  }
  return {
    verb: 'said',
    code: 2,
    text: `${faultMessage(error)}\n`,
  };
}

function buildProgram(version: string, command: readonly string[], found: (invocation: Invocation) => void): Command {
  const program = new Command('throughline')
    .description('See what your page, its dev server and its back ends say to each other.')
    .version(version, '-V, --version')
    .enablePositionalOptions()
    .argument('[target]', 'where requests go that no route matches, or a .tline or .har file to open');
  addRunOptions(program);
  program.action((positional: string | undefined, values: RunValues) => {
    if (positional !== undefined && SESSION_FILE.test(positional)) {
      found({ verb: 'open', file: positional, browser: values.browser ?? false, json: values.json ?? false });
    } else {
      found({ verb: 'run', flags: toRunFlags(positional, values, command) });
    }
  });
  addVerbs(program, found);
  return program;
}

interface RunValues {
  demo?: boolean;
  target?: string;
  route: RouteConfig[];
  port?: number;
  host?: string;
  allowRemote?: boolean;
  https?: boolean;
  inject?: boolean;
  config?: string;
  session?: string;
  har?: string;
  logFile: string[];
  otlpPort?: number | 'off';
  metrics: string[];
  headless?: boolean;
  browser?: boolean;
  duration?: number;
  json?: boolean;
}

function addRunOptions(program: Command): void {
  program
    .option('--demo', 'start the demo shop and record it')
    .option('--target <url>', 'the same as the positional target', checked(parseTarget))
    .option(
      '--route <match=url>',
      'send a path prefix or glob elsewhere; repeatable, the first match wins',
      addRoute,
      [],
    )
    .option('--port <n>', "the proxy's port, 8888 if not given; 0 takes a free one", toPort)
    .option('--host <addr>', 'the address to listen on, 127.0.0.1 if not given')
    .option('--allow-remote', 'let --host be an address that other machines can reach')
    .option('--https', 'speak TLS with a local certificate')
    .option('--config <file>', 'read throughline.config.json (or .mjs, .ts); flags win')
    .option('--session <file>', 'record into this .tline file')
    .option('--har <file>', 'also write a HAR 1.2 file when recording ends')
    .option('--log-file <path>', 'follow this file, each line a log record; repeatable', addText, [])
    .option(
      '--otlp-port <n>',
      'the port of the OTLP/HTTP receiver, 4318 if not given; 0 takes a free one, off none',
      toOtlpPort,
    )
    .option('--metrics <url>', 'poll this Prometheus text endpoint once a second; repeatable', addMetrics, [])
    .option('--no-inject', 'leave HTML alone: pages get no agent')
    .option('--headless', 'no window: record until a signal, --duration or the command ends')
    .option('--browser', 'serve the dashboard to a browser instead of opening a window')
    .option('--duration <s>', 'stop after so many seconds', toDurationS)
    .option('--json', 'machine-readable lines on stdout');
  program.addHelpText('after', '\n  -- <command...>            start this process and record its output\n');
}

function addVerbs(program: Command, found: (invocation: Invocation) => void): void {
  program
    .command('open <file>')
    .description('open a .tline or .har file in the dashboard')
    .option('--browser', 'in a browser')
    .option('--json', 'machine-readable lines on stdout')
    .action((file: string, values: { browser?: boolean; json?: boolean }) =>
      found({ verb: 'open', file, browser: values.browser ?? false, json: values.json ?? false }),
    );
  program
    .command('inspect <file>')
    .description('print what a session holds, as JSON')
    .option('--kind <kind>', `${SESSION_KINDS.join(', ')} or summary`)
    .option('--id <id>', 'only this one')
    .option('--bodies', 'with the content of bodies')
    .action((file: string, values: { kind?: string; id?: string; bodies?: boolean }) =>
      found({
        verb: 'inspect',
        file,
        ...present({ kind: values.kind, id: values.id }),
        bodies: values.bodies ?? false,
      }),
    );
  program
    .command('export <file>')
    .description('write a session as HAR 1.2')
    .requiredOption('--har <out>', 'the file to write')
    .option('--raw', 'keep secrets')
    .action((file: string, values: { har: string; raw?: boolean }) =>
      found({ verb: 'export', file, har: values.har, raw: values.raw ?? false }),
    );
  program
    .command('import <file>')
    .description('make a session of a HAR file')
    .requiredOption('--session <out>', 'the .tline file to write')
    .action((file: string, values: { session: string }) => found({ verb: 'import', file, session: values.session }));
  program
    .command('lookup <map-or-url> <line> <column>')
    .description('print where a position of a script was written, as JSON; lines and columns from 1')
    .option('--session <file>', 'look into what this .tline or .har holds')
    .action((target: string, line: string, column: string, values: { session?: string }) =>
      found({ verb: 'lookup', target, line, column, ...present({ session: values.session }) }),
    );
}

function toRunFlags(positional: string | undefined, values: RunValues, command: readonly string[]): RunFlags {
  if (positional !== undefined && values.target !== undefined) {
    throw new Fault('bad-usage', 'The target is given twice: as an argument and with --target.');
  }
  if (values.headless === true && values.browser === true) {
    throw new Fault('bad-usage', '--headless and --browser exclude each other.');
  }
  const target = positional === undefined ? values.target : parseTarget(positional);
  return {
    demo: values.demo ?? false,
    routes: values.route,
    allowRemote: values.allowRemote ?? false,
    https: values.https ?? false,
    inject: values.inject ?? true,
    shell: values.headless === true ? 'headless' : values.browser === true ? 'browser' : 'auto',
    json: values.json ?? false,
    command,
    logFiles: values.logFile,
    metrics: values.metrics,
    ...present({
      target,
      port: values.port,
      host: values.host,
      config: values.config,
      session: values.session,
      har: values.har,
      otlpPort: values.otlpPort,
      durationMs: values.duration === undefined ? undefined : values.duration * 1000,
    }),
  };
}

/** The same object without the fields that are undefined. */
function present<T extends object>(value: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}

/** A parser whose faults commander reports as wrong usage. */
function checked<T>(parse: (text: string) => T): (text: string) => T {
  return (text) => {
    try {
      return parse(text);
    } catch (error) {
      throw new InvalidArgumentError(faultMessage(error));
    }
  };
}

function addRoute(text: string, before: readonly RouteConfig[]): readonly RouteConfig[] {
  return [...before, checked(parseRoute)(text)];
}

function addText(text: string, before: readonly string[]): readonly string[] {
  if (text === '') throw new InvalidArgumentError('It is empty.');
  return [...before, text];
}

function addMetrics(text: string, before: readonly string[]): readonly string[] {
  return [...before, checked(parseEndpoint)(text)];
}

function toOtlpPort(text: string): number | 'off' {
  return text === 'off' ? text : toPort(text);
}

function toPort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : NaN;
  if (!(port <= 65_535)) throw new InvalidArgumentError('A port is a number from 0 to 65535.');
  return port;
}

function toDurationS(text: string): number {
  const seconds = /^\d+(\.\d+)?$/.test(text) ? Number(text) : NaN;
  if (!(seconds > 0 && seconds <= DURATION_MAX_S)) {
    throw new InvalidArgumentError(`A duration is a number of seconds above 0 and up to ${DURATION_MAX_S}.`);
  }
  return seconds;
}
