// End to end: the product in its window.
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { type ElectronApplication, type Page, _electron } from '@playwright/test';
import { findElectron } from '../../scripts/electron-runtime.mjs';
import { Dashboard } from './dashboard.ts';
import { type TestFolder, environmentIn } from './folder.ts';
import { ROOT } from './throughline.ts';

export interface DesktopApp {
  readonly app: ElectronApplication;
  readonly window: Page;
  readonly dashboard: Dashboard;
  /** The proxy's origin. */
  readonly proxy: string;
}

/** Opens the product's window with these arguments, on the Electron that `npm test` has set up. */
export async function openDesktopApp(args: readonly string[], folder: TestFolder): Promise<DesktopApp> {
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
  return { app, window, dashboard: new Dashboard(window), proxy: `http://127.0.0.1:${port}` };
}

/** Ends it as a user's Quit does and waits until the process is gone; gives its exit code. */
export async function quitDesktopApp({ app }: DesktopApp): Promise<number | null> {
  const ended = once(app.process(), 'exit') as Promise<[number | null]>;
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
