// Electron shell: the one bridge between the page and the host: text out, text in. Runs sandboxed, before the page.
import { contextBridge, ipcRenderer } from 'electron';
import { BRIDGE_NAME, type PreloadBridge } from '../../main/model/link.ts';
import { LINK_CHANNEL } from './link-channel.ts';

let listener: ((message: string) => void) | undefined;
/** What came before the page listened; the host sends nothing unasked, so this stays short. */
const early: string[] = [];

ipcRenderer.on(LINK_CHANNEL, (_event, message: unknown) => {
  if (typeof message !== 'string') return;
  if (listener === undefined) early.push(message);
  else listener(message);
});

const bridge: PreloadBridge = {
  post: (message) => ipcRenderer.send(LINK_CHANNEL, String(message)),
  on: (next) => {
    listener = next;
    for (const message of early.splice(0)) next(message);
  },
};

contextBridge.exposeInMainWorld(BRIDGE_NAME, bridge);
