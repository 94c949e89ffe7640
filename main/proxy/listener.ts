// Proxy: the server that browsers connect to: HTTP, or TLS with HTTP/2 and HTTP/1.1 by ALPN.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createSecureServer, type Http2SecureServer } from 'node:http2';
import type { Socket } from 'node:net';
import type { Certificate } from './certificate.ts';
import type { ClientRequestMessage } from './client-connection.ts';
import { MAX_HEAD_BYTES } from './forwarder.ts';
import type { ClientResponse } from './response-head.ts';

/** A browser's idle connection is kept this long, in milliseconds. */
const KEEP_ALIVE_MS = 60_000;

/** What comes in. */
export interface ListenerHandler {
  request(request: ClientRequestMessage, response: ClientResponse, expectsContinue: boolean): void;
  upgrade(request: IncomingMessage, socket: Socket, firstBytes: Buffer): void;
}

/** A listening server. */
export interface Listener {
  readonly port: number;
  /** Reads a connection's bytes anew, as if it had just been made. */
  adopt(socket: Socket): void;
  close(): Promise<void>;
}

/** Starts to listen; rejects with the system's error where that fails. */
export async function listen(
  address: { readonly host: string; readonly port: number },
  certificate: Certificate | undefined,
  handler: ListenerHandler,
): Promise<Listener> {
  const server = certificate ? createSecure(certificate) : createServer({ maxHeaderSize: MAX_HEAD_BYTES });
  configure(server);
  attach(server, handler);
  const sockets = trackSockets(server);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(address.port, address.host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  const bound = server.address();
  return {
    port: typeof bound === 'object' && bound ? bound.port : address.port,
    adopt: (socket) => void server.emit(certificate ? 'secureConnection' : 'connection', socket),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

function createSecure({ key, cert }: Certificate): Http2SecureServer {
  // Newer versions of Node.js take the limit for HTTP/1 in `http1Options`, older ones beside the rest.
  const limits = { maxHeaderSize: MAX_HEAD_BYTES, http1Options: { maxHeaderSize: MAX_HEAD_BYTES } };
  return createSecureServer({
    key,
    cert,
    allowHTTP1: true,
    settings: { maxHeaderListSize: MAX_HEAD_BYTES },
    ...limits,
  });
}

function configure(server: Server | Http2SecureServer): void {
  Object.assign(server, {
    keepAliveTimeout: KEEP_ALIVE_MS,
    // An upload may take as long as it takes.
    requestTimeout: 0,
    // A number would drop fields without a word; the head's size is limited.
    maxHeadersCount: 0,
    // A browser that has only finished sending gets its answer; `ClientConnection` tells when it is gone.
    httpAllowHalfOpen: true,
  });
}

function attach(server: Server | Http2SecureServer, handler: ListenerHandler): void {
  const plain = server as Server;
  plain.on('request', (request, response) => handler.request(request, response, false));
  plain.on('checkContinue', (request, response) => handler.request(request, response, true));
  plain.on('checkExpectation', (request, response) => handler.request(request, response, false));
  plain.on('clientError', (error, socket) => refuseBytes(error, socket as Socket));
  plain.on('upgrade', (request, socket, firstBytes) => handler.upgrade(request, socket as Socket, firstBytes));
}

const REFUSALS: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  HPE_CHUNK_EXTENSIONS_OVERFLOW: '413 Payload Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
};

/**
 * Bytes that are no request. What follows a request that closes its connection is left unread, as the requests before it
 * still get their answers (RFC 9112 section 9.6); all else is refused, but never within an answer that has begun.
 */
function refuseBytes(error: Error, socket: Socket): void {
  const code = 'code' in error ? String(error.code) : '';
  if (code === 'HPE_CLOSED_CONNECTION' && !socket.destroyed) return;
  const { _httpMessage: answer } = socket as Socket & { readonly _httpMessage?: ServerResponse | null };
  if (socket.writable && answer?.headersSent !== true) {
    socket.write(`HTTP/1.1 ${REFUSALS[code] ?? '400 Bad Request'}\r\nConnection: close\r\n\r\n`);
  }
  socket.destroy(error);
}

function trackSockets(server: Server | Http2SecureServer): ReadonlySet<Socket> {
  const sockets = new Set<Socket>();
  (server as Server).on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  return sockets;
}
