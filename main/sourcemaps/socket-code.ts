// Source maps: code that a dev server sent inside WebSocket messages (Turbopack, Parcel), found by the name it was evaluated under. Runs on the maps' thread.
import type { HmrRecord } from '../model/hmr.ts';
import type { SessionReader } from '../model/protocol.ts';
import { findMapComment } from './map-reference.ts';

/** What of a session is asked for here. */
export type MessageReader = Pick<SessionReader, 'hmrRows' | 'frame'>;

/** A module as a message brought it. */
export interface SocketModule {
  /** What names its place: an address as the server wrote it, or the path of a `sourceURL`. */
  readonly name: string;
  /** A map's text, or where it is: a `data:` URL. */
  readonly map?: { readonly text: string } | { readonly url: string };
}

/** Messages whose modules are known by name; beyond it the oldest are forgotten. */
export const SOCKET_MESSAGES_LIMIT = 2_000;
const PAGE = 1_000;
const DIALECTS: ReadonlySet<HmrRecord['dialect']> = new Set(['next', 'parcel']);

interface Message {
  readonly frameId: string;
  readonly at: number;
  readonly names: readonly string[];
}

export class SocketCode {
  readonly #reader: MessageReader;
  #messages: Message[] = [];
  #last: string | undefined;

  constructor(reader: MessageReader) {
    this.#reader = reader;
  }

  /** The module that was evaluated under an address, from the last message before an instant, else the first after it. */
  async find(url: string, at = Infinity): Promise<SocketModule | undefined> {
    await this.#catchUp();
    const holds = ({ names }: Message): boolean => names.some((name) => isNamed(url, name));
    const message =
      this.#messages.findLast((each) => each.at <= at && holds(each)) ?? this.#messages.find((each) => holds(each));
    if (!message) return undefined;
    return (await this.#read(message.frameId)).findLast(({ name }) => isNamed(url, name));
  }

  async #catchUp(): Promise<void> {
    for (;;) {
      const after = this.#last === undefined ? {} : { afterId: this.#last };
      const { rows } = await this.#reader.hmrRows({ ...after, limit: PAGE });
      for (const row of rows) {
        this.#last = row.id;
        if (row.frameId === undefined || row.type !== 'update' || !DIALECTS.has(row.dialect)) continue;
        const names = (await this.#read(row.frameId)).map(({ name }) => name);
        if (names.length > 0) this.#messages.push({ frameId: row.frameId, at: row.at, names });
      }
      if (this.#messages.length > SOCKET_MESSAGES_LIMIT) this.#messages = this.#messages.slice(-SOCKET_MESSAGES_LIMIT);
      if (rows.length < PAGE) return;
    }
  }

  async #read(frameId: string): Promise<readonly SocketModule[]> {
    const frame = await this.#reader.frame(frameId);
    return frame?.text === undefined ? [] : parseSocketModules(frame.text);
  }
}

/** The modules in a message's text; none where it is no message of these servers, or was cut. */
export function parseSocketModules(text: string): readonly SocketModule[] {
  let message: unknown;
  try {
    message = JSON.parse(text);
  } catch {
    // Only the head was kept.
    return [];
  }
  return [...listOf(message, 'data').flatMap(turbopackModules), ...listOf(message, 'assets').flatMap(parcelModule)];
}

/** `instruction.merged[].entries`, each with `code`, `url` and `map`; it is evaluated under that address below the chunks' base. */
function turbopackModules(item: unknown): SocketModule[] {
  return listOf(field(item, 'instruction'), 'merged').flatMap((part) =>
    Object.values(objectOf(field(part, 'entries'))).flatMap((entry) => {
      const url = field(entry, 'url');
      const map = field(entry, 'map');
      if (typeof url !== 'string') return [];
      return [{ name: `/${url}`, ...(typeof map === 'string' ? { map: { text: map } } : {}) }];
    }),
  );
}

const SOURCE_URL = /^\/\/# sourceURL=(\S+)\s*$/m;

/** `assets[]` with `output`, which names itself and has its map in it. */
function parcelModule(asset: unknown): SocketModule[] {
  const output = field(asset, 'output');
  if (typeof output !== 'string') return [];
  const name = SOURCE_URL.exec(output)?.[1];
  const url = findMapComment(output);
  return name === undefined ? [] : [{ name, ...(url === undefined ? {} : { map: { url } }) }];
}

/** Turbopack's runtime encodes the address once more. */
function isNamed(url: string, name: string): boolean {
  return url === name || url.endsWith(name) || url.endsWith(encodeURI(name));
}

function field(value: unknown, name: string): unknown {
  return objectOf(value)[name];
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}

function listOf(value: unknown, name: string): readonly unknown[] {
  const list = field(value, name);
  return Array.isArray(list) ? list : [];
}
