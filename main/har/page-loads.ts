// HAR: what the browser told of the loads of a session's documents, for HAR's pages. Called by the writer.
import type { PageRecord } from '../model/page.ts';
import type { SessionReader } from '../model/protocol.ts';
import { sessionRows } from './session-pages.ts';

/** Loads whose title and times are in the HAR; pages beyond them go by their address. */
export const PAGE_LOADS_LIMIT = 20_000;
/** Characters of a title that are kept. */
const TITLE_CHARACTERS = 500;

/** What HAR has room for of a page. */
export interface PageLoad {
  /** When the navigation began; milliseconds since the Unix epoch. */
  readonly at: number;
  readonly title: string;
  /** Milliseconds from `at`. */
  readonly domContentLoadedMs?: number;
  readonly loadMs?: number;
}

/** The first loads of a session by their id, in order of time. */
export async function readPageLoads(reader: SessionReader): Promise<Map<string, PageLoad>> {
  const loads = new Map<string, PageLoad>();
  for await (const page of sessionRows.pages(reader)) {
    if (loads.size >= PAGE_LOADS_LIMIT) break;
    loads.set(page.id, toLoad(page));
  }
  return loads;
}

/** What `Date` can hold, in milliseconds (ECMA-262, section 21.4.1.1). */
const LAST_INSTANT = 8.64e15;

/** Pages tell what they like: what HAR can't hold is left out. */
function toLoad({ at, title, url, navigation }: PageRecord): PageLoad {
  const domContentLoadedMs = asDuration(navigation?.domContentLoadedMs);
  const loadMs = asDuration(navigation?.loadMs);
  return {
    at: Math.abs(at) <= LAST_INSTANT ? at : 0,
    title: (title || url).slice(0, TITLE_CHARACTERS),
    ...(domContentLoadedMs === undefined ? {} : { domContentLoadedMs }),
    ...(loadMs === undefined ? {} : { loadMs }),
  };
}

function asDuration(ms: number | undefined): number | undefined {
  return ms !== undefined && Number.isFinite(ms) && ms >= 0 ? ms : undefined;
}
