// Page agent: what waits to be told, and how it is told: posted while the page lives, by beacon when it may end.
import type { PageReport } from '../model/page-report.ts';
import { beacon, clearTimeout, fetch, LIST_LIMIT, now, ORIGIN, RESERVED_PATH, setTimeout } from './base.ts';
import type { Draft, ErrorDraft, Push } from './draft.ts';
import { toHex, type Tracing } from './trace.ts';

/** Characters that wait, about. */
export const WEIGHT_LIMIT = 1024 * 1024;
/** Bytes of one report's items. */
export const REPORT_BYTES = 60_000;
/** The same by beacon: browsers hold 64 KiB of all beacons together, and small ones fill what is left of that. */
export const BEACON_BYTES = 15_000;
/** Waits before a report, in milliseconds. */
const SOON_MS = 100;
const LATER_MS = 500;
/** Waits after a report that failed: doubled up to the longest. */
const RETRY_MS = 1000;
const LONGEST_RETRY_MS = 30_000;

const ENDPOINT = `${ORIGIN}${RESERVED_PATH}report`;

export interface Outbox {
  readonly push: Push;
  /** Sends all by beacon: the page may be gone in a moment. */
  readonly leave: () => void;
}

/** Characters of an item, about; one whose stack is not written out yet counts as if it were long. */
const weigh = (item: Draft): number => {
  const { message = '', stack } = item as Partial<ErrorDraft>;
  return 300 + 2 * message.length + (stack ? stack.length || 300 : 0);
};

/** Whether two errors, or two values of a vital, are one. */
const isTwin = (a: Draft, b: Draft): boolean =>
  (['type', 'name', 'message', 'stack', 'url'] as const).every((key) => a[key as 'type'] === b[key as 'type']);

/** @param page The document's exchange, as the tag says. */
export function createOutbox(page: string, tracing: Tracing): Outbox {
  const { stringify } = JSON;
  const load = toHex(8);
  const encoder = new TextEncoder();
  let queue: Draft[] = [];
  let weight = 0;
  let lost = 0;
  let seq = 0;
  /** Reports not yet acknowledged; the first may be under way. */
  let reports: string[] = [];
  let failures = 0;
  let isBusy = false;
  let isStopped = false;
  let timer = 0;
  let due = Infinity;

  const take = (bytes: number): string => {
    const items: string[] = [];
    for (let size = 0; queue[0]; weight -= weigh(queue.shift() as Draft)) {
      const text = stringify(queue[0]);
      size += encoder.encode(text).length + 1;
      if (items[0] && size > bytes) break;
      items.push(text);
    }
    const head: Omit<PageReport, 'items'> = {
      ...{ v: 1, page, load, origin: performance.timeOrigin, url: location.href, title: document.title },
      ...{ sentAt: now(), seq: ++seq, lost },
    };
    lost = 0;
    return `${stringify(head).slice(0, -1)},"items":[${items.join()}]}`;
  };

  const schedule = (waitMs: number): void => {
    const at = performance.now() + (failures ? Math.min(LONGEST_RETRY_MS, RETRY_MS * 2 ** failures) : waitMs);
    if (at >= due || isBusy) return;
    due = at;
    clearTimeout(timer);
    timer = setTimeout(send, at - performance.now());
  };

  const settle = (status: number): void => {
    isBusy = false;
    if (!status || status === 429 || status >= 500) failures++;
    else {
      failures = 0;
      reports.shift();
      // Nobody is there who wants to hear it.
      if (status === 403 || status === 404) {
        isStopped = true;
        queue = reports = [];
      }
    }
    if (reports[0] || queue[0]) schedule(SOON_MS);
  };

  const send = (): void => {
    due = Infinity;
    if (isStopped || isBusy) return;
    if (!reports[0] && queue[0]) reports.push(take(REPORT_BYTES));
    const [body] = reports;
    if (!body) return;
    isBusy = true;
    fetch(ENDPOINT, { method: 'POST', body, credentials: 'omit' }).then(
      ({ status }) => settle(status),
      () => settle(0),
    );
  };

  const drop = (): void => {
    let index = queue.findIndex(({ type }) => type === 'console' || type === 'resource');
    if (index < 0)
      index = Math.max(
        0,
        queue.findIndex(({ type }) => type !== 'error'),
      );
    weight -= weigh(queue.splice(index, 1)[0] as Draft);
    lost++;
  };

  return {
    push(item) {
      if (isStopped) return;
      const isError = item.type === 'error';
      const twin = isError || item.type === 'vital' ? queue.find((other) => isTwin(other, item)) : undefined;
      if (twin) Object.assign(twin, isError ? { count: (twin as typeof item).count + 1 } : item);
      else {
        Object.assign(item, { at: now(), ...(item.type === 'resource' ? {} : tracing.current()), ...item });
        queue.push(item);
        weight += weigh(item);
        while (queue.length > LIST_LIMIT || weight > WEIGHT_LIMIT) drop();
      }
      schedule(weight > REPORT_BYTES ? 0 : isError ? SOON_MS : LATER_MS);
    },
    leave() {
      queue.sort((a, b) => Number(b.type === 'error') - Number(a.type === 'error'));
      while (queue[0]) reports.push(take(BEACON_BYTES));
      // The one under way may be cut off with the page; by its number it counts once.
      reports = reports.filter((body, index) => !beacon(ENDPOINT, body) || (isBusy && index === 0));
      send();
    },
  };
}
