// HAR: tells which page an exchange belongs to: a document is its own page, other things belong to the one that the browser told of, else they name it, or a script or style sheet of it, as referrer.
import type { Exchange, ExchangeRow } from '../model/exchange.ts';
import { headerValue } from '../model/headers.ts';

/** URLs remembered at once; beyond it the oldest is forgotten and its followers get no page. */
export const PAGE_LINKS_LIMIT = 20_000;

/** Pages remembered that exchanges may name; those of later ones are found by their referrer. */
export const LISTED_PAGES_LIMIT = 100_000;

/** A page's id in the HAR. */
export function pageId(row: Pick<ExchangeRow, 'id'>): string {
  return `page_${row.id}`;
}

/** Finds pages for exchanges that come in order of time. */
export class PageLinks {
  readonly #pages = new Map<string, string>();
  readonly #listed = new Set<string>();

  /** The HAR lists this page, so that exchanges may name it. */
  list(id: string): void {
    if (this.#listed.size < LISTED_PAGES_LIMIT) this.#listed.add(id);
  }

  /** The page of this exchange; undefined where it does not show. */
  pageOf(exchange: Exchange): string | undefined {
    const page =
      exchange.kind === 'document' ? pageId(exchange) : (this.#toldPage(exchange) ?? this.#refererPage(exchange));
    if (page !== undefined && LEADING.has(exchange.kind)) this.#remember(withoutHash(exchange.url), page);
    return page;
  }

  #toldPage({ pageId: id }: Exchange): string | undefined {
    return id !== undefined && this.#listed.has(id) ? pageId({ id }) : undefined;
  }

  #refererPage(exchange: Exchange): string | undefined {
    const referer = headerValue(exchange.requestHeaders, 'referer');
    return referer === undefined ? undefined : this.#pages.get(withoutHash(referer));
  }

  #remember(url: string, page: string): void {
    this.#pages.delete(url);
    this.#pages.set(url, page);
    if (this.#pages.size <= PAGE_LINKS_LIMIT) return;
    const oldest = this.#pages.keys().next();
    if (!oldest.done) this.#pages.delete(oldest.value);
  }
}

/** Kinds that make the browser fetch more. */
const LEADING = new Set<string>(['document', 'script', 'stylesheet']);

function withoutHash(url: string): string {
  const hash = url.indexOf('#');
  return hash === -1 ? url : url.slice(0, hash);
}
