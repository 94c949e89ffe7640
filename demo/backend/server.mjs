// Demo, back end: plain HTTP and WebSocket. What it answers is in routes/, one module for each kind of traffic.
import { createServer } from 'node:http';
import { WebSocketServer } from 'ws';
import { answerProblem } from './answer.mjs';
import { ROUTES } from './routes/list.mjs';
import { Shop } from './shop.mjs';

/**
 * @typedef {object} Context What a handler gets beside request and answer.
 * @property {URL} url
 * @property {Readonly<Record<string, string>>} params Values of the path's `:names`.
 * @property {Shop} shop
 *
 * @typedef {object} HttpRoute
 * @property {string} method `GET` answers `HEAD` too.
 * @property {string} path May hold `:name` parts.
 * @property {(req: import('node:http').IncomingMessage, res: import('node:http').ServerResponse, context: Context) => void | Promise<void>} handle
 *
 * @typedef {object} SocketRoute
 * @property {string} path
 * @property {import('ws').ServerOptions} [options]
 * @property {(socket: import('ws').WebSocket, context: Context) => void} accept
 *
 * @typedef {object} RouteModule One kind of traffic.
 * @property {readonly HttpRoute[]} [http]
 * @property {readonly SocketRoute[]} [sockets]
 *
 * @typedef {object} Backend
 * @property {string} url
 * @property {() => Promise<void>} close Ends all connections.
 */

/**
 * Starts the back end.
 * @param {{ port?: number, host?: string }} [options] Port 0, the default, takes a free one.
 * @returns {Promise<Backend>}
 */
export async function createBackend({ port = 0, host = '127.0.0.1' } = {}) {
  const shop = new Shop();
  shop.setMaxListeners(0);
  const server = createServer((req, res) => void answer(req, res, shop));
  const sockets = new Map(
    ROUTES.flatMap((module) => module.sockets ?? []).map((route) => [route.path, openSocketRoute(route, shop)]),
  );
  server.on('upgrade', (req, socket, head) => {
    const accept = sockets.get(new URL(req.url ?? '/', 'http://shop').pathname);
    if (accept) accept(req, socket, head);
    else socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
  });
  await new Promise((done, failed) => server.once('error', failed).listen(port, host, () => done(undefined)));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The back end listens on no port.');
  const open = trackConnections(server);
  return {
    url: `http://${host}:${address.port}`,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        for (const socket of open) socket.destroy();
      }),
  };
}

/**
 * @param {import('node:http').Server} server
 * @returns {ReadonlySet<import('node:net').Socket>} The connections that are open, also those that were upgraded.
 */
function trackConnections(server) {
  const open = new Set();
  server.on('connection', (socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  });
  return open;
}

/**
 * @param {SocketRoute} route
 * @param {Shop} shop
 */
function openSocketRoute(route, shop) {
  const endpoint = new WebSocketServer({ ...route.options, noServer: true });
  /** @type {(req: import('node:http').IncomingMessage, socket: import('node:stream').Duplex, head: Buffer) => void} */
  return (req, socket, head) =>
    endpoint.handleUpgrade(req, socket, head, (client) => {
      client.on('error', (fault) => process.stderr.write(`${route.path}: ${fault.message}\n`));
      route.accept(client, { url: new URL(req.url ?? '/', 'http://shop'), params: {}, shop });
    });
}

const HTTP_ROUTES = ROUTES.flatMap((module) => module.http ?? []);

/**
 * @param {import('node:http').IncomingMessage} req
 * @param {import('node:http').ServerResponse} res
 * @param {Shop} shop
 */
async function answer(req, res, shop) {
  const url = new URL(req.url ?? '/', 'http://shop');
  try {
    const here = HTTP_ROUTES.map((route) => ({ route, params: matchPath(route.path, url.pathname) })).filter(
      (found) => found.params,
    );
    const found = here.find(
      ({ route }) => route.method === req.method || (route.method === 'GET' && req.method === 'HEAD'),
    );
    if (found?.params) return await found.route.handle(req, res, { url, params: found.params, shop });
    if (here.length === 0) return answerProblem(res, 404, 'Not found', `There is nothing at ${url.pathname}.`);
    res.setHeader('Allow', here.map(({ route }) => route.method).join(', '));
    answerProblem(res, 405, 'Method not allowed', `${url.pathname} does not take ${req.method}.`);
  } catch (fault) {
    process.stderr.write(`${req.method} ${url.pathname}: ${fault instanceof Error ? fault.stack : String(fault)}\n`);
    if (res.headersSent) res.destroy();
    else answerProblem(res, 500, 'Server error', 'The shop fell over. Its log says where.');
  }
}

/**
 * The values of a path pattern's `:names`; undefined where it does not match.
 * @param {string} pattern
 * @param {string} path
 * @returns {Record<string, string> | undefined}
 */
export function matchPath(pattern, path) {
  const wanted = pattern.split('/');
  const parts = path.split('/');
  if (wanted.length !== parts.length) return undefined;
  /** @type {Record<string, string>} */
  const params = {};
  for (const [i, part] of wanted.entries()) {
    const actual = parts[i] ?? '';
    if (part.startsWith(':')) params[part.slice(1)] = decodeURIComponent(actual);
    else if (part !== actual) return undefined;
  }
  return params;
}
