// Ingest: the pages of a session: each load of a document as its reports tell it. A page is put whole whenever it changed.
import { PAGE_LIST_LIMIT, type NavigationTiming, type PageRecord, type WebVital } from '../model/page.ts';
import type { LongTaskItem, NavigationItem, PageReport, RouteItem, VitalItem } from '../model/page-report.ts';
import { withoutAbsent } from './loose-value.ts';

/** Pages that are remembered; the one that was silent longest is forgotten for a new one. */
export const MAX_KEPT_PAGES = 500;
/** Numbers of reports remembered of a page, to tell one that comes twice. */
export const MAX_SEQS = 1_000;
/** Documents that are remembered; a page that names another is unknown. */
export const MAX_DOCUMENTS = 2_000;
/** How long before its document's request reaches the proxy a page's navigation may begin, in milliseconds. */
export const NAVIGATION_LEAD_MS = 60_000;

/** The request for a document. */
export interface DocumentRequest {
  readonly id: string;
  readonly startedAt: number;
  readonly url: string;
}

/** A page as it stands now. */
export interface KeptPage {
  record: PageRecord;
  /** Where it is now. */
  url: string;
  /** The document came over the network for this very load. */
  readonly isFresh: boolean;
  readonly seqs: Set<number>;
}

export class PageBook {
  readonly #emit: (record: PageRecord) => void;
  readonly #byLoad = new Map<string, KeptPage>();
  readonly #documents = new Map<string, DocumentRequest & { loads: number }>();
  readonly #changed = new Set<KeptPage>();
  #nextUnknown: number;

  constructor(emit: (record: PageRecord) => void, firstUnknown: number) {
    this.#emit = emit;
    this.#nextUnknown = firstUnknown;
  }

  /** A document was asked for. */
  document(request: DocumentRequest): void {
    if (this.#documents.has(request.id)) return;
    this.#documents.set(request.id, { ...request, loads: 0 });
    for (const id of this.#documents.keys()) {
      if (this.#documents.size <= MAX_DOCUMENTS) return;
      this.#documents.delete(id);
    }
  }

  /** The page that a report is of; undefined where the report came before. */
  of(report: PageReport, userAgent: string | undefined): KeptPage | undefined {
    const page = this.#byLoad.get(report.load) ?? this.#open(report, userAgent);
    if (page.seqs.has(report.seq)) return undefined;
    page.seqs.add(report.seq);
    for (const seq of page.seqs) {
      if (page.seqs.size <= MAX_SEQS) break;
      page.seqs.delete(seq);
    }
    // Last in the order of forgetting.
    this.#byLoad.delete(report.load);
    this.#byLoad.set(report.load, page);
    if (report.url !== '') page.url = report.url;
    if (report.title !== '' && report.title !== page.record.title) this.#put(page, { title: report.title });
    return page;
  }

  /** The page that was heard of last at an address. */
  at(url: string): KeptPage | undefined {
    return [...this.#byLoad.values()].filter((page) => page.url === url || page.record.url === url).at(-1);
  }

  /** Items that the agent or the reader left out. */
  lost(page: KeptPage, count: number): void {
    if (count > 0) this.#put(page, { lost: page.record.lost + count });
  }

  navigation(page: KeptPage, item: NavigationItem): void {
    this.#put(page, { navigation: toNavigationTiming(item) });
  }

  /** The last word on a measure counts. */
  vital(page: KeptPage, { name, value, rating, target }: VitalItem): void {
    const vital: WebVital = { name, value, rating, ...(target === undefined ? {} : { target }) };
    const others = page.record.vitals.filter((each) => each.name !== name);
    this.#put(page, { vitals: [...others, vital].slice(-PAGE_LIST_LIMIT) });
  }

  longTask(page: KeptPage, { at, durationMs }: LongTaskItem): void {
    const { count, totalMs, latest } = page.record.longTasks;
    this.#put(page, {
      longTasks: {
        count: count + 1,
        totalMs: totalMs + durationMs,
        latest: [...latest, { at, durationMs }].slice(-PAGE_LIST_LIMIT),
      },
    });
  }

  route(page: KeptPage, { at, url }: RouteItem): void {
    page.url = url;
    this.#put(page, { routes: [...page.record.routes, { at, url }].slice(-PAGE_LIST_LIMIT) });
  }

  leave(page: KeptPage, at: number): void {
    this.#put(page, { leftAt: at });
  }

  flush(): void {
    for (const { record } of this.#changed) this.#emit(record);
    this.#changed.clear();
  }

  #put(page: KeptPage, news: Partial<PageRecord>): void {
    page.record = { ...page.record, ...news };
    this.#changed.add(page);
  }

  #open(report: PageReport, userAgent: string | undefined): KeptPage {
    const document = this.#documentOf(report);
    const loads = document ? document.loads++ : 0;
    const id = document ? (loads === 0 ? document.id : `${document.id}~${loads}`) : `p${this.#nextUnknown++}`;
    const record: PageRecord = withoutAbsent({
      id,
      at: report.origin,
      url: report.url,
      documentExchangeId: document?.id,
      userAgent,
      vitals: [],
      longTasks: { count: 0, totalMs: 0, latest: [] },
      routes: [],
      lost: 0,
    });
    const page: KeptPage = { record, url: report.url, isFresh: document !== undefined && loads === 0, seqs: new Set() };
    this.#byLoad.set(report.load, page);
    this.#changed.add(page);
    for (const load of this.#byLoad.keys()) {
      if (this.#byLoad.size <= MAX_KEPT_PAGES) break;
      this.#byLoad.delete(load);
    }
    return page;
  }

  /** A page that stayed open from an earlier recording names a number that means another request now: it began long before. */
  #documentOf({ page, origin }: PageReport): (DocumentRequest & { loads: number }) | undefined {
    const document = this.#documents.get(page);
    return document && origin >= document.startedAt - NAVIGATION_LEAD_MS ? document : undefined;
  }
}

/** Milliseconds from the start; 0 in the browser's own entry means that the step did not happen. */
function toNavigationTiming({ kind, timing }: NavigationItem): NavigationTiming {
  const step = (name: string): number | undefined => timing[name] || undefined;
  const redirected = step('redirectEnd');
  return withoutAbsent({
    type: kind,
    redirectMs: redirected === undefined ? undefined : redirected - (timing['redirectStart'] ?? 0),
    queuedMs: step('requestStart'),
    responseStartMs: step('responseStart'),
    responseEndMs: step('responseEnd'),
    domInteractiveMs: step('domInteractive'),
    domContentLoadedMs: step('domContentLoadedEventEnd'),
    loadMs: step('loadEventEnd'),
  });
}
