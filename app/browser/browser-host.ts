// Shell: the dashboard for a browser: a server on a free loopback port that answers only to who holds the run's token.
import { once } from 'node:events';
import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { LINK_PATH, UPLOAD_PATH, WORKSPACE_PARAMETER } from '../../main/model/link.ts';
import type { CommandResult, SessionReader } from '../../main/model/protocol.ts';
import type { Disposable } from '../../main/base/disposable.ts';
import { faultCode, faultMessage } from '../../main/base/fault.ts';
import { parseUrl } from '../../main/base/url.ts';
import type { Workspace } from '../host/workspace.ts';
import { newToken } from '../run/run-token.ts';
import { type BrowserWindows, createBrowserWindows } from './browser-windows.ts';
import { COMMON_HEADERS } from './content-security.ts';
import { type DashboardHandler, createDashboardHandler } from './dashboard-handler.ts';
import type { DownloadShelf } from './download-shelf.ts';
import { type Gate, createGate } from './gate.ts';
import { receiveUpload, uploadName } from './upload.ts';

/** What the server shows. */
export interface BrowserContent {
  workspace(id?: string): Workspace | undefined;
  reader(id?: string): SessionReader | undefined;
  /** Opens an uploaded file and gives its workspace's id. */
  openFile(path: string, name: string): Promise<string>;
  /** A path for an upload. */
  tempFile(name: string): Promise<string>;
  /** The last window of a workspace has gone. */
  unwatched?(workspaceId: string): void;
}

export interface BrowserHostOptions {
  readonly content: BrowserContent;
  readonly rendererFolder: string;
  readonly downloads: DownloadShelf;
  /** What lets a browser in; a new one where none is given. */
  readonly token?: string;
  readonly uploadLimit?: number;
  readonly pingIntervalMs?: number;
}

export interface BrowserHost extends Disposable {
  /** The address that lets a browser in; holds the token. */
  readonly url: string;
  readonly origin: string;
  close(): Promise<void>;
}

/** The address of a workspace's page, relative to the dashboard. */
export function workspaceLocation(workspaceId: string): string {
  return `/?${WORKSPACE_PARAMETER}=${workspaceId}`;
}

/** Starts the server. It listens on 127.0.0.1 alone, whatever the proxy listens on. */
export async function startBrowserHost(options: BrowserHostOptions): Promise<BrowserHost> {
  const server = createServer({ requestTimeout: 0 });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const dashboard = new DashboardServer(server, port, options);
  return { url: dashboard.url, origin: dashboard.origin, close: () => dashboard.close() };
}

class DashboardServer {
  readonly origin: string;
  readonly #server: Server;
  readonly #options: BrowserHostOptions;
  readonly #gate: Gate;
  readonly #windows: BrowserWindows;
  readonly #handler: DashboardHandler;

  constructor(server: Server, port: number, options: BrowserHostOptions) {
    const { content, rendererFolder, downloads, pingIntervalMs } = options;
    this.origin = `http://127.0.0.1:${port}`;
    this.#server = server;
    this.#options = options;
    this.#gate = createGate(port, options.token ?? newToken());
    this.#windows = createBrowserWindows({
      ...(pingIntervalMs === undefined ? {} : { pingIntervalMs }),
      onUnwatched: (id) => content.unwatched?.(id),
    });
    const reader = (id: string | undefined): SessionReader | undefined => content.reader(id);
    const socketOrigin = `ws://127.0.0.1:${port} ws://localhost:${port}`;
    this.#handler = createDashboardHandler({ rendererFolder, reader, downloads, socketOrigin });
    server.on('request', (request, response) => void this.#answer(request, response));
    server.on('upgrade', (request, socket, head) => {
      socket.on('error', () => socket.destroy());
      const url = this.#url(request);
      const refusal = this.#gate.check(request, 'strict');
      const workspace = url?.pathname === LINK_PATH ? content.workspace(workspaceId(url)) : undefined;
      if (refusal !== undefined || workspace === undefined) {
        const status = refusal?.status ?? 404;
        socket.end(`HTTP/1.1 ${status} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
      } else this.#windows.accept(request, socket, head, workspace);
    });
  }

  get url(): string {
    return `${this.origin}/?token=${this.#gate.token}`;
  }

  async close(): Promise<void> {
    await this.#windows.close();
    this.#server.close();
    this.#server.closeAllConnections();
    await this.#options.downloads.close();
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      await this.#route(request, response);
    } catch (error) {
      // The page went away while it was answered; there is nobody left to tell.
      if (response.headersSent) response.destroy();
      else sendText(response, 500, faultMessage(error));
    }
  }

  async #route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = this.#url(request);
    if (url === undefined) return sendText(response, 400, 'This address is not understood.');
    const upload = request.method === 'POST' && url.pathname === UPLOAD_PATH;
    const refusal = this.#gate.check(request, upload ? 'strict' : 'read');
    if (refusal !== undefined) return sendText(response, refusal.status, refusal.message);
    if (upload) return this.#upload(request, response, url);
    if (url.pathname === '/' && this.#gate.hasToken(request)) return this.#letIn(response, url);
    const asked = new Request(url, { method: request.method ?? 'GET' });
    await sendResponse(
      response,
      await this.#handler(asked, workspaceId(url) ?? refererWorkspace(request)),
      request.method === 'HEAD',
    );
  }

  /** Swaps the token in the address for a cookie, so that it is in no history, referrer or screenshot. */
  #letIn(response: ServerResponse, url: URL): void {
    url.searchParams.delete('token');
    const location = `/${url.search}`;
    response.writeHead(303, { ...COMMON_HEADERS, Location: location, 'Set-Cookie': this.#gate.cookie }).end();
  }

  async #upload(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    const { content, uploadLimit } = this.#options;
    let result: CommandResult;
    try {
      const name = uploadName(url.searchParams.get('name'));
      const path = await content.tempFile(name);
      await receiveUpload(request, path, uploadLimit);
      result = { ok: true, location: workspaceLocation(await content.openFile(path, name)) };
    } catch (error) {
      result = { ok: false, code: faultCode(error), message: faultMessage(error) };
    }
    const status = result.ok ? 200 : result.code === 'file-too-large' ? 413 : 400;
    // What was not read of a refused file would be taken for the next request.
    const headers = {
      ...COMMON_HEADERS,
      'Content-Type': 'application/json',
      ...(result.ok ? {} : { Connection: 'close' }),
    };
    if (!response.destroyed) response.writeHead(status, headers).end(JSON.stringify(result));
  }

  #url(request: IncomingMessage): URL | undefined {
    const target = request.url ?? '';
    return target.startsWith('/') ? parseUrl(`${this.origin}${target}`) : undefined;
  }
}

function workspaceId(url: URL): string | undefined {
  return url.searchParams.get(WORKSPACE_PARAMETER) ?? undefined;
}

/** The workspace of the page that asks, for addresses that do not name one. */
function refererWorkspace(request: IncomingMessage): string | undefined {
  const referer = request.headers.referer;
  const url = referer === undefined ? undefined : parseUrl(referer);
  return url === undefined ? undefined : workspaceId(url);
}

function sendText(response: ServerResponse, status: number, sentence: string): void {
  response
    .writeHead(status, { ...COMMON_HEADERS, 'Content-Type': 'text/plain; charset=utf-8', Connection: 'close' })
    .end(`${sentence}\n`);
}

async function sendResponse(to: ServerResponse, from: Response, headOnly: boolean): Promise<void> {
  to.writeHead(from.status, Object.fromEntries(from.headers));
  if (from.body === null || headOnly) {
    await from.body?.cancel();
    to.end();
    return;
  }
  await pipeline(Readable.fromWeb(from.body), to).catch((error: unknown) => {
    // The page went away; there is nobody left to tell.
    if (faultCode(error) !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
  });
}
