// Electron shell: dialogs and windows as the host asks for them.
import { BrowserWindow, app, dialog, shell } from 'electron';
import { basename, join } from 'node:path';
import type { DashboardHost } from '../host/dashboard-host.ts';
import type { ShellServices } from '../host/shell-services.ts';
import { LIVE_WORKSPACE } from '../host/workspace.ts';
import { openWindow } from './window.ts';

export interface WindowsOptions {
  readonly preloadFolder: string;
  readonly dataFolder: string;
  readonly say: (sentence: string) => void;
}

/** All windows, one for each workspace; and the dialogs that belong to them. */
export class ShellWindows {
  readonly services: ShellServices;
  readonly #options: WindowsOptions;
  readonly #windows = new Map<string, BrowserWindow>();
  #host: DashboardHost | undefined;

  constructor(options: WindowsOptions) {
    this.#options = options;
    this.services = {
      kind: 'electron',
      askOpen: () => this.#askOpen(),
      askSave: (name) => this.#askSave(name),
      openLink: (url) => shell.openExternal(url),
      show: (id) => {
        this.show(id);
        return undefined;
      },
    };
  }

  /** The host comes after the services that it is made with. */
  attach(host: DashboardHost): void {
    this.#host = host;
  }

  /** Shows a workspace: its window in front, opened where there is none. */
  show(id: string = LIVE_WORKSPACE): void {
    const workspace = this.#host?.workspace(id);
    if (workspace === undefined) return;
    const found = this.#windows.get(id);
    if (found !== undefined) {
      if (found.isMinimized()) found.restore();
      found.focus();
      return;
    }
    const onClosed = (): void => {
      this.#windows.delete(id);
      if (id !== LIVE_WORKSPACE) void this.#host?.closeFile(id);
    };
    this.#windows.set(id, openWindow({ ...this.#options, workspace, onClosed }));
  }

  /** The workspace of the window in front; the live one where none is. */
  get frontId(): string {
    const front = BrowserWindow.getFocusedWindow();
    return [...this.#windows].find(([, window]) => window === front)?.[0] ?? LIVE_WORKSPACE;
  }

  async #askOpen(): Promise<string | undefined> {
    const { canceled, filePaths } = await dialog.showOpenDialog(...this.#front(), {
      properties: ['openFile'],
      filters: [{ name: 'Sessions', extensions: ['tline', 'har'] }],
    });
    return canceled ? undefined : filePaths[0];
  }

  async #askSave(name: string): Promise<string | undefined> {
    const extension = name.split('.').at(-1) ?? 'tline';
    const { canceled, filePath } = await dialog.showSaveDialog(...this.#front(), {
      defaultPath: join(app.getPath('documents'), basename(name)),
      filters: [{ name: extension === 'har' ? 'HTTP archive' : 'Session', extensions: [extension] }],
    });
    // Older runtimes give an empty path where newer ones give none.
    return canceled || filePath === undefined || filePath === '' ? undefined : filePath;
  }

  #front(): [BrowserWindow] {
    return [this.#windows.get(this.frontId) ?? BrowserWindow.getAllWindows()[0]] as [BrowserWindow];
  }
}
