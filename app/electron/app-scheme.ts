// Electron shell: the window's own scheme. Serves the same addresses as the browser's server, to our windows only.
import { type Session, protocol } from 'electron';
import { WORKSPACE_PARAMETER } from '../../main/model/link.ts';
import type { SessionReader } from '../../main/model/protocol.ts';
import { createDashboardHandler } from '../browser/dashboard-handler.ts';
import { parseUrl } from '../../main/base/url.ts';

export const APP_SCHEME = 'app';
const APP_HOST = 'throughline';
export const APP_ORIGIN = `${APP_SCHEME}://${APP_HOST}`;

/** Whether an address is one of the app's own. (A URL's `origin` does not tell for schemes such as this.) */
export function isAppAddress(address: string): boolean {
  const url = parseUrl(address);
  return url?.protocol === `${APP_SCHEME}:` && url.host === APP_HOST;
}

/** Must be called before the app is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: APP_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } },
  ]);
}

/** Serves the scheme in a session. */
export function serveAppScheme(
  session: Session,
  rendererFolder: string,
  reader: (id?: string) => SessionReader | undefined,
): void {
  const handler = createDashboardHandler({ rendererFolder, reader });
  session.protocol.handle(APP_SCHEME, (request) => {
    const url = new URL(request.url);
    if (!isAppAddress(request.url)) return new Response('Not found.\n', { status: 404 });
    return handler(request, url.searchParams.get(WORKSPACE_PARAMETER) ?? undefined);
  });
}
