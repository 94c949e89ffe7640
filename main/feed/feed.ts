// Feed: gives each window a snapshot up to a number, then what happens after it in bounded batches.
import type { Disposable } from '../base/disposable.ts';
import { faultCode, faultMessage } from '../base/fault.ts';
import type { Change, FeedMessage, Notice, SessionReader, WorkspaceState } from '../model/protocol.ts';
import type { RecorderStatus } from '../model/session.ts';
import { BATCH_CHANGES, createChangeQueue, QUEUE_BYTES, QUEUE_CHANGES } from './change-queue.ts';

/** Time between two batches to one window, in milliseconds. */
export const BATCH_INTERVAL_MS = 25;
/** How long a window that fell behind waits before its new snapshot, in milliseconds. */
export const RESTART_INTERVAL_MS = 1_000;
/** Exchanges whose messages one window may watch. */
export const WATCH_LIMIT = 64;

/** What the feed needs of a recording. */
export interface FeedSource {
  /** Writes all that is known so far and answers the number of the last change that the session file holds. */
  sync(): Promise<number>;
  /** Changes go to the listener from now on; undefined when nobody listens. */
  listen(listener: ((changes: readonly Change[]) => void) | undefined): void;
  /** Frames and events of these exchanges become changes; replaces the list before. */
  watch(exchangeIds: readonly string[]): void;
  status(): RecorderStatus;
}

export interface FeedOptions {
  /** Absent for a file that nobody records. */
  readonly recorder?: FeedSource;
  readonly reader: Pick<SessionReader, 'exchangeRows' | 'telemetryTotals'>;
  readonly workspace: () => WorkspaceState;
  /** Runs something later; answers how to take it back. The machine's timer by default. */
  readonly schedule?: (run: () => void, delayMs: number) => () => void;
  readonly maxQueuedChanges?: number;
  readonly maxQueuedBytes?: number;
}

export type FeedListener = (messages: readonly FeedMessage[]) => void;

export interface SubscribeOptions {
  /** False while the window has enough on its way; asked before each batch. */
  readonly ready?: () => boolean;
}

export interface FeedSubscription extends Disposable {
  /** Frames and events of these exchanges come too, from now on; replaces the list before. Earlier ones are for queries. */
  watch(exchangeIds: readonly string[]): void;
  close(): void;
}

export interface Feed extends Disposable {
  /** Starts with a `reset`, soon; never calls back before it returns. */
  subscribe(listener: FeedListener, options?: SubscribeOptions): FeedSubscription;
  /** Tells all windows what the workspace is now. */
  announceWorkspace(): void;
  notify(notice: Notice): void;
  /** Gives all windows a new snapshot. */
  restart(): void;
  close(): void;
}

export function createFeed(options: FeedOptions): Feed {
  return new SessionFeed(options);
}

class SessionFeed implements Feed {
  readonly options: FeedOptions;
  readonly #subscriptions = new Set<Subscription>();

  constructor(options: FeedOptions) {
    this.options = options;
  }

  subscribe(listener: FeedListener, options: SubscribeOptions = {}): FeedSubscription {
    const subscription = new Subscription(this, listener, options.ready ?? (() => true));
    this.#subscriptions.add(subscription);
    if (this.#subscriptions.size === 1) {
      this.options.recorder?.listen((changes) => {
        for (const each of this.#subscriptions) each.take(changes);
      });
    }
    subscription.restart(0);
    return subscription;
  }

  announceWorkspace(): void {
    const workspace = this.options.workspace();
    for (const subscription of this.#subscriptions) subscription.tell({ type: 'workspace', workspace });
  }

  notify(notice: Notice): void {
    for (const subscription of this.#subscriptions) subscription.tell({ type: 'notice', notice });
  }

  restart(): void {
    for (const subscription of this.#subscriptions) subscription.restart(0);
  }

  close(): void {
    for (const subscription of [...this.#subscriptions]) subscription.close();
  }

  /** The recorder is told what any window watches. */
  updateWatched(): void {
    const all = [...this.#subscriptions].flatMap((subscription) => [...subscription.watched]);
    this.options.recorder?.watch([...new Set(all)]);
  }

  forget(subscription: Subscription): void {
    if (!this.#subscriptions.delete(subscription)) return;
    if (subscription.watched.size > 0) this.updateWatched();
    if (this.#subscriptions.size === 0) this.options.recorder?.listen(undefined);
  }
}

/** One window: `snapshot` while rows are read, `live` after; a number tells the run of one snapshot from the next. */
class Subscription implements FeedSubscription {
  readonly #feed: SessionFeed;
  readonly #listener: FeedListener;
  readonly #ready: () => boolean;
  readonly #queue;
  watched: ReadonlySet<string> = new Set();
  #run = 0;
  #greeted = false;
  #live = false;
  #behind = false;
  #closed = false;
  #cancel: (() => void) | undefined;
  /** Continues a snapshot that waits for its window. */
  #proceed: (() => void) | undefined;

  constructor(feed: SessionFeed, listener: FeedListener, ready: () => boolean) {
    this.#feed = feed;
    this.#listener = listener;
    this.#ready = ready;
    const { maxQueuedChanges = QUEUE_CHANGES, maxQueuedBytes = QUEUE_BYTES } = feed.options;
    this.#queue = createChangeQueue(maxQueuedChanges, maxQueuedBytes);
  }

  watch(exchangeIds: readonly string[]): void {
    if (this.#closed) return;
    this.watched = new Set(exchangeIds.slice(0, WATCH_LIMIT));
    this.#feed.updateWatched();
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#stop();
    this.#feed.forget(this);
  }

  /** Starts over with a fresh snapshot. */
  restart(delayMs: number): void {
    if (this.#closed) return;
    this.#stop();
    const run = this.#run;
    this.#schedule(() => void this.#snapshot(run), delayMs);
  }

  tell(message: FeedMessage): void {
    // Before its reset a window hears nothing; the reset says what the workspace is.
    if (!this.#closed && (this.#greeted || message.type === 'notice')) this.#listener([message]);
  }

  take(changes: readonly Change[]): void {
    for (const change of changes) {
      if (this.#behind) return;
      if ((change.kind === 'frame' || change.kind === 'event') && !this.watched.has(change.record.exchangeId)) continue;
      this.#behind = !this.#queue.add(change);
    }
    if (this.#live) this.#sendSoon();
  }

  #stop(): void {
    this.#run += 1;
    this.#live = false;
    this.#behind = false;
    this.#cancel?.();
    this.#cancel = undefined;
    this.#proceed?.();
    this.#proceed = undefined;
    this.#queue.clear();
  }

  async #snapshot(run: number): Promise<void> {
    const { recorder, reader, workspace } = this.#feed.options;
    try {
      const seq = (await recorder?.sync()) ?? 0;
      if (run !== this.#run) return;
      this.#queue.forgetThrough(seq);
      this.#greeted = true;
      this.#listener([{ type: 'reset', workspace: workspace() }]);
      await this.#sendRows(run, seq);
      if (run !== this.#run) return;
      const last: Change[] = [{ seq, kind: 'telemetry', op: 'put', record: await reader.telemetryTotals() }];
      if (run !== this.#run) return;
      if (recorder) last.push({ seq, kind: 'status', op: 'put', record: recorder.status() });
      this.#listener([{ type: 'batch', changes: last }]);
      this.#listener([{ type: 'ready', seq }]);
      this.#live = true;
      this.#sendSoon();
    } catch (cause) {
      if (run !== this.#run) return;
      const notice = { code: faultCode(cause), severity: 'error', message: faultMessage(cause) } as const;
      this.#listener([{ type: 'notice', notice }]);
      if (recorder) this.restart(RESTART_INTERVAL_MS);
    }
  }

  async #sendRows(run: number, seq: number): Promise<void> {
    const { reader } = this.#feed.options;
    let afterId: string | undefined;
    for (;;) {
      const page = await reader.exchangeRows({ limit: BATCH_CHANGES, ...(afterId === undefined ? {} : { afterId }) });
      await this.#untilReady();
      if (run !== this.#run || page.rows.length === 0) return;
      const changes = page.rows.map((record): Change => ({ seq, kind: 'exchange', op: 'put', record }));
      this.#listener([{ type: 'batch', changes }]);
      if (page.rows.length < BATCH_CHANGES) return;
      afterId = page.rows.at(-1)?.id;
    }
  }

  async #untilReady(): Promise<void> {
    const run = this.#run;
    while (run === this.#run && !this.#ready()) {
      await new Promise<void>((resolve) => {
        this.#proceed = resolve;
        this.#schedule(resolve, BATCH_INTERVAL_MS);
      });
    }
    this.#proceed = undefined;
  }

  #sendSoon(): void {
    if (this.#cancel || this.#closed || (this.#queue.size === 0 && !this.#behind)) return;
    this.#schedule(() => this.#send(), BATCH_INTERVAL_MS);
  }

  #send(): void {
    if (this.#ready()) {
      if (this.#behind) {
        this.restart(RESTART_INTERVAL_MS);
        return;
      }
      this.#listener([{ type: 'batch', changes: this.#queue.take() }]);
    }
    this.#sendSoon();
  }

  #schedule(run: () => void, delayMs: number): void {
    this.#cancel?.();
    const schedule = this.#feed.options.schedule ?? scheduleTimer;
    this.#cancel = schedule(() => {
      this.#cancel = undefined;
      run();
    }, delayMs);
  }
}

function scheduleTimer(run: () => void, delayMs: number): () => void {
  const timer = setTimeout(run, delayMs);
  return () => clearTimeout(timer);
}
