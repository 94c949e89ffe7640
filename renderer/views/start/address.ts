// Renderer view: what a person types for a target → an address, or why it is none.

/** `3000`, `localhost:3000` and full http or https addresses are taken; anything else is undefined. */
export function parseAddress(text: string): string | undefined {
  const typed = text.trim();
  if (typed === '' || /\s/.test(typed)) return undefined;
  const full = /^\d{1,5}$/.test(typed)
    ? `http://localhost:${typed}`
    : /^[a-z][a-z0-9+.-]*:\/\//i.test(typed)
      ? typed
      : `http://${typed}`;
  try {
    const url = new URL(full);
    if ((url.protocol !== 'http:' && url.protocol !== 'https:') || url.hostname === '') return undefined;
    return url.pathname === '/' && url.search === '' ? url.origin : url.href;
  } catch {
    return undefined;
  }
}
