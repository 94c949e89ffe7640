// Shell: the two shells of plain Node: none at all, and a server for a browser.
import type { Writable } from 'node:stream';
import { createDownloadShelf } from '../browser/download-shelf.ts';
import { startBrowserHost, workspaceLocation } from '../browser/browser-host.ts';
import type { ShellServices } from '../host/shell-services.ts';
import { createDashboardRun } from './dashboard-run.ts';
import type { Installation } from './installation.ts';
import type { RunOutput } from './run-output.ts';
import type { RunPlan } from './run-plan.ts';
import { givenToken, newToken } from './run-token.ts';
import type { StopSignal } from './stop-signal.ts';

export interface NodeRunOptions {
  readonly plan: RunPlan;
  readonly installation: Installation;
  readonly output: RunOutput;
  readonly stop: StopSignal;
  readonly stdout: Writable;
  readonly stderr: Writable;
}

/** Records without a window until a signal, the duration or the command's end. Gives the exit code. */
export async function runHeadless(options: NodeRunOptions): Promise<number> {
  const shell: ShellServices = { kind: 'browser', show: () => undefined };
  const run = createDashboardRun({ ...options, shell });
  const end = waitForEnd(options);
  try {
    await orStopped(run.begin(), options.stop);
    return await Promise.race([end.ended, ...(run.commandEnded === undefined ? [] : [run.commandEnded])]);
  } finally {
    end.cancel();
    await run.close();
  }
}

export interface BrowserRunOptions extends NodeRunOptions {
  /** A file to open instead of starting a recording. */
  readonly file?: string;
  /** Said first: why there is no window. */
  readonly why?: string;
}

/** Serves the dashboard to a browser until a signal or the duration. Gives the exit code. */
export async function runBrowser(options: BrowserRunOptions): Promise<number> {
  const { installation, output, why, file } = options;
  const downloads = createDownloadShelf();
  const shell: ShellServices = {
    kind: 'browser',
    offer: (path, name) => downloads.offer(path, name),
    show: workspaceLocation,
  };
  const token = givenToken() ?? newToken();
  const run = createDashboardRun({ ...options, shell, token });
  const { host } = run;
  const server = await startBrowserHost({
    content: {
      workspace: (id) => host.workspace(id),
      reader: (id) => host.reader(id),
      openFile: (path, name) => host.openFile(path, name),
      tempFile: (name) => host.temp.file(name),
    },
    rendererFolder: installation.rendererFolder,
    downloads,
    token,
  });
  const end = waitForEnd(options);
  try {
    if (why !== undefined) output.say(why);
    if (file === undefined) {
      await orStopped(run.begin(server.url), options.stop);
      void run.commandEnded?.then((code) =>
        output.say(`The command ended with code ${code}; the dashboard stays until Ctrl+C.`),
      );
    } else {
      const id = await host.openFile(file);
      await run.announceFile(id, file, `${server.url}&${workspaceLocation(id).slice(2)}`);
    }
    return await end.ended;
  } finally {
    end.cancel();
    await server.close();
    await run.close();
  }
}

/** What is started may take long; a signal ends the wait for it. */
async function orStopped(work: Promise<void>, stop: StopSignal): Promise<void> {
  await Promise.race([work, stop.stopped]);
  // When it was a signal, closing ends what was started, and how that fails no longer matters.
  work.catch(() => undefined);
}

function waitForEnd({ stop, plan }: NodeRunOptions): { readonly ended: Promise<0>; cancel(): void } {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<0>((resolve) => {
    if (plan.durationMs !== undefined) timer = setTimeout(() => resolve(0), plan.durationMs);
  });
  return {
    ended: Promise.race([late, stop.stopped.then((): 0 => 0)]),
    cancel: () => clearTimeout(timer),
  };
}
