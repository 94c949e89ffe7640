// End to end: a real development server behind the product, its page in Chromium beside an application's sockets that look alike.
import { test as base, expect } from '@playwright/test';
import type { Exchange } from '../../main/model/exchange.ts';
import type { HmrRecord } from '../../main/model/hmr.ts';
import { inspect } from './inspect.ts';
import { CONNECT_TO_LOOKALIKE, startLookalike } from './lookalike.ts';
import { type RealServer, type RealServerOptions, startRealServer } from './real-server.ts';
import { startRecording } from './recording.ts';
import type { Throughline } from './throughline.ts';

/** How long a build and what follows may take on a busy machine. */
const BUILD_LIMIT_MS = 30_000;

export interface HotRun {
  readonly server: RealServer;
  readonly recording: Throughline;
  /** What `inspect --kind hmr` prints now. */
  readonly hmr: () => Promise<readonly HmrRecord[]>;
  /** Waits until a record is there, and gives it. */
  readonly record: (what: string, find: (record: HmrRecord) => boolean) => Promise<HmrRecord>;
  /** Waits until what became of the record of this type with this number, from 1, is known. */
  readonly decided: (type: HmrRecord['type'], count: number) => Promise<HmrRecord>;
  /** Ends page and recording; all that was recorded. */
  readonly end: () => Promise<{ readonly hmr: readonly HmrRecord[]; readonly exchanges: readonly Exchange[] }>;
}

interface HotFixtures {
  /** Starts a server, records it and opens its page, which talks to the lookalikes too. */
  readonly startHotRun: (options: RealServerOptions, args?: readonly string[]) => Promise<HotRun>;
}

export const test = base.extend<HotFixtures>({
  startHotRun: async ({ page }, use) => {
    const undo: (() => Promise<void>)[] = [];
    await use(async (options, args = []) => {
      const server = await startRealServer(options);
      undo.push(() => server.dispose());
      const lookalike = await startLookalike();
      undo.push(() => lookalike.close());
      const routes = ['--route', `/app/socket=${lookalike.url}`, '--route', `/app/events=${lookalike.url}`];
      const recording = await startRecording({ target: server.url, args: [...routes, ...args] });
      undo.push(() => recording.kill());
      await page.addInitScript(CONNECT_TO_LOOKALIKE);
      let loads = 0;
      page.on('domcontentloaded', () => (loads += 1));
      await page.goto(recording.ready.proxy);
      const end = async (): Promise<number> => {
        await page.close();
        return loads;
      };
      return toHotRun(server, recording, end);
    });
    await page.close();
    for (const step of undo.reverse()) await step();
  },
});

function toHotRun(server: RealServer, recording: Throughline, closePage: () => Promise<number>): HotRun {
  const { session } = recording.ready;
  const hmr = (): Promise<readonly HmrRecord[]> => inspect<HmrRecord[]>(session, 'hmr');
  const pick = async (what: string, find: (records: readonly HmrRecord[]) => HmrRecord | undefined) => {
    let found: HmrRecord | undefined;
    const look = async (): Promise<unknown> => {
      const records = await hmr();
      found = find(records);
      return found === undefined ? records.map(toLine).join('\n') : 'found';
    };
    await expect.poll(look, { message: what, timeout: BUILD_LIMIT_MS }).toBe('found');
    if (found === undefined) throw new Error(`There is no record: ${what}.`);
    return found;
  };
  return {
    server,
    recording,
    hmr,
    record: (what, find) => pick(what, (records) => records.findLast(find)),
    decided: (type, count) =>
      pick(`${type} ${count} is decided`, (records) => {
        const record = records.filter((each) => each.type === type)[count - 1];
        return record && isDecided(record) ? record : undefined;
      }),
    end: async () => {
      const loads = await closePage();
      const closed = await recording.stop();
      expect(closed.dropped).toBe(0);
      const exchanges = await inspect<Exchange[]>(session, 'exchanges');
      expectLookalikes(exchanges, loads);
      return { hmr: await hmr(), exchanges };
    },
  };
}

function isDecided({ appliedAt, reloadedAt, reason, type }: HmrRecord): boolean {
  return appliedAt !== undefined || reloadedAt !== undefined || (type === 'update' && reason !== undefined);
}

/** They were there on each load of the page. That nothing came of them is for the test to say of all records. */
function expectLookalikes(exchanges: readonly Exchange[], loads: number): void {
  expect(loads).toBeGreaterThan(0);
  for (const path of ['/app/socket', '/app/events']) {
    expect(exchanges.filter(({ url }) => url.endsWith(path))).toHaveLength(loads);
  }
}

/** A record in short: type, name, files by their last part, what became of it and why, the place of an error. */
export function toLine({ type, name, files, applied, reason, error }: HmrRecord): string {
  const names = files.map((file) => file.split('/').at(-1)).join(' ');
  const place = error && `${error.line ?? '?'}:${error.column ?? '?'}`;
  return [type, name, names, place, applied, reason].filter((part) => part !== undefined && part !== '').join(' ');
}

/** All that happened, in order; when an old page's connection ends is not part of it: the new page may be connected before. */
export function toStory(hmr: readonly HmrRecord[]): readonly string[] {
  return hmr.filter(({ type }) => type !== 'disconnected').map(toLine);
}

/** Where a text stands in a source for the first time: `line:column`, both from 1. */
export function placeOf(source: string, text: string): string {
  const before = source.slice(0, source.indexOf(text));
  const line = before.split('\n').length;
  return `${line}:${before.length - before.lastIndexOf('\n')}`;
}

/** The requests of a record, by path and query, in order. Each of them points back to the record. */
export function requestsOf(record: HmrRecord | undefined, exchanges: readonly Exchange[]): readonly string[] {
  return (record?.exchangeIds ?? []).map((id) => {
    const exchange = exchanges.find((each) => each.id === id);
    expect(exchange?.hmrUpdateId).toBe(record?.id);
    const url = new URL(exchange?.url ?? 'http://nowhere.test');
    return url.pathname + url.search;
  });
}

/** The latency of an applied update adds up: no part is negative, and what came after the message is its duration. */
export function expectLatency({ latency = {}, durationMs = -1 }: HmrRecord): void {
  for (const part of Object.values(latency)) expect(part).toBeGreaterThanOrEqual(0);
  const { messageToFetchMs = 0, fetchMs = 0, applyMs = 0 } = latency;
  expect(messageToFetchMs + fetchMs + applyMs).toBeCloseTo(durationMs, 1);
}

/** The code frame shows the broken line, and one mark under it. */
export function expectCodeFrame(record: HmrRecord, line: string): void {
  const frame = record.error?.codeFrame ?? '';
  expect(frame.split('\n').filter((each) => each.includes(line.trim()))).toHaveLength(1);
  expect(frame.split('\n').filter((each) => /^[^\w]*[\^─┬][^\w]*$/.test(each)).length).toBe(1);
  expect(record.error?.message).not.toContain(line.trim());
}

export { expect };
