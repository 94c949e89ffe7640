// End to end: the product in its window.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { type ElectronApplication, type Page, _electron, test as base, expect } from '@playwright/test';
import { findElectron } from '../../scripts/electron-runtime.mjs';
import { Dashboard } from './dashboard.ts';
import { type TestFolder, createFolder, environmentIn } from './folder.ts';
import { ROOT } from './throughline.ts';

export interface DesktopApp {
  readonly app: ElectronApplication;
  /** The window's process; `app` forgets it once it has ended. */
  readonly process: ChildProcess;
  readonly window: Page;
  readonly dashboard: Dashboard;
  /** The proxy's origin. */
  readonly proxy: string;
  /** Starts the product once more beside it, as a user would; gives the second process's exit code. */
  startAgain(args: readonly string[]): Promise<number | null>;
}

export interface DesktopStage {
  readonly folder: TestFolder;
  /** Opens the product's window with these arguments; what still runs when the test ends is closed. */
  readonly open: (args: readonly string[]) => Promise<DesktopApp>;
}

export const test = base.extend<DesktopStage>({
  // Playwright reads a fixture's needs from its first parameter, which must be a pattern.
  // eslint-disable-next-line no-empty-pattern
  folder: async ({}, use) => {
    const folder = createFolder();
    await use(folder);
    folder.remove();
  },
  open: async ({ folder }, use) => {
    const opened: DesktopApp[] = [];
    await use(async (args) => {
      const desktop = await openDesktopApp(args, folder);
      opened.push(desktop);
      return desktop;
    });
    for (const { app, process: own } of opened.reverse()) if (own.exitCode === null) await app.close();
  },
});

export { expect };

/** Opens the product's window with these arguments, on the Electron that `npm test` has set up. */
async function openDesktopApp(args: readonly string[], folder: TestFolder): Promise<DesktopApp> {
  const electron = findElectron();
  if (!electron) throw new Error('There is no Electron to test with; "npm test -- electron" gets one.');
  // Where Playwright looks, by way of electron's own module, for another binary than the installed one.
  if (!electron.official) process.env['ELECTRON_OVERRIDE_DIST_PATH'] = electron.dist;
  const port = await findFreePort();
  const app = await _electron.launch({
    args: [ROOT, '--port', String(port), ...args],
    cwd: folder.path,
    env: environmentIn(folder),
  });
  const window = await app.firstWindow();
  return {
    ...{ app, process: app.process(), window },
    dashboard: new Dashboard(window),
    proxy: `http://127.0.0.1:${port}`,
    startAgain: async (more) => {
      const [binary = '', ...own] = app.process().spawnargs;
      // What Playwright added for itself goes; the folder of the app and what comes before it, such as --no-sandbox, stays.
      const flags = own.filter((flag) => flag === '--no-sandbox');
      const second = spawn(binary, [...flags, ROOT, ...more], {
        cwd: folder.path,
        env: environmentIn(folder),
        stdio: 'ignore',
      });
      const [code] = (await once(second, 'exit')) as [number | null];
      return code;
    },
  };
}

/** Ends it as a user's Quit does and waits until the process is gone; gives its exit code. */
export async function quitDesktopApp({ app, process: own }: DesktopApp): Promise<number | null> {
  const ended = once(own, 'exit') as Promise<[number | null]>;
  await app.evaluate(({ app: electron }) => electron.quit());
  const [code] = await ended;
  return code;
}

/** A port that was free a moment ago: a window has no line to print a chosen one on. */
async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
