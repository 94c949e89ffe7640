// Electron shell: the native menu. Accelerators that the page also knows are only named here where the menu does the work.
import { Menu, type MenuItemConstructorOptions } from 'electron';
import type { Command } from '../../main/model/protocol.ts';

export interface MenuActions {
  /** Does a command in the workspace of the window in front. */
  readonly run: (command: Command) => void;
  /** Shows the live workspace's window, also when it was closed. */
  readonly showLive: () => void;
  readonly toggleRecording: () => void;
}

/** The menu as a value; `mac` adds what belongs there. */
export function menuTemplate(
  { run, showLive, toggleRecording }: MenuActions,
  mac: boolean,
): MenuItemConstructorOptions[] {
  return [
    ...(mac ? [{ role: 'appMenu' } as const] : []),
    {
      label: '&File',
      submenu: [
        { label: '&Open…', accelerator: 'CmdOrCtrl+O', click: () => run({ type: 'open-file' }) },
        { label: '&Save session as…', accelerator: 'CmdOrCtrl+S', click: () => run({ type: 'save-session' }) },
        {
          label: '&Export HAR…',
          accelerator: 'CmdOrCtrl+Shift+E',
          click: () => run({ type: 'export-har', raw: false }),
        },
        { type: 'separator' },
        mac ? { role: 'close' } : { role: 'quit' },
      ],
    },
    { role: 'editMenu' },
    {
      label: '&Recording',
      submenu: [
        { label: '&Pause or resume', accelerator: 'CmdOrCtrl+E', click: toggleRecording },
        { label: 'Start the &demo', click: () => run({ type: 'start-demo' }) },
      ],
    },
    {
      label: '&View',
      submenu: [
        { role: 'reload' },
        { role: 'toggleDevTools' },
        { type: 'separator' },
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { role: 'togglefullscreen' },
      ],
    },
    { label: '&Window', submenu: [{ label: '&Live recording', click: showLive }, { role: 'minimize' }] },
  ];
}

export function setMenu(actions: MenuActions): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(actions, process.platform === 'darwin')));
}
