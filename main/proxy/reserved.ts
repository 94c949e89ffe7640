// Proxy: the paths that the proxy answers itself. They are never forwarded and never captured.
import { toJsonAnswer, type OwnAnswer } from './failure-page.ts';
import { toAgentAnswer, type PageAgent } from './inject/page-agent.ts';
import { MAP_PATH, type RemoteMaps } from './map-repair/remote-maps.ts';
import { isLoopback } from './loopback.ts';
import type { RequestHead } from './request-head.ts';
import { isForeign, mayPost, toPreflightAnswer, type ReservedPost, type ReservedPosts } from './reserved-post.ts';

const RESERVED = '/__throughline';

/** True for `/__throughline` and everything under it. */
export function isReserved(path: string): boolean {
  if (!path.startsWith(RESERVED)) return false;
  const next = path.charAt(RESERVED.length);
  return next === '' || next === '/' || next === '?';
}

/** What the proxy knows of itself. */
export interface ReservedSetting {
  readonly version: string;
  /** The address it was told to listen on. */
  readonly boundHost: string;
  /** What else answers; given by those who build the proxy. */
  readonly posts: ReservedPosts;
  /** What pages load; absent where they get none. */
  readonly agent?: PageAgent;
  /** Source maps at other origins that scripts named. */
  readonly maps?: RemoteMaps;
}

/** An answer that takes its time; it never rejects. */
export interface ReservedLoad {
  readonly load: () => Promise<OwnAnswer>;
}

/**
 * The answer for a reserved path, or what gives it once the request's content is read. `localAddress` is the address the connection came in on; a `Host` that is neither that,
 * nor the bound one, nor a loopback name belongs to a page elsewhere whose name was pointed at this machine.
 */
export function toReservedAnswer(
  head: Pick<RequestHead, 'method' | 'path' | 'hostname' | 'authority' | 'rawHeaders'>,
  localAddress: string,
  setting: ReservedSetting,
): OwnAnswer | ReservedPost | ReservedLoad {
  const { hostname, method, path } = head;
  if (!isLoopback(hostname) && hostname !== setting.boundHost.toLowerCase() && hostname !== localAddress) {
    return refusal(403, 'host-refused', `The host "${hostname}" is not this proxy's; use localhost or its address.`);
  }
  const name = path.replace(/\?.*$/s, '');
  const post = setting.posts.get(name);
  if (post) {
    if (method === 'OPTIONS' && post.alsoFrom && mayPost(head, post)) return toPreflightAnswer(head.rawHeaders);
    if (method !== 'POST') return refusal(405, 'method-refused', `${name} answers POST only, not ${method}.`);
    if (mayPost(head, post)) return post;
    return refusal(403, 'origin-refused', `${name} answers programs and the pages of this proxy, not other origins.`);
  }
  const agent = setting.agent && toAgentAnswer(setting.agent, path);
  const maps = name.startsWith(MAP_PATH) ? setting.maps : undefined;
  if (name !== `${RESERVED}/health` && !agent && !maps) {
    return refusal(
      404,
      'reserved-path-unknown',
      `Throughline answers nothing at ${name}; it keeps ${RESERVED}/ to itself.`,
    );
  }
  if (method !== 'GET' && method !== 'HEAD') {
    return refusal(405, 'method-refused', `${name} answers GET only, not ${method}.`);
  }
  if (maps && isForeign(head)) {
    return refusal(403, 'origin-refused', `${name} answers programs and the pages of this proxy, not other origins.`);
  }
  if (maps) return { load: () => maps.answer(name.slice(MAP_PATH.length)) };
  return agent ?? toJsonAnswer(200, { version: setting.version });
}

function refusal(status: number, code: string, message: string): OwnAnswer {
  return toJsonAnswer(status, { error: { code, message } });
}
