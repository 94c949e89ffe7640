// Renderer store: loads of pages in order of time: how one gets its place, how it is called. Their ids are no numbers.
import type { PageRecord } from '../../main/model/page.ts';
import { splitUrl } from './row-facts.ts';

/** The page with that id, where it is held. The latest are looked at first. */
export function pageById(pages: readonly PageRecord[], id: string | null | undefined): PageRecord | undefined {
  if (id === null || id === undefined) return undefined;
  for (let i = pages.length - 1; i >= 0; i -= 1) if (pages[i]?.id === id) return pages[i];
  return undefined;
}

/** Puts a page in its place in time, in the stead of what was known under its id. One older than all held is dropped once pages were folded away. */
export function putPage(pages: PageRecord[], page: PageRecord, folded: boolean): void {
  const held = pages.findLastIndex(({ id }) => id === page.id);
  if (held >= 0) {
    pages[held] = page;
    return;
  }
  const before = pages.findLastIndex(({ at }) => at <= page.at);
  if (before >= 0 || !folded || pages.length === 0) pages.splice(before + 1, 0, page);
}

/** The address where the page stands now: the last route it went to, without its origin. */
export function pagePath(page: PageRecord): string {
  const { path, search } = splitUrl(page.routes.at(-1)?.url ?? page.url);
  return path + search;
}
