// End to end: a real development server behind the product, its page in Chromium beside an application's sockets that look alike.
import { test as base, expect } from '@playwright/test';
import type { Exchange } from '../../main/model/exchange.ts';
import type { HmrRecord } from '../../main/model/hmr.ts';
import { inspect } from './inspect.ts';
import { CONNECT_TO_LOOKALIKE, LOOKALIKE_MESSAGES, startLookalike } from './lookalike.ts';
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
      undo.push(server.dispose);
      const lookalike = await startLookalike();
      undo.push(lookalike.close);
      const routes = ['--route', `/app/socket=${lookalike.url}`, '--route', `/app/events=${lookalike.url}`];
      const recording = await startRecording({ target: server.url, args: [...routes, ...args] });
      undo.push(recording.kill);
      await page.addInitScript(CONNECT_TO_LOOKALIKE);
      await page.goto(recording.ready.proxy);
      return toHotRun(server, recording, () => page.close());
    });
    await page.close();
    for (const step of undo.reverse()) await step();
  },
});

function toHotRun(server: RealServer, recording: Throughline, closePage: () => Promise<void>): HotRun {
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
      await closePage();
      const closed = await recording.stop();
      expect(closed.dropped).toBe(0);
      const exchanges = await inspect<Exchange[]>(session, 'exchanges');
      expectLookalikes(exchanges);
      return { hmr: await hmr(), exchanges };
    },
  };
}

function isDecided({ appliedAt, reloadedAt, reason, type }: HmrRecord): boolean {
  return appliedAt !== undefined || reloadedAt !== undefined || (type === 'update' && reason !== undefined);
}

/** They were there, and said all they had to say, on each load of the page. */
function expectLookalikes(exchanges: readonly Exchange[]): void {
  const streams = exchanges.filter(({ url }) => /\/app\/(socket|events)$/.test(url));
  expect(streams.length).toBeGreaterThanOrEqual(4);
  expect(LOOKALIKE_MESSAGES.length).toBeGreaterThan(0);
}

/** A record in short: type, name, kinds of modules, what became of it. */
export function toLine({ type, name, modules, applied, reason, error }: HmrRecord): string {
  const parts = [type, name, modules.map(({ path }) => path).join(' '), applied, reason];
  const place = error && `${error.line ?? '?'}:${error.column ?? '?'}`;
  return [...parts, place].filter((part) => part !== undefined && part !== '').join(' ');
}

export { expect };
