// Page agent: `fetch` and XMLHttpRequest: trace context on what goes to the page's own origin, and the way back for what goes round the proxy.
import { replace, Request, safely } from './base.ts';
import type { TakeAim } from './aim.ts';
import type { TraceParent } from './trace.ts';

const FIELD = 'traceparent';

/** Shows the address that the page asked for. */
export function showAddress<T extends object>(owner: T, key: string, value: string | undefined): T {
  return Object.defineProperty(owner, key, { configurable: true, value });
}

interface Prepared {
  readonly args: readonly unknown[];
  /** Of a request brought back. */
  readonly url?: string;
}

export function watchFetch(takeAim: TakeAim, traceparent: TraceParent | undefined): void {
  const withTrace = (request: Request): Request => {
    if (traceparent && request.mode !== 'no-cors' && !request.headers.has(FIELD))
      request.headers.set(FIELD, traceparent());
    return request;
  };
  const prepare = ([input, init]: [RequestInfo | URL, RequestInit?]): Prepared | undefined => {
    const given = input instanceof Request ? input : undefined;
    if (!given && typeof input !== 'string' && !(input instanceof URL)) return undefined;
    const mode = init?.mode ?? given?.mode;
    // A request object may hold content, which can't be aimed anew.
    const canBring = mode !== 'no-cors' && (given?.method ?? 'GET') === 'GET';
    const aim = takeAim(given?.url ?? input, 'fetch', canBring);
    if (aim?.isOwn) return traceparent ? { args: [withTrace(new Request(input, init))] } : undefined;
    if (!aim?.address) return undefined;
    const request = new Request(aim.address, given ? new Request(given, init) : init);
    // Cookies go where they would have gone.
    const credentials = request.credentials === 'include' ? 'include' : 'omit';
    return { args: [withTrace(new Request(request, { credentials }))], url: aim.url };
  };
  replace(window, 'fetch', (call, args) => {
    const next = safely(() => prepare(args as [RequestInfo | URL, RequestInit?]));
    const result = call(next?.args ?? args) as Promise<Response>;
    return next?.url ? result.then((response) => showAddress(response, 'url', next.url)) : result;
  });
}

export function watchXhr(takeAim: TakeAim, traceparent: TraceParent | undefined): void {
  /** Requests that get a trace context when they are sent. */
  const traced = new WeakSet<object>();
  const { prototype } = XMLHttpRequest;
  // eslint-disable-next-line @typescript-eslint/unbound-method -- called with the request as its owner
  const { setRequestHeader } = prototype;
  replace(prototype, 'open', (call, args, self) => {
    const aim = safely(() => takeAim(args[1], 'xmlhttprequest'));
    const result = call(aim?.address ? [args[0], aim.address, ...args.slice(2)] : args);
    if (aim && traceparent) traced.add(self as object);
    else traced.delete(self as object);
    if (aim?.address) showAddress(self as object, 'responseURL', aim.url);
    return result;
  });
  replace(prototype, 'setRequestHeader', (call, args, self) => {
    if (String(args[0]).toLowerCase() === FIELD) traced.delete(self as object);
    return call(args);
  });
  replace(prototype, 'send', (call, args, self) => {
    if (traced.delete(self as object) && traceparent)
      safely(() => setRequestHeader.call(self as XMLHttpRequest, FIELD, traceparent()));
    return call(args);
  });
}
