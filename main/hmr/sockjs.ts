// HMR: undoes the framing of SockJS (its protocol's section on frames): `o` open, `h` heartbeat, `a[...]` messages, `m"..."` one, `c[...]` close.
import { asTexts } from './json-value.ts';

/** Whether a connection's path is that of a SockJS WebSocket: three digits, a session, `websocket`. Its messages may still be bare. */
export function hasSockJsPath(path: string): boolean {
  return /\/\d{3}\/[^/]+\/websocket$/.test(path);
}

/** The messages of one frame; none for open, heartbeat and close. undefined where it is no SockJS frame. */
export function unframe(text: string): readonly string[] | undefined {
  if (text === 'o' || text === 'h') return [];
  const kind = text[0];
  if (kind !== 'a' && kind !== 'm' && kind !== 'c') return undefined;
  try {
    const value: unknown = JSON.parse(text.slice(1));
    if (kind === 'c') return Array.isArray(value) ? [] : undefined;
    if (kind === 'm') return typeof value === 'string' ? [value] : undefined;
    return Array.isArray(value) ? asTexts(value) : undefined;
  } catch {
    return undefined;
  }
}
