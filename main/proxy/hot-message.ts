// Proxy: how a custom event is written for each kind of development client, so that it hears it or lets it pass.
import type { HmrDialect } from '../model/hmr.ts';

/** The most text of an event's data, as JSON, in bytes. */
export const EVENT_LIMIT_BYTES = 64 * 1024;
/** The longest name of an event, in characters. */
export const EVENT_NAME_LIMIT = 64;

/** Messages of the servers themselves; a client would act on an event of such a name. */
const SERVER_WORDS = new Set(
  (
    'hot liveReload invalid hash logging overlay reconnect progress progress-update ok still-ok warnings errors error ' +
    'static-changed content-changed close building built sync reload full-reload early-update resolved-client-error ' +
    'connected update prune ping custom'
  ).split(' '),
);

/** Whether a name may be given to an event: letters, digits and `_ : . / @ -`, and no word of the servers' own. */
export function isEventName(name: string): boolean {
  return (
    name.length <= EVENT_NAME_LIMIT && /^[A-Za-z][\w:./@-]*$/.test(name) && !SERVER_WORDS.has(name) && !(name in {})
  );
}

/** One event. */
export interface HotEvent {
  readonly name: string;
  /** Any JSON value. */
  readonly data: unknown;
}

/** Why a client of a dialect gets none; undefined where it does. */
export function refusesEvents(dialect: HmrDialect): string | undefined {
  switch (dialect) {
    case 'next':
      return "Next.js's client takes no events of others.";
    case 'parcel':
      return "Parcel's client takes no events of others.";
    case 'vite':
    case 'rspack':
    case 'webpack-dev-server':
    case 'webpack-hot-middleware':
      return undefined;
  }
}

/** The text of a message. webpack's clients go by `type` or `action`, the newer ones hand what they do not know to subscribers. */
export function toHotText(dialect: HmrDialect, { name, data }: HotEvent): string {
  if (dialect === 'vite') return JSON.stringify({ type: 'custom', event: name, data });
  if (dialect === 'rspack') return JSON.stringify({ type: 'custom', data: { event: name, data } });
  return JSON.stringify({ type: name, action: name, data });
}

/** A text message of a server in one frame: final, not masked, not compressed (RFC 6455 section 5.2, RFC 7692 section 6). */
export function toTextFrame(text: string): Buffer {
  const payload = Buffer.from(text);
  const size = payload.byteLength;
  const head = Buffer.alloc(size < 126 ? 2 : size < 65_536 ? 4 : 10);
  head[0] = 0x81;
  if (size < 126) head[1] = size;
  else if (size < 65_536) {
    head[1] = 126;
    head.writeUInt16BE(size, 2);
  } else {
    head[1] = 127;
    head.writeBigUInt64BE(BigInt(size), 2);
  }
  return Buffer.concat([head, payload]);
}

/** A message as a server-sent event; JSON has no line ends in it. */
export function toServerSentEvent(text: string): Buffer {
  return Buffer.from(`data: ${text}\n\n`);
}

/** Whether messages on this path are framed by SockJS: three digits, a session, `websocket`. */
export function isSockJs(path: string): boolean {
  return /\/\d{3}\/[^/]+\/websocket$/.test(path.replace(/\?.*$/s, ''));
}

/** One message in a frame of SockJS. */
export function toSockJs(text: string): string {
  return `a${JSON.stringify([text])}`;
}
