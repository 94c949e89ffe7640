// Source maps: the `place:line:column` at the end of a stack's line.
import type { RawFrame } from '../model/source-frame.ts';

type Place = Pick<RawFrame, 'url' | 'line' | 'column' | 'origin'>;

const PLACE = /^(.+?):(\d{1,10})(?::(\d{1,10}))?$/;
/** `http://host:5173` has a port, not a line. */
const BARE_ORIGIN = /^[a-z][a-z0-9+.-]*:\/\/[^/:]+:\d+$/i;
const WASM = /^(.*?)(?::|\[)?wasm-function\[(\d+)\](?::0x[0-9a-f]+)?$/i;

/** `url:line:column` taken apart; undefined where there is no line. */
export function parsePlace(text: string): Place | undefined {
  const wasm = WASM.exec(text);
  if (wasm) return { ...(wasm[1] ? { url: wasm[1] } : {}), origin: 'wasm' };
  if (BARE_ORIGIN.test(text)) return undefined;
  const [, url, line, column] = PLACE.exec(text) ?? [];
  if (url === undefined || !(Number(line) > 0)) return undefined;
  const place = { url, line: Number(line) };
  return Number(column) > 0 ? { ...place, column: Number(column) } : place;
}

/** A frame without the fields that are undefined or empty. */
export function toFrame(raw: string, functionName: string | undefined, place: Place): RawFrame {
  return { raw: raw.trim(), ...(functionName ? { functionName } : {}), ...place };
}
