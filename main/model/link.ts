// Model: how a window reaches its host; what the renderer, the preload script and both shells agree on.

/**
 * What the preload script puts on `window.throughline`: one way to send a message (birpc, as JSON text) and one way to receive them.
 * Absent in a browser, where the link is a WebSocket at `linkAddress`.
 */
export interface PreloadBridge {
  post(message: string): void;
  /** Messages that came before the first listener are kept for it. */
  on(listener: (message: string) => void): void;
}

/** The property of `window` that holds the bridge. */
export const BRIDGE_NAME = 'throughline';

/** Where a browser opens the WebSocket of its link. */
export const LINK_PATH = '/link';

/**
 * Where a browser uploads a `.tline` or `.har` to open it: `POST /open?name=<file name>` with the file as body.
 * The answer is a `CommandResult` whose `location` is the window to go to.
 */
export const UPLOAD_PATH = '/open';

/** The query parameter of a window's address that names an opened file's workspace; without it a window shows the live one. */
export const WORKSPACE_PARAMETER = 'workspace';

/** The WebSocket address of a window in a browser, from its `location`. */
export function linkAddress(location: {
  readonly protocol: string;
  readonly host: string;
  readonly search: string;
}): string {
  return `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}${LINK_PATH}${location.search}`;
}

/** The address of a body (`bodyPath`) or of an upload in the window's own workspace, from its `location.search`. */
export function inWorkspace(path: string, search: string): string {
  const workspace = /[?&]workspace=([\w-]+)/.exec(search)?.[1];
  if (workspace === undefined) return path;
  return `${path}${path.includes('?') ? '&' : '?'}${WORKSPACE_PARAMETER}=${workspace}`;
}
