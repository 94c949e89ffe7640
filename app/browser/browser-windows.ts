// Shell: windows in a browser: one WebSocket each, bounded, and ended when nobody answers on it any more.
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';
import type { Disposable } from '../../main/base/disposable.ts';
import { MESSAGE_LIMIT } from '../host/window-message.ts';
import { type Channel, connectWindow } from '../host/window-link.ts';
import type { Workspace } from '../host/workspace.ts';

/** How many windows may be open at once. */
export const WINDOWS_LIMIT = 32;

/** How often a window is asked whether it is there; one that did not answer the last time is dropped. */
const PING_INTERVAL_MS = 15_000;

export interface BrowserWindows extends Disposable {
  readonly size: number;
  /** Makes a checked request a window on the workspace. */
  accept(request: IncomingMessage, socket: Duplex, head: Buffer, workspace: Workspace): void;
  close(): Promise<void>;
}

export interface BrowserWindowsOptions {
  readonly pingIntervalMs?: number;
  /** Called when the last window of a workspace has gone. */
  readonly onUnwatched?: (workspaceId: string) => void;
}

export function createBrowserWindows({
  pingIntervalMs = PING_INTERVAL_MS,
  onUnwatched = () => undefined,
}: BrowserWindowsOptions = {}): BrowserWindows {
  const server = new WebSocketServer({ noServer: true, maxPayload: MESSAGE_LIMIT, perMessageDeflate: false });
  const windows = new Map<WebSocket, { readonly workspaceId: string; alive: boolean }>();
  const timer = setInterval(() => {
    for (const [socket, window] of windows) {
      if (!window.alive) socket.terminate();
      window.alive = false;
      socket.ping();
    }
  }, pingIntervalMs);
  timer.unref();

  function open(socket: WebSocket, workspace: Workspace): void {
    const window = { workspaceId: workspace.id, alive: true };
    windows.set(socket, window);
    const link = connectWindow(workspace, toChannel(socket));
    socket.on('pong', () => (window.alive = true));
    // A broken message ends the connection, which `close` then reports.
    socket.on('error', () => socket.terminate());
    socket.once('close', () => {
      windows.delete(socket);
      void link.close();
      if (![...windows.values()].some(({ workspaceId }) => workspaceId === workspace.id)) onUnwatched(workspace.id);
    });
  }

  return {
    get size() {
      return windows.size;
    },
    accept: (request, socket, head, workspace) => {
      if (windows.size >= WINDOWS_LIMIT) {
        socket.end('HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
        return;
      }
      server.handleUpgrade(request, socket, head, (opened) => open(opened, workspace));
    },
    close: async () => {
      clearInterval(timer);
      const gone = [...windows.keys()].map((socket) => new Promise((resolve) => socket.once('close', resolve)));
      for (const socket of windows.keys()) socket.terminate();
      await Promise.all(gone);
      server.close();
    },
  };
}

function toChannel(socket: WebSocket): Channel {
  return {
    post: (text, sent) => {
      if (socket.readyState === socket.OPEN) socket.send(text, () => sent());
      else sent();
    },
    onText: (listener) =>
      socket.on('message', (data: RawData, binary: boolean) => {
        if (!binary && Buffer.isBuffer(data)) listener(data.toString('utf8'));
      }),
  };
}
