// Shell: every address of the dashboard that is only read: its files, captured bodies and downloads. Shared by the
// browser's server and the window's own scheme; who may ask is checked before.
import { type BodySide } from '../../main/model/exchange.ts';
import type { SessionReader } from '../../main/model/protocol.ts';
import { faultMessage } from '../../main/base/fault.ts';
import { bodyResponse } from './body-response.ts';
import { COMMON_HEADERS, dashboardPolicy } from './content-security.ts';
import { DOWNLOAD_PATH, type DownloadShelf } from './download-shelf.ts';
import { rendererFile } from './renderer-files.ts';

export interface DashboardHandlerOptions {
  /** Folder of the built renderer. */
  readonly rendererFolder: string;
  /** The reader of a workspace; undefined where it has none, or where there is no such workspace. */
  readonly reader: (workspaceId: string | undefined) => SessionReader | undefined;
  readonly downloads?: DownloadShelf;
  /** Where the page's WebSocket goes, for its policy. */
  readonly socketOrigin?: string;
}

/** Answers a request for the workspace that it is about. Never rejects. */
export type DashboardHandler = (request: Request, workspaceId: string | undefined) => Promise<Response>;

const BODY = /^\/body\/([\w-]{1,64})\/(request|response)$/;

export function createDashboardHandler(options: DashboardHandlerOptions): DashboardHandler {
  const policy = dashboardPolicy(options.socketOrigin);
  const answer = async (request: Request, workspaceId: string | undefined): Promise<Response> => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return text('Only GET is answered here.', 405);
    const url = new URL(request.url);
    const body = BODY.exec(url.pathname);
    if (body !== null) {
      const reader = options.reader(workspaceId);
      if (reader === undefined) return text('There is no session here.', 404);
      return bodyResponse(reader, body[1] ?? '', body[2] as BodySide, url.searchParams.has('raw'));
    }
    if (url.pathname.startsWith(DOWNLOAD_PATH) && options.downloads !== undefined) {
      return options.downloads.take(url.pathname.slice(DOWNLOAD_PATH.length));
    }
    // Browsers ask for it unasked; the page brings its own mark.
    if (url.pathname === '/favicon.ico') return new Response(null, { status: 204 });
    return rendererFile(options.rendererFolder, url.pathname, policy);
  };
  return async (request, workspaceId) => {
    const response = await answer(request, workspaceId).catch((error: unknown) => text(faultMessage(error), 500));
    for (const [name, value] of Object.entries(COMMON_HEADERS)) response.headers.set(name, value);
    if (!response.headers.has('Content-Security-Policy'))
      response.headers.set('Content-Security-Policy', "default-src 'none'");
    return response;
  };
}

function text(sentence: string, status: number): Response {
  return new Response(`${sentence}\n`, { status, headers: { 'Content-Type': 'text/plain; charset=utf-8' } });
}
