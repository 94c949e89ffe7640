// The engine's side of development events that people and programs send into pages: who may, what is taken, what is answered.
import { createHash, timingSafeEqual } from 'node:crypto';
import { Fault } from './base/fault.ts';
import { EVENT_LIMIT_BYTES, EVENT_NAME_LIMIT, isEventName, type HotEvent } from './proxy/hot-message.ts';
import type { HotDelivery } from './proxy/hot-streams.ts';
import type { Asker, ReservedPost, ReservedReply } from './proxy/reserved-post.ts';

/** Where events are posted. */
export const HMR_PATH = '/__throughline/hmr';
/** The name of events that are given none. */
export const DEFAULT_EVENT = 'devlog';

/** What became of an event. */
export interface HmrSent {
  /** Connections it went to. */
  readonly sent: number;
  /** All that a development client listens on. */
  readonly connections: readonly HotDelivery[];
  /** Why it went to none. */
  readonly message?: string;
}

/** Answers posts of `{event?, data}` from whoever knows the token; nobody does where there is none. */
export function createHmrPost(token: string | undefined, send: (event: HotEvent) => Promise<HmrSent>): ReservedPost {
  const admit = (asker: Asker): ReservedReply | undefined =>
    token !== undefined && holdsToken(asker, token) ? undefined : refusal(401, 'token-wrong', whichToken(token));
  const answer = async (content: Buffer): Promise<ReservedReply> => {
    let event: HotEvent;
    try {
      event = parsePosted(content);
    } catch (error) {
      if (error instanceof Fault) return refusal(400, error.code, error.message);
      throw error;
    }
    return { status: 200, value: await send(event) };
  };
  return { limitBytes: EVENT_LIMIT_BYTES, admit, answer };
}

function whichToken(token: string | undefined): string {
  return token === undefined
    ? 'This run has no token; start it with the environment variable THROUGHLINE_TOKEN set to one.'
    : "Send the run's token as `Authorization: Bearer <token>`; it is in the dashboard's address, or what THROUGHLINE_TOKEN was.";
}

function parsePosted(content: Buffer): HotEvent {
  let value: unknown;
  try {
    value = JSON.parse(content.toString('utf8'));
  } catch {
    throw new Fault('hmr-event-invalid', 'What was posted is no JSON; send {"event": "devlog", "data": {…}}.');
  }
  if (typeof value !== 'object' || value === null || !('data' in value)) {
    throw new Fault('hmr-event-invalid', 'What was posted has no data; send {"event": "devlog", "data": {…}}.');
  }
  return toEvent('event' in value ? value.event : DEFAULT_EVENT, value.data);
}

/** An event that may be sent; throws a `Fault` that says what is wrong with it. */
export function toEvent(name: unknown, data: unknown): HotEvent {
  if (typeof name !== 'string' || !isEventName(name)) {
    throw new Fault(
      'hmr-event-invalid',
      `The event's name must begin with a letter, have ${EVENT_NAME_LIMIT} characters at most, and be none of the servers' own, such as "update" or "ok".`,
    );
  }
  const json = JSON.stringify(data) as string | undefined;
  if (json === undefined || Buffer.byteLength(json) > EVENT_LIMIT_BYTES) {
    throw new Fault('hmr-event-invalid', `The event's data must be JSON of ${EVENT_LIMIT_BYTES} bytes at most.`);
  }
  return { name, data };
}

/** Counts what was sent and says why where nothing was. */
export function toHmrSent(connections: readonly HotDelivery[]): HmrSent {
  const sent = connections.filter((delivery) => delivery.sent).length;
  if (sent > 0) return { sent, connections };
  const [first] = connections;
  const message =
    first === undefined
      ? 'No page with a development client is connected through the proxy.'
      : `Nothing was sent: ${first.reason ?? ''}`;
  return { sent, connections, message };
}

function holdsToken({ path, rawHeaders }: Asker, token: string): boolean {
  const query = path.indexOf('?');
  const inQuery = query === -1 ? null : new URLSearchParams(path.slice(query)).get('token');
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
    if (rawHeaders[i]?.toLowerCase() !== 'authorization') continue;
    const given = /^bearer +(\S+)\s*$/i.exec(rawHeaders[i + 1] ?? '')?.[1];
    if (given !== undefined) return isSame(given, token);
  }
  return inQuery !== null && isSame(inQuery, token);
}

/** Takes the same time wherever the two differ. */
function isSame(given: string, token: string): boolean {
  return timingSafeEqual(digest(given), digest(token));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function refusal(status: number, code: string, message: string): ReservedReply {
  return { status, value: { error: { code, message } } };
}
