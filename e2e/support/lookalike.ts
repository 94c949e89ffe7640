// End to end: an application's own socket and event stream that speak as development servers do, but are none.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';

/** What it says on connecting: an update of Vite's or Parcel's, builds of webpack's family, reloads. */
const MESSAGES: readonly object[] = [
  { type: 'update', updates: [{ type: 'js-update', path: '/src/a.js', acceptedPath: '/src/a.js', timestamp: 1 }] },
  { type: 'update', assets: [] },
  { type: 'hash', data: '0123456789abcdef0123' },
  { type: 'ok' },
  { action: 'building' },
  { action: 'built', hash: '0123456789abcdef0123', time: 5, errors: [], warnings: [], modules: {} },
  { type: 'full-reload', path: '*' },
  { type: 'connected' },
];

export interface Lookalike {
  /** Takes WebSockets at `/app/socket` and gives an event stream at `/app/events`. */
  readonly url: string;
  close(): Promise<void>;
}

/** What a page runs first to connect to both, wherever the page comes from. */
export const CONNECT_TO_LOOKALIKE = `
  window.appSocket = new WebSocket(new URL('/app/socket', location.href.replace(/^http/, 'ws')));
  window.appEvents = new EventSource('/app/events');
`;

export async function startLookalike(): Promise<Lookalike> {
  const server = createServer((request, response) => {
    if (request.url !== '/app/events') {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { 'Content-Type': 'text/event-stream' });
    for (const message of MESSAGES) response.write(`data: ${JSON.stringify(message)}\n\n`);
  });
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket) => {
    for (const message of MESSAGES) socket.send(JSON.stringify(message));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
