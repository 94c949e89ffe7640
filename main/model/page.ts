// Model: one load of a document in a browser, what a person did there, and how the browser measured it. Told by the page agent.

/** Milliseconds from the start of the navigation (Navigation Timing level 2); absent where a step did not happen. */
export interface NavigationTiming {
  /** `navigate`, `reload`, `back_forward` or `prerender`. */
  readonly type: string;
  readonly redirectMs?: number;
  /** From the start to the first byte sent: what the browser did before the proxy heard of it. */
  readonly queuedMs?: number;
  readonly responseStartMs?: number;
  readonly responseEndMs?: number;
  readonly domInteractiveMs?: number;
  readonly domContentLoadedMs?: number;
  readonly loadMs?: number;
}

/** A Web Vital: `LCP`, `CLS`, `INP`, `FCP` or `TTFB`; milliseconds, but `CLS`, which has no unit. */
export interface WebVital {
  readonly name: string;
  readonly value: number;
  readonly rating: 'good' | 'needs-improvement' | 'poor';
  /** The element that it was measured on, as a CSS selector. */
  readonly target?: string;
}

/** The page's thread was busy for over 50 ms (Long Tasks API). */
export interface LongTask {
  /** Milliseconds since the Unix epoch, with a fraction. */
  readonly at: number;
  readonly durationMs: number;
}

/** The address changed without a new document (History API). */
export interface RouteChange {
  readonly at: number;
  readonly url: string;
}

/** Route changes and long tasks kept of one page; the count goes on. */
export const PAGE_LIST_LIMIT = 200;

export interface PageRecord {
  /** The id of the document's exchange; a document that came from the browser's own cache gets `<id>~<n>`, an unknown one `p<n>`. */
  readonly id: string;
  /** When the navigation began; milliseconds since the Unix epoch, with a fraction. */
  readonly at: number;
  /** The address at first. */
  readonly url: string;
  readonly title?: string;
  readonly documentExchangeId?: string;
  readonly userAgent?: string;
  readonly navigation?: NavigationTiming;
  readonly vitals: readonly WebVital[];
  readonly longTasks: { readonly count: number; readonly totalMs: number; readonly latest: readonly LongTask[] };
  readonly routes: readonly RouteChange[];
  /** When the page was left, where it was seen. */
  readonly leftAt?: number;
  /** What the agent could not keep or send. */
  readonly lost: number;
}

/** Something a person did in a page: the root of the trace of the requests that follow from it. */
export interface ActionRecord {
  /** Unique in a session; a decimal number that grows in the order of arrival. */
  readonly id: string;
  readonly at: number;
  readonly pageId: string;
  /** The page's address then. */
  readonly pageUrl: string;
  /** The DOM event: `click`, `submit`, `keydown`, `change`; `navigate` for a route change or the load itself. */
  readonly action: string;
  /** What it was done to, as a person would call it: `button "Add to cart"`. */
  readonly label: string;
  readonly selector?: string;
  readonly traceId: string;
  readonly spanId: string;
}

/** What started a request, as the browser says (Resource Timing `initiatorType`), and the action behind it. */
export interface Initiator {
  /** `script`, `link`, `img`, `css`, `fetch`, `xmlhttprequest`, `navigation`, … */
  readonly type: string;
  readonly actionId?: string;
  /** The action's label, for lists. */
  readonly action?: string;
}

/** A request as the browser measured it, in milliseconds from its own start of the fetch (Resource Timing level 2). */
export interface BrowserTiming {
  /** When the page asked; milliseconds since the Unix epoch, with a fraction. */
  readonly startedAt: number;
  /** From there to the request leaving the browser: waiting for one of its connections, service worker, cache. */
  readonly queuedMs: number;
  /** To the first byte of the answer. */
  readonly responseStartMs?: number;
  /** To the last. */
  readonly durationMs: number;
  /** Bytes over the network, head included; 0 where the cache answered. */
  readonly transferBytes?: number;
}
