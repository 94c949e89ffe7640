// Demo, back end: plain HTTP and WebSocket. What it answers is in routes/, one module for each kind of traffic.
import { createServer } from 'node:http';
import { WebSocketServer } from 'ws';
import { answerProblem } from './answer.mjs';
import { SILENT } from './log.mjs';
import { countRequest, METRICS_PATH } from './metrics.mjs';
import { ROUTES } from './routes/list.mjs';
import { Shop } from './shop.mjs';
import { traceRequest } from './telemetry.mjs';

/**
 * @typedef {object} Context What a handler gets beside request and answer.
 * @property {URL} url
 * @property {Readonly<Record<string, string>>} params Values of the path's `:names`.
 * @property {Shop} shop
 * @property {import('./log.mjs').Log} log
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
 * @param {{ port?: number, host?: string, log?: import('./log.mjs').Log }} [options] Port 0, the default, takes a free one.
 * @returns {Promise<Backend>}
 */
export async function createBackend({ port = 0, host = '127.0.0.1', log = SILENT } = {}) {
  const shop = new Shop();
  shop.setMaxListeners(0);
  const server = createServer((req, res) => void answer(req, res, { shop, log }));
  const sockets = new Map(
    ROUTES.flatMap((module) => module.sockets ?? []).map((route) => [
      route.path,
      openSocketRoute(route, { shop, log }),
    ]),
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
 * @param {Pick<Context, 'shop' | 'log'>} parts
 */
function openSocketRoute(route, { shop, log }) {
  const endpoint = new WebSocketServer({ ...route.options, noServer: true });
  /** @type {(req: import('node:http').IncomingMessage, socket: import('node:stream').Duplex, head: Buffer) => void} */
  return (req, socket, head) =>
    endpoint.handleUpgrade(req, socket, head, (client) => {
      client.on('error', (fault) => log.warn({ err: fault, path: route.path }, 'socket failed'));
      route.accept(client, { url: new URL(req.url ?? '/', 'http://shop'), params: {}, shop, log });
    });
}

const HTTP_ROUTES = ROUTES.flatMap((module) => module.http ?? []);

/**
 * @param {import('node:http').IncomingMessage} req
 * @param {import('node:http').ServerResponse} res
 * @param {Pick<Context, 'shop' | 'log'>} parts
 */
function answer(req, res, { shop, log }) {
  const startedAt = performance.now();
  const { method = 'GET' } = req;
  const url = new URL(req.url ?? '/', 'http://shop');
  const here = HTTP_ROUTES.map((route) => ({ route, params: matchPath(route.path, url.pathname) })).filter(
    ({ params }) => params,
  );
  const pattern = here[0]?.route.path ?? '';
  // Being watched is not the shop's work: it is neither traced nor counted nor logged.
  if (pattern === METRICS_PATH) return handle(req, res, here, { url, shop, log });
  const ended = () => {
    const latencyMs = performance.now() - startedAt;
    const { statusCode: status } = res;
    countRequest(method, pattern, status, latencyMs);
    const fields = {
      method,
      path: url.pathname,
      status,
      latency_ms: latencyMs,
      request_id: req.headers['x-request-id'],
    };
    log[status >= 500 ? 'error' : status >= 400 ? 'warn' : 'info'](fields, 'request');
  };
  return traceRequest(req, res, pattern, () => handle(req, res, here, { url, shop, log }), ended);
}

/**
 * @param {import('node:http').IncomingMessage} req
 * @param {import('node:http').ServerResponse} res
 * @param {readonly { route: HttpRoute, params: Record<string, string> | undefined }[]} here Routes of this path.
 * @param {Omit<Context, 'params'>} context
 */
async function handle(req, res, here, context) {
  const { url, log } = context;
  try {
    const found = here.find(
      ({ route }) => route.method === req.method || (route.method === 'GET' && req.method === 'HEAD'),
    );
    if (found?.params) return await found.route.handle(req, res, { ...context, params: found.params });
    if (here.length === 0) return answerProblem(res, 404, 'Not found', `There is nothing at ${url.pathname}.`);
    res.setHeader('Allow', here.map(({ route }) => route.method).join(', '));
    answerProblem(res, 405, 'Method not allowed', `${url.pathname} does not take ${req.method}.`);
  } catch (fault) {
    log.error({ err: fault }, `${req.method} ${url.pathname}`);
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
