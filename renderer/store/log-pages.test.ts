import { describe, expect, it } from 'vitest';
import type { LogRecord } from '../../main/model/log.ts';
import type { LogFilter } from '../../main/model/protocol.ts';
import { FOLD_LISTED, MAX_LISTED, PAGE_ROWS } from './log-index.ts';
import {
  BEHIND_MS,
  LogPages,
  MAX_ASKED,
  MAX_BEHIND,
  MAX_PAGES,
  REFRESH_MS,
  SETTLE_MS,
  type LogDemand,
} from './log-pages.ts';
import { sampleLog } from './log-sample.ts';

/** A session that answers when it is told to, and a clock that is moved by hand. */
function rig(count: number) {
  const session = {
    records: Array.from({ length: count }, (_, n) => sampleLog(n + 1)),
    fault: undefined as Error | undefined,
  };
  const waiting: (() => void)[] = [];
  const timers: { run: () => void; at: number }[] = [];
  const asked: string[] = [];
  let now = 0;
  const answer = <T>(name: string, make: () => T) => {
    asked.push(name);
    return new Promise<T>((resolve, reject) => {
      waiting.push(() => (session.fault ? reject(session.fault) : resolve(make())));
    });
  };
  const found = (filter: LogFilter) =>
    session.records.filter((record) => !filter.texts || filter.texts.every((text) => record.message.includes(text)));
  const pages = new LogPages({
    index: (filter, { every, afterId = '0', skip = 0 }) =>
      answer(`index ${afterId}`, () => {
        const matching = found(filter).filter(({ id }) => Number(id) > Number(afterId));
        const anchors = matching.filter((_, at) => (at + skip) % every === 0).map(({ id }) => id);
        const lastId = session.records.at(-1)?.id;
        return { anchors, every, total: matching.length, ...(lastId === undefined ? {} : { lastId }) };
      }),
    rows: ({ afterId = '0', limit }, filter) =>
      answer(`rows ${afterId} ${limit}`, () => {
        const rows = found(filter).filter(({ id }) => Number(id) > Number(afterId));
        return { rows: rows.slice(0, limit), total: rows.length };
      }),
    later: (run, delayMs) => {
      const timer = { run, at: now + delayMs };
      timers.push(timer);
      return () => timers.splice(timers.indexOf(timer), timers.includes(timer) ? 1 : 0);
    },
    now: () => now,
  });
  /** Answers all that is asked, and what is asked then. */
  const settle = async () => {
    for (let turn = 0; turn < 200; turn += 1) {
      waiting.shift()?.();
      await Promise.resolve();
      await Promise.resolve();
    }
  };
  const pass = async (ms: number) => {
    now += ms;
    for (const timer of timers.splice(0))
      if (timer.at <= now) timer.run();
      else timers.push(timer);
    await settle();
  };
  const demand = (more: Partial<LogDemand> = {}) =>
    pages.demand({
      key: 'all',
      filter: {},
      lastId: session.records.at(-1)?.id,
      changed: 0,
      again: 0,
      follow: true,
      seenThrough: null,
      ...more,
    });
  const grow = (by: number, more: Partial<LogRecord> = {}) => {
    for (let n = 0; n < by; n += 1) session.records.push(sampleLog(session.records.length + 1, more));
  };
  return { pages, session, asked, settle, pass, demand, grow, waiting };
}

const idAt = (pages: LogPages, index: number) => pages.rowAt(index)?.id;

describe('LogPages', () => {
  it('has the end of a followed list there before it shows it', async () => {
    const { pages, settle, demand } = rig(1_000);
    demand();
    expect(pages.getState()).toMatchObject({ state: 'loading', count: 0 });
    await settle();
    expect(pages.getState()).toMatchObject({ state: 'ready', count: 1_000, busy: false });
    expect(pages.rowAt(999)?.record?.message).toBe('line 1000');
    expect(pages.rowAt(0)).toEqual({ id: 'at-0' });
    expect(pages.rowAt(1_000)).toBeUndefined();
  });

  it('asks for pages in sight, those that were scrolled past not at all', async () => {
    const { pages, settle, demand, asked } = rig(20_000);
    demand({ follow: false });
    await settle();
    asked.length = 0;
    for (let page = 20; page <= 80; page += 1) pages.sight(page * PAGE_ROWS, page * PAGE_ROWS + 40);
    expect(asked).toHaveLength(MAX_ASKED);
    await settle();
    expect(idAt(pages, 80 * PAGE_ROWS)).toBe(String(80 * PAGE_ROWS + 1));
    expect(idAt(pages, 50 * PAGE_ROWS)).toBe(`at-${50 * PAGE_ROWS}`);
  });

  it('grows by what came, asking neither for all again nor for more of a page than its rest', async () => {
    const { pages, settle, demand, asked, grow } = rig(250);
    demand();
    await settle();
    asked.length = 0;
    grow(300);
    demand();
    await settle();
    expect(asked).toEqual(['index 250', 'rows 400 200']);
    pages.sight(240, 280);
    await settle();
    expect(asked.slice(2)).toContain(`rows 250 ${2 * PAGE_ROWS - 250}`);
    expect(pages.getState().count).toBe(550);
    for (const index of [249, 250, 399, 400, 549]) expect(idAt(pages, index)).toBe(String(index + 1));
  });

  it('shows the list before until that of another filter is there, and takes only the last of many', async () => {
    const { pages, settle, demand, asked, pass } = rig(500);
    demand({ follow: false });
    await settle();
    asked.length = 0;
    for (const text of ['l', 'li', 'line 4']) demand({ key: text, filter: { texts: [text] }, follow: false });
    expect(pages.getState()).toMatchObject({ key: 'all', count: 500 });
    await pass(SETTLE_MS);
    expect(asked.filter((name) => name.startsWith('index'))).toHaveLength(1);
    // 4, 40 to 49, 400 to 499
    expect(pages.getState()).toMatchObject({ key: 'line 4', count: 111 });
    expect(idAt(pages, 1)).toBe('40');
  });

  it('counts what is new since following ended', async () => {
    const { pages, settle, demand, grow } = rig(10);
    demand();
    await settle();
    demand({ follow: false, seenThrough: '10' });
    grow(118);
    demand({ follow: false, seenThrough: '10' });
    await settle();
    expect(pages.getState()).toMatchObject({ count: 128, fresh: 118 });
    demand();
    expect(pages.getState().fresh).toBe(0);
  });

  it('finds where a record stands once its page is there, and knows when it is filtered out', async () => {
    const { pages, settle, demand, pass } = rig(1_000);
    demand();
    await settle();
    expect(pages.indexOf('123')).toBe(-1);
    pages.locate('123');
    await settle();
    expect(pages.indexOf('123')).toBe(122);
    expect(pages.record('123')?.message).toBe('line 123');
    demand({ key: 'x', filter: { texts: ['line 99'] } });
    await pass(SETTLE_MS);
    expect(pages.indexOf('123')).toBe(-1);
    expect(pages.isOut('123')).toBe(true);
    expect(pages.isOut('99')).toBe(false);
  });

  it('tells the record of a stand-in when it comes', async () => {
    const { pages, settle, demand } = rig(1_000);
    demand();
    await settle();
    const picked: string[] = [];
    pages.pick('at-5', (id) => picked.push(id));
    await settle();
    expect(picked).toEqual(['6']);
  });

  it('asks again for records that are told of but not stored, for a while', async () => {
    const { pages, settle, demand, asked, grow, pass } = rig(10);
    demand({ lastId: '12' });
    await settle();
    expect(pages.getState().count).toBe(10);
    grow(2);
    await pass(BEHIND_MS);
    expect(pages.getState().count).toBe(12);
    demand({ lastId: '99' });
    await settle();
    for (let n = 0; n < MAX_BEHIND; n += 1) await pass(BEHIND_MS);
    const before = asked.length;
    await pass(BEHIND_MS * 10);
    expect(asked).toHaveLength(before);
  });

  it('shows what became known of records in sight, and keeps the rows that say the same', async () => {
    const { pages, settle, demand, session, pass } = rig(10);
    demand();
    await settle();
    const [first, second] = [pages.rowAt(0), pages.rowAt(1)];
    session.records[1] = sampleLog(2, { exchangeId: '7' });
    demand({ changed: 1 });
    await pass(REFRESH_MS);
    expect(pages.rowAt(0)).toBe(first);
    expect(pages.rowAt(1)).not.toBe(second);
    expect(pages.rowAt(1)?.record?.exchangeId).toBe('7');
  });

  it('keeps a bounded number of pages, those around what is in sight', async () => {
    const { pages, settle, demand } = rig(20_000);
    demand({ follow: false });
    await settle();
    for (let page = 0; page < 90; page += 1) {
      pages.sight(page * PAGE_ROWS, page * PAGE_ROWS + 40);
      await settle();
    }
    const held = Array.from({ length: 100 }, (_, page) => pages.rowAt(page * PAGE_ROWS)?.record).filter(Boolean);
    expect(held).toHaveLength(MAX_PAGES);
    expect(pages.rowAt(89 * PAGE_ROWS)?.record).toBeDefined();
  });

  it('says why it could not ask, and asks again', async () => {
    const { pages, settle, demand, session } = rig(10);
    session.fault = new Error('The host went away.');
    demand();
    await settle();
    expect(pages.getState()).toMatchObject({ state: 'failed', error: 'The host went away.' });
    session.fault = undefined;
    pages.retry();
    await settle();
    expect(pages.getState()).toMatchObject({ state: 'ready', count: 10 });
    expect(pages.getState().error).toBeUndefined();
  });

  it('forgets a session, and answers that come too late are dropped', async () => {
    const { pages, settle, demand } = rig(10);
    demand();
    pages.reset();
    await settle();
    expect(pages.getState()).toMatchObject({ state: 'loading', count: 0 });
  });

  it('leaves the oldest out beyond its bound', async () => {
    const total = MAX_LISTED + 1;
    const pages = new LogPages({
      index: async () => ({
        anchors: Array.from({ length: Math.ceil(total / PAGE_ROWS) }, (_, page) => String(page * PAGE_ROWS + 1)),
        every: PAGE_ROWS,
        total,
        lastId: String(total),
      }),
      rows: async ({ afterId = '0', limit }) => ({
        rows: Array.from({ length: limit }, (_, n) => sampleLog(Number(afterId) + n + 1)),
        total,
      }),
      later: () => () => undefined,
      now: () => 0,
    });
    const done = new Promise<void>((resolve) => pages.subscribe(() => pages.getState().state === 'ready' && resolve()));
    pages.demand({ key: '', filter: {}, lastId: String(total), changed: 0, again: 0, follow: true, seenThrough: null });
    await done;
    const { count, folded } = pages.getState();
    expect(folded).toBeGreaterThanOrEqual(FOLD_LISTED);
    expect(count + folded).toBe(total);
    expect(idAt(pages, count - 1)).toBe(String(total));
  });
});
