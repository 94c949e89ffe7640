// Electron shell: the app from ready to quit: what the arguments ask for, what a second start asks for, and an end that finishes writing.
import { app, session } from 'electron';
import { join, resolve } from 'node:path';
import * as v from 'valibot';
import { faultMessage } from '../../main/base/fault.ts';
import type { Command } from '../../main/model/protocol.ts';
import { type Invocation, parseArguments } from '../cli/options.ts';
import { openFlags, readPlan } from '../cli/program.ts';
import { LIVE_WORKSPACE } from '../host/workspace.ts';
import { type DashboardRun, createDashboardRun } from '../run/dashboard-run.ts';
import { dataFolder } from '../run/data-folder.ts';
import type { Installation } from '../run/installation.ts';
import { type RunOutput, createRunOutput } from '../run/run-output.ts';
import { listenForStop } from '../run/stop-signal.ts';
import { serveAppScheme } from './app-scheme.ts';
import { setMenu } from './menu.ts';
import { ShellWindows } from './shell.ts';

/** What the window's process may be started with. */
export type Opening = Extract<Invocation, { verb: 'run' | 'open' }>;

/** What a second start hands to the first. */
const secondStart = v.object({ args: v.array(v.string()), folder: v.string() });
export type SecondStart = v.InferOutput<typeof secondStart>;

/** Runs the app until it is quit. Call it once, with the instance lock held. */
export async function runElectronApp(opening: Opening, installation: Installation): Promise<void> {
  const flags = opening.verb === 'run' ? opening.flags : openFlags(opening);
  const output = createRunOutput(flags.json, process.stdout, process.stderr);
  // Files that the system hands over before all is ready wait in line.
  const files: string[] = opening.verb === 'open' ? [resolve(opening.file)] : [];
  let openNow: ((path: string) => void) | undefined;
  app.on('open-file', (event, path) => {
    event.preventDefault();
    if (openNow === undefined) files.push(path);
    else openNow(path);
  });
  try {
    const plan = await readPlan(flags, process.cwd(), files[0]);
    await app.whenReady();
    const windows = new ShellWindows({
      preloadFolder: join(installation.root, 'out', 'preload'),
      dataFolder: dataFolder(),
      say: output.say,
    });
    const { stdout, stderr } = process;
    const run = createDashboardRun({ plan, installation, output, shell: windows.services, stdout, stderr });
    windows.attach(run.host);
    const finish = endInOrder(run, output, plan.durationMs);
    guardSession(installation, run);
    app.on('second-instance', (_event, _argv, _folder, handed) =>
      takeSecondStart(handed, run, windows, installation, output),
    );
    app.on('activate', () => windows.show());
    setMenu(menuActions(run, windows, output));
    openNow = (path) => openFile(path, run, windows, output);
    // A window first, so that there is something to see while a demo or a command comes up.
    if (files.length === 0) windows.show();
    const [first, ...others] = files.splice(0);
    if (first !== undefined) openFile(first, run, windows, output, opening.verb === 'open');
    for (const path of others) openNow(path);
    if (opening.verb === 'run') await run.begin().catch((error: unknown) => finish.fail(error));
  } catch (error) {
    output.say(`throughline: ${faultMessage(error)}`);
    app.exit(1);
  }
}

/** Nothing but our own pages, and no permission for them beyond the clipboard's writing. */
function guardSession(installation: Installation, run: DashboardRun): void {
  const own = session.defaultSession;
  own.setPermissionRequestHandler((_contents, permission, answer) =>
    answer(permission === 'clipboard-sanitized-write'),
  );
  own.setPermissionCheckHandler((_contents, permission) => permission === 'clipboard-sanitized-write');
  own.setDevicePermissionHandler(() => false);
  serveAppScheme(own, installation.rendererFolder, (id) => run.host.reader(id));
}

/** Ends the run before the app goes, whichever way that comes about; the app's exit code is 0, or 1 where something failed. */
function endInOrder(
  run: DashboardRun,
  output: RunOutput,
  durationMs: number | undefined,
): { fail(error: unknown): void } {
  let ended = false;
  let exitCode = 0;
  const stop = listenForStop(process, (code) => app.exit(code));
  void stop.stopped.then(() => app.quit());
  const timer = durationMs === undefined ? undefined : setTimeout(() => app.quit(), durationMs);
  app.on('before-quit', (event) => {
    if (ended) return;
    event.preventDefault();
    clearTimeout(timer);
    void run
      .close()
      .catch((error: unknown) => {
        output.say(`throughline: ${faultMessage(error)}`);
        exitCode = 1;
      })
      .finally(() => {
        ended = true;
        stop.close();
        app.exit(exitCode);
      });
  });
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  return {
    fail: (error) => {
      output.say(`throughline: ${faultMessage(error)}`);
      exitCode = 1;
      app.quit();
    },
  };
}

function openFile(
  path: string,
  run: DashboardRun,
  windows: ShellWindows,
  output: RunOutput,
  isAnnounced = false,
): void {
  run.host
    .openFile(path)
    .then((id) => {
      windows.show(id);
      return isAnnounced ? run.announceFile(id, path) : undefined;
    })
    .catch((error: unknown) => tell(run, windows, output, error));
}

/** Something that was asked from outside the page failed: said in the live window and on the terminal. */
function tell(run: DashboardRun, windows: ShellWindows, output: RunOutput, error: unknown): void {
  const message = faultMessage(error);
  output.say(`throughline: ${message}`);
  windows.show();
  run.host.live.notify({ code: 'not-done', severity: 'error', message });
}

/** A second start brings the window to the front and opens what it names; a running recording keeps its target. */
function takeSecondStart(
  handed: unknown,
  run: DashboardRun,
  windows: ShellWindows,
  installation: Installation,
  output: RunOutput,
): void {
  windows.show();
  const parsed = v.safeParse(secondStart, handed);
  if (!parsed.success) return;
  const { args, folder } = parsed.output;
  const asked = parseArguments(args, installation.version);
  if (asked.verb === 'open') openFile(resolve(folder, asked.file), run, windows, output);
  if (asked.verb !== 'run') return;
  const { target, routes, demo } = asked.flags;
  const { live } = run.host;
  if (!demo && target === undefined && routes.length === 0) return;
  if (live.hasTarget) {
    const message =
      'A second start asked for another target, but this window records already; start the second one with --browser.';
    live.notify({ code: 'recording-already', severity: 'warning', message });
    return;
  }
  (demo ? live.startDemo(routes) : live.openTarget(target, routes)).catch((error: unknown) =>
    tell(run, windows, output, error),
  );
}

function menuActions(run: DashboardRun, windows: ShellWindows, output: RunOutput) {
  const inFront = (command: Command): void => {
    const id = run.host.workspace(windows.frontId) === undefined ? LIVE_WORKSPACE : windows.frontId;
    run.host
      .workspace(id)
      ?.run(command)
      .catch((error: unknown) => tell(run, windows, output, error));
  };
  return {
    run: inFront,
    showLive: () => windows.show(),
    toggleRecording: () => {
      const state = run.host.live.recording?.engine.status().state;
      if (state !== undefined) inFront({ type: state === 'paused' ? 'resume' : 'pause' });
    },
  };
}
