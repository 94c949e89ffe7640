// Electron shell: one hardened window on one workspace.
import { BrowserWindow, type IpcMainEvent, dialog, ipcMain, screen, shell } from 'electron';
import { join } from 'node:path';
import { faultMessage } from '../../main/base/fault.ts';
import type { Disposable } from '../../main/base/disposable.ts';
import { WORKSPACE_PARAMETER } from '../../main/model/link.ts';
import { type Channel, connectWindow } from '../host/window-link.ts';
import { LIVE_WORKSPACE, type Workspace } from '../host/workspace.ts';
import { APP_ORIGIN, isAppAddress } from './app-scheme.ts';
import { LINK_CHANNEL } from './link-channel.ts';
import { MINIMUM_SIZE, readWindowPlace, writeWindowPlace } from './window-bounds.ts';
import { parseUrl } from '../../main/base/url.ts';

export interface WindowOptions {
  readonly workspace: Workspace;
  /** Folder of the built preload script. */
  readonly preloadFolder: string;
  /** Where the window's place is kept. */
  readonly dataFolder: string;
  readonly say: (sentence: string) => void;
  readonly onClosed: () => void;
}

/** Opens a window on a workspace. Its page can reach nothing but this host, through checked messages. */
export function openWindow(options: WindowOptions): BrowserWindow {
  const { workspace, preloadFolder, dataFolder, say, onClosed } = options;
  const { maximized, ...place } = readWindowPlace(
    dataFolder,
    screen.getAllDisplays().map(({ workArea }) => workArea),
  );
  const window = new BrowserWindow({
    ...place,
    minWidth: MINIMUM_SIZE.width,
    minHeight: MINIMUM_SIZE.height,
    show: false,
    title: 'Throughline',
    webPreferences: {
      preload: join(preloadFolder, 'preload.cjs'),
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
    },
  });
  if (maximized) window.maximize();
  window.once('ready-to-show', () => window.show());
  confine(window);
  reloadOnceAfterCrash(window, say);
  const link = createWindowLink(window, workspace);
  window.on('close', () => {
    writeWindowPlace(dataFolder, window.getNormalBounds(), window.isMaximized()).catch((error: unknown) =>
      say(`The window's place was not saved: ${faultMessage(error)}`),
    );
  });
  window.once('closed', () => {
    void link.close();
    onClosed();
  });
  void window
    .loadURL(workspaceUrl(workspace.id))
    .catch((error: unknown) => say(`The window could not load: ${faultMessage(error)}`));
  return window;
}

function workspaceUrl(id: string): string {
  return id === LIVE_WORKSPACE ? `${APP_ORIGIN}/` : `${APP_ORIGIN}/?${WORKSPACE_PARAMETER}=${id}`;
}

/** No way out of the page: no navigation, no windows, no guests. Links to the web open in the browser once the user agrees. */
function confine(window: BrowserWindow): void {
  const { webContents } = window;
  webContents.on('will-navigate', (event) => event.preventDefault());
  webContents.on('will-redirect', (event) => event.preventDefault());
  webContents.on('will-attach-webview', (event) => event.preventDefault());
  webContents.setWindowOpenHandler(({ url }) => {
    void openOutside(window, url);
    return { action: 'deny' };
  });
}

/** Longest address shown in the question, in characters. */
const SHOWN_ADDRESS = 300;

async function openOutside(window: BrowserWindow, address: string): Promise<void> {
  const url = parseUrl(address);
  if (url === undefined) return;
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return;
  const { response } = await dialog.showMessageBox(window, {
    type: 'question',
    message: 'Open this address in your browser?',
    detail: url.href.slice(0, SHOWN_ADDRESS),
    buttons: ['Open', 'Cancel'],
    defaultId: 0,
    cancelId: 1,
  });
  if (response === 0) await shell.openExternal(url.href);
}

function reloadOnceAfterCrash(window: BrowserWindow, say: (sentence: string) => void): void {
  let crashed = false;
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit' || window.isDestroyed()) return;
    say(
      `The window's page ended (${reason})${crashed ? '; recording goes on, open a new window from the menu.' : ' and is loaded again; recording goes on.'}`,
    );
    if (!crashed) window.webContents.reload();
    crashed = true;
  });
}

/** The link lives as long as one page: a page that is loaded again gets a fresh one. */
function createWindowLink(window: BrowserWindow, workspace: Workspace): Disposable {
  const { webContents } = window;
  let listener: (text: string) => void = () => undefined;
  const channel: Channel = {
    post: (text, sent) => {
      if (!webContents.isDestroyed()) webContents.send(LINK_CHANNEL, text);
      sent();
    },
    onText: (next) => (listener = next),
  };
  let link = connectWindow(workspace, channel);
  const receive = (event: IpcMainEvent, text: unknown): void => {
    if (event.sender !== webContents || typeof text !== 'string') return;
    // Only our own page's top frame may speak, whatever else came to be loaded.
    if (event.senderFrame?.parent !== null || !isAppAddress(event.senderFrame.url)) return;
    listener(text);
  };
  ipcMain.on(LINK_CHANNEL, receive);
  webContents.on('did-start-navigation', (details) => {
    if (!details.isMainFrame || details.isSameDocument) return;
    void link.close();
    link = connectWindow(workspace, channel);
  });
  return {
    close: () => {
      ipcMain.off(LINK_CHANNEL, receive);
      return link.close();
    },
  };
}
