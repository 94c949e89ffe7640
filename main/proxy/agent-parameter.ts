// Proxy: what the page agent says in a request's query where it can set no field; taken out before anything else looks.
import { AGENT_PARAMETER } from '../model/page-report.ts';
import { isForeign } from './reserved-post.ts';
import type { RequestHead } from './request-head.ts';
import { rawValue } from './retrying-client.ts';

const NAMED = `${AGENT_PARAMETER}=`;
/** Version 00 of `traceparent` (W3C Trace Context level 2, section 3.2.2), without the ids that are forbidden. */
const TRACEPARENT = /^00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/;

/** What the agent said. */
export interface AgentWord {
  /** The value of a `traceparent` field. */
  readonly traceparent?: string;
  /** The origin that the page itself aimed at: `http(s)://` or `ws(s)://`, host and port. */
  readonly aimedAt?: string;
}

/**
 * The head without the agent's parameter. What it said of the trace becomes a field as the browser would have sent it;
 * where it aimed at is kept beside. Pages of other origins are not listened to, though their parameter is taken out too.
 */
export function withoutAgentParameter(head: RequestHead): RequestHead {
  // Most requests end here.
  if (!head.path.includes(NAMED)) return head;
  const [path, value] = splitPath(head.path);
  if (value === undefined) return head;
  const { traceparent, aimedAt } = isFromElsewhere(head) ? {} : parseAgentWord(value);
  const traced = traceparent !== undefined && rawValue(head.rawHeaders, 'traceparent') === '';
  return {
    ...head,
    path,
    ...(aimedAt === undefined ? {} : { aimedAt }),
    ...(traced ? { tracedByAgent: true, rawHeaders: [...head.rawHeaders, 'traceparent', traceparent] } : {}),
  };
}

/** The path with all else as it was, and the parameter's last value as it stands there. */
function splitPath(path: string): [path: string, value: string | undefined] {
  const at = path.indexOf('?');
  if (at === -1) return [path, undefined];
  let value: string | undefined;
  const kept = path
    .slice(at + 1)
    .split('&')
    .filter((pair) => {
      if (!pair.startsWith(NAMED)) return true;
      value = pair.slice(NAMED.length);
      return false;
    });
  const start = path.slice(0, at);
  return [kept.length === 0 ? start : `${start}?${kept.join('&')}`, value];
}

/** `t:<traceparent>;u:<origin>`, percent-encoded; parts that can't be read count as absent. */
export function parseAgentWord(value: string): AgentWord {
  const word: { traceparent?: string; aimedAt?: string } = {};
  for (const part of decode(value).split(';')) {
    const said = part.slice(2);
    if (part.startsWith('t:') && TRACEPARENT.test(said)) word.traceparent = said;
    if (part.startsWith('u:') && /^(?:https?|wss?):\/\/[^/?#@]+$/i.test(said)) word.aimedAt = said;
  }
  return word;
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return '';
  }
}

/** A page of this proxy asks its own origin; browsers that say so at all say `same-origin`, and sockets name the page's origin. */
function isFromElsewhere(head: RequestHead): boolean {
  const site = rawValue(head.rawHeaders, 'sec-fetch-site');
  return isForeign(head) || (site !== '' && site !== 'same-origin');
}
