// HMR: pages (tabs), told apart by their connections. A page begins with a document's request and takes the connection that follows.

/** A bundle as a page has it. */
export interface PageBuild {
  readonly hash: string;
  /** Hashes of builds that failed since, in order. */
  readonly missed: readonly string[];
}

/** One load of a document. */
export interface Page {
  readonly origin: string;
  /** The document's request; absent where the recording began after it. */
  readonly key?: string;
  /** Its address without the fragment; absent as `key` is. */
  readonly url?: string;
  /** When its document was asked for; 0 where it wasn't seen. */
  readonly at: number;
  /** The builds that the page runs, by the bundle's name (often empty), where its server counts them by hash. */
  readonly builds: Map<string, PageBuild>;
  /** A connection came from it. */
  connected: boolean;
  /** It was seen to be replaced by another document. */
  left: boolean;
}

/** Pages that are remembered; the oldest is forgotten for a new one. */
export const MAX_PAGES = 256;
/** How much later than the document's request the message that caused it may be noted, in milliseconds: both pass in one turn. */
export const SKEW_MS = 50;

/** A document that was asked for. */
export interface DocumentRequest {
  readonly id: string;
  readonly at: number;
  readonly origin: string;
  /** Without the fragment. */
  readonly url: string;
}

export class Pages {
  readonly #pages: Page[] = [];
  /** Documents that no reload has claimed yet, newest last; as many as pages. */
  readonly #unclaimed: DocumentRequest[] = [];

  /** A document was asked for: a page begins. */
  open(request: DocumentRequest): Page {
    this.#unclaimed.push(request);
    if (this.#unclaimed.length > MAX_PAGES) this.#unclaimed.shift();
    return this.#add({ origin: request.origin, key: request.id, url: request.url, at: request.at });
  }

  /**
   * The page that a connection comes from: the newest of the origin that has none yet; else the newest that had one and is
   * still there, which connects again; else one that was never seen. Set `connected` once the connection is known to be hot.
   */
  find(origin: string): Page {
    const here = this.#pages.filter((page) => page.origin === origin && !page.left);
    return here.filter((each) => !each.connected).at(-1) ?? here.at(-1) ?? this.#add({ origin, at: 0 });
  }

  /** Takes the document request that reloaded the page just before the word to do so was noted; undefined where there is none. */
  claimRecent(page: Page, at: number): DocumentRequest | undefined {
    const index = this.#unclaimed.findIndex(
      (request) => request.id !== page.key && isSame(page, request) && Math.abs(at - request.at) <= SKEW_MS,
    );
    return index < 0 ? undefined : this.#unclaimed.splice(index, 1)[0];
  }

  /** The request is known to be a reload. */
  claim(request: DocumentRequest): void {
    const index = this.#unclaimed.indexOf(request);
    if (index >= 0) this.#unclaimed.splice(index, 1);
  }

  #add(facts: Pick<Page, 'origin' | 'key' | 'url' | 'at'>): Page {
    const page: Page = { ...facts, builds: new Map(), connected: false, left: false };
    this.#pages.push(page);
    if (this.#pages.length > MAX_PAGES) this.#pages.shift();
    return page;
  }
}

/** Whether a document request may load this very page anew. */
export function isSame(page: Page, request: DocumentRequest): boolean {
  return page.origin === request.origin && (page.url === undefined || page.url === request.url);
}
