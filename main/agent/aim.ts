// Page agent: where a request is headed, and by which address it comes to the proxy.
import { AGENT_PARAMETER, type BypassItem } from '../model/page-report.ts';
import { cut, LIST_LIMIT, ORIGIN } from './base.ts';
import type { Push } from './draft.ts';
import type { Setting } from './setting.ts';
import type { TraceParent } from './trace.ts';

type Via = BypassItem['via'];

export interface Aim {
  /** The address as the page means it. */
  readonly url: string;
  /** The address to use in its place; empty where that is as well. */
  readonly address: string;
  /** It goes to the page's own origin anyway. */
  readonly isOwn: boolean;
}

/** Tells where a request goes; nothing where it is none of the agent's business. */
export type TakeAim = (address: unknown, via: Via, canBring?: boolean) => Aim | undefined;

const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\]|0\.0\.0\.0)$/;

/** The same for all names of one origin: those of loopback, and `ws` for `http`. */
export const toKey = ({ protocol, hostname, port }: URL): string =>
  `${protocol.replace('ws', 'http')}//${hostname.replace(LOOPBACK, 'localhost')}:${port}`;

export function createAim({ origins }: Setting, push: Push, traceparent: TraceParent | undefined): TakeAim {
  const known = new Map(origins.map((origin) => [toKey(new URL(origin)), origin]));
  const told = new Set<string>();
  const page = toKey(new URL(ORIGIN));

  return (address, via, canBring = true) => {
    const target = new URL(String(address), document.baseURI);
    const isSocket = via === 'websocket' || via === 'eventsource';
    const own = via === 'websocket' ? ORIGIN.replace('http', 'ws') : ORIGIN;
    if (via === 'websocket') target.protocol = target.protocol.replace('http', 'ws');
    const { pathname, search, href: url } = target;
    const isOwn = target.origin === own;
    let origin: string | undefined;
    if (!isOwn) {
      const key = toKey(target);
      origin = known.get(key);
      if (key === page || !(origin || (isSocket && LOOPBACK.test(target.hostname)))) return undefined;
      const brought = Boolean(origin && canBring);
      if (told.size < LIST_LIMIT && !told.has(url)) {
        told.add(url);
        push({ type: 'bypass', url: cut(url), via, brought });
      }
      if (!brought) return undefined;
    }
    const words = [origin && `u:${origin}`, isSocket && traceparent && `t:${traceparent()}`].filter(Boolean).join(';');
    return {
      url,
      isOwn,
      address: words && `${own}${pathname}${search}${search ? '&' : '?'}${AGENT_PARAMETER}=${words}`,
    };
  };
}
