// Demo, front end: WebSocket addresses on the page's own origin.

/** `ws:` or `wss:` as the page came, on the same host and port. */
export function socketUrl(path: string, page: { protocol: string; host: string } = location): string {
  return `${page.protocol === 'https:' ? 'wss:' : 'ws:'}//${page.host}${path}`;
}
