import { beforeEach, expect, test } from 'vitest';
import { Fault } from '../base/fault.ts';
import type { Change, FeedMessage, WorkspaceState } from '../model/protocol.ts';
import type { RecorderStatus } from '../model/session.ts';
import type { TelemetryTotals } from '../model/telemetry.ts';
import { sampleExchange } from '../store/fixtures/records.ts';
import { BATCH_CHANGES } from './change-queue.ts';
import { createFeed, RESTART_INTERVAL_MS, WATCH_LIMIT, type Feed, type FeedOptions, type FeedSource } from './feed.ts';

const WORKSPACE: WorkspaceState = { mode: 'live', version: '1', shell: 'browser', name: 's', routes: [], demo: false };
const STATUS: RecorderStatus = { state: 'recording', startedAt: 1, dropped: 0, keptBytes: 0, budgetBytes: 9 };

const TELEMETRY: TelemetryTotals = {
  logs: { total: 7, levels: { trace: 0, debug: 0, info: 7, warn: 0, error: 0, fatal: 0 }, sources: { http: 7 } },
  ...{ spans: 0, metrics: 0, profiles: 0, traced: 0 },
};

/** A recording whose file and time stand still until told otherwise. */
class Stage {
  seq = 0;
  ids: number[] = [];
  watched: readonly string[] = [];
  emit: ((changes: readonly Change[]) => void) | undefined;
  syncFault: Fault | undefined;
  readonly heard: FeedMessage[] = [];
  readonly timers: { readonly run: () => void; readonly delayMs: number }[] = [];
  readonly recorder: FeedSource = {
    sync: async () => {
      if (this.syncFault) throw this.syncFault;
      return this.seq;
    },
    listen: (listener) => void (this.emit = listener),
    watch: (ids) => void (this.watched = ids),
    status: () => STATUS,
  };

  feed(options: Partial<FeedOptions> = {}): Feed {
    return createFeed({
      recorder: this.recorder,
      reader: {
        exchangeRows: async ({ afterId = '0', limit }) => {
          const rows = this.ids.filter((id) => id > Number(afterId)).slice(0, limit);
          return { rows: rows.map((id) => sampleExchange(id)), total: this.ids.length };
        },
        telemetryTotals: async () => TELEMETRY,
      },
      workspace: () => WORKSPACE,
      schedule: (run, delayMs) => {
        const timer = { run, delayMs };
        this.timers.push(timer);
        return () => void (this.timers.includes(timer) && this.timers.splice(this.timers.indexOf(timer), 1));
      },
      ...options,
    });
  }

  readonly listen = (messages: readonly FeedMessage[]): void => void this.heard.push(...messages);

  /** Lets the next timer fire, and what follows from it. */
  async turn(): Promise<void> {
    this.timers.shift()?.run();
    for (let i = 0; i < 20; i++) await Promise.resolve();
  }

  put(id: number, state: 'pending' | 'done' = 'done'): void {
    this.seq += 1;
    this.emit?.([{ seq: this.seq, kind: 'exchange', op: 'put', record: sampleExchange(id, { state }) }]);
  }

  frame(id: number, exchangeId: string): void {
    this.seq += 1;
    const record = { id: String(id), exchangeId, at: 1, direction: 'in', opcode: 'text', sizeBytes: 1 } as const;
    const row = { ...record, wireBytes: 3, compressed: false, preview: 'x', truncated: false };
    this.emit?.([{ seq: this.seq, kind: 'frame', op: 'put', record: row }]);
  }

  types(): string[] {
    return this.heard.map((message) => message.type);
  }

  /** All changes heard but for those that sum telemetry up. */
  changes(): Change[] {
    return this.allChanges().filter((change) => change.kind !== 'telemetry');
  }

  allChanges(): Change[] {
    return this.heard.flatMap((message) => (message.type === 'batch' ? [...message.changes] : []));
  }
}

let stage: Stage;

beforeEach(() => {
  stage = new Stage();
});

test('a window gets a reset, all rows in bounded batches, the status, and ready with the number', async () => {
  stage.ids = Array.from({ length: BATCH_CHANGES + 1 }, (_, index) => index + 1);
  stage.seq = 77;
  stage.feed().subscribe(stage.listen);
  expect(stage.heard).toEqual([]);
  await stage.turn();
  expect(stage.types()).toEqual(['reset', 'batch', 'batch', 'batch', 'ready']);
  expect(stage.changes()).toHaveLength(BATCH_CHANGES + 2);
  expect(stage.allChanges().at(-2)).toEqual({ seq: 77, kind: 'telemetry', op: 'put', record: TELEMETRY });
  expect(stage.changes().at(-1)).toMatchObject({ kind: 'status', seq: 77 });
  expect(stage.heard.at(-1)).toEqual({ type: 'ready', seq: 77 });
});

test('what happens during the snapshot comes after it, and only what is newer', async () => {
  stage.feed().subscribe(stage.listen);
  stage.put(1);
  await stage.turn();
  stage.put(2);
  await stage.turn();
  expect(stage.heard.find((message) => message.type === 'ready')).toEqual({ type: 'ready', seq: 1 });
  expect(stage.changes().map((change) => change.seq)).toEqual([1, 2]);
  expect(stage.changes()[0]).toMatchObject({ kind: 'status' });
});

test('live puts of one exchange between two batches are one', async () => {
  stage.feed().subscribe(stage.listen);
  await stage.turn();
  stage.put(1, 'pending');
  stage.put(1, 'done');
  stage.put(2);
  await stage.turn();
  expect(stage.changes().slice(1)).toMatchObject([
    { seq: 2, record: { id: '1', state: 'done' } },
    { seq: 3, record: { id: '2' } },
  ]);
  expect(stage.timers).toEqual([]);
});

test('frames come for watched exchanges of that window only', async () => {
  const feed = stage.feed();
  const other: FeedMessage[] = [];
  const subscription = feed.subscribe(stage.listen);
  feed.subscribe((messages) => void other.push(...messages)).watch(['8']);
  await stage.turn();
  await stage.turn();
  subscription.watch(['7']);
  expect([...stage.watched].sort()).toEqual(['7', '8']);
  stage.frame(1, '7');
  stage.frame(2, '8');
  await stage.turn();
  await stage.turn();
  expect(stage.changes().filter((change) => change.kind === 'frame')).toMatchObject([{ record: { id: '1' } }]);
  subscription.watch([]);
  expect(stage.watched).toEqual(['8']);
});

test('one window can not watch without end', () => {
  stage
    .feed()
    .subscribe(stage.listen)
    .watch(Array.from({ length: WATCH_LIMIT + 9 }, (_, id) => String(id)));
  expect(stage.watched).toHaveLength(WATCH_LIMIT);
});

test('a window that is slow keeps what waits, and goes on when it is ready', async () => {
  let ready = true;
  stage.feed().subscribe(stage.listen, { ready: () => ready });
  await stage.turn();
  ready = false;
  stage.put(1, 'pending');
  await stage.turn();
  stage.put(1, 'done');
  await stage.turn();
  expect(stage.changes()).toHaveLength(1);
  ready = true;
  await stage.turn();
  expect(stage.changes().at(-1)).toMatchObject({ record: { id: '1', state: 'done' } });
});

test('a window that fell behind gets a fresh snapshot by itself', async () => {
  let ready = true;
  stage.feed({ maxQueuedChanges: 3 }).subscribe(stage.listen, { ready: () => ready });
  await stage.turn();
  ready = false;
  stage.ids = [1, 2, 3, 4, 5];
  for (const id of stage.ids) stage.put(id);
  await stage.turn();
  ready = true;
  stage.heard.length = 0;
  await stage.turn();
  expect(stage.timers).toMatchObject([{ delayMs: RESTART_INTERVAL_MS }]);
  await stage.turn();
  expect(stage.types()).toEqual(['reset', 'batch', 'batch', 'ready']);
  expect(stage.changes().filter((change) => change.kind === 'exchange')).toHaveLength(5);
});

test('a snapshot waits for a slow window', async () => {
  let ready = false;
  stage.ids = [1];
  stage.feed().subscribe(stage.listen, { ready: () => ready });
  await stage.turn();
  await stage.turn();
  expect(stage.types()).toEqual(['reset']);
  ready = true;
  await stage.turn();
  expect(stage.types()).toEqual(['reset', 'batch', 'batch', 'ready']);
});

test('a recorder that fails is told and tried again', async () => {
  stage.syncFault = new Fault('recorder-failed', 'It failed.');
  stage.feed().subscribe(stage.listen);
  await stage.turn();
  expect(stage.heard).toEqual([
    { type: 'notice', notice: { code: 'recorder-failed', severity: 'error', message: 'It failed.' } },
  ]);
  stage.syncFault = undefined;
  await stage.turn();
  expect(stage.types()).toEqual(['notice', 'reset', 'batch', 'ready']);
});

test('a file that nobody records is its snapshot', async () => {
  stage.ids = [1, 2];
  const feed = createFeed({
    reader: {
      exchangeRows: async () => ({ rows: stage.ids.map((id) => sampleExchange(id)), total: 2 }),
      telemetryTotals: async () => TELEMETRY,
    },
    workspace: () => WORKSPACE,
    schedule: (run) => {
      stage.timers.push({ run, delayMs: 0 });
      return () => undefined;
    },
  });
  feed.subscribe(stage.listen);
  await stage.turn();
  expect(stage.types()).toEqual(['reset', 'batch', 'batch', 'ready']);
  expect(stage.allChanges().map(({ kind }) => kind)).toEqual(['exchange', 'exchange', 'telemetry']);
});

test('workspace and notices reach every window that has had its reset', async () => {
  const feed = stage.feed();
  feed.subscribe(stage.listen);
  feed.announceWorkspace();
  expect(stage.heard).toEqual([]);
  await stage.turn();
  stage.heard.length = 0;
  feed.announceWorkspace();
  feed.notify({ code: 'x', severity: 'info', message: 'y' });
  expect(stage.types()).toEqual(['workspace', 'notice']);
});

test('after closing nothing is heard, nothing waits and the recorder is not asked for changes', async () => {
  const feed = stage.feed();
  const subscription = feed.subscribe(stage.listen);
  subscription.watch(['1']);
  await stage.turn();
  stage.put(1);
  stage.heard.length = 0;
  subscription.close();
  subscription.close();
  feed.notify({ code: 'x', severity: 'info', message: 'y' });
  await stage.turn();
  expect(stage.heard).toEqual([]);
  expect(stage.timers).toEqual([]);
  expect(stage.emit).toBeUndefined();
  expect(stage.watched).toEqual([]);
});
