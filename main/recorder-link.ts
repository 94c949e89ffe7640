// The proxy's side of the recorder's thread: sends batches, keeps its word on itself, starts it again when it failed.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker, type MessagePort } from 'node:worker_threads';
import { Fault } from './base/fault.ts';
import { packBatch, transferables } from './capture/tap-batch.ts';
import type { FeedSource } from './feed/feed.ts';
import type { CaptureBudget, LogParserConfig } from './model/config.ts';
import type { HmrDialect } from './model/hmr.ts';
import type { KeptMap } from './model/kept-map.ts';
import type { Change } from './model/protocol.ts';
import type { SamplingRule } from './model/rules.ts';
import type { RecorderStatus } from './model/session.ts';
import type { SourceFrame } from './model/source-frame.ts';
import type { TapEvent } from './model/tap-event.ts';
import type { RecorderAnswer, RecorderRequest, RecorderStart } from './recorder-message.ts';

/** The recorder's file beside the entry of a bundle. */
export const RECORDER_WORKER = 'recorder-worker.cjs';
/** How long after a failure the thread is started again, in milliseconds. */
export const RESTART_MS = 500;

export interface RecorderLinkOptions {
  readonly path: string;
  readonly budget: CaptureBudget;
  readonly sampling?: readonly SamplingRule[];
  readonly logParsers?: readonly LogParserConfig[];
  readonly version: string;
  readonly workerFolder: string;
  /** The recorder has taken that much of what was sent; what is lost with it counts as taken. */
  readonly onTaken: (bytes: number, events: number) => void;
  /** An exchange, by its number, is a development server's stream, and whose. */
  readonly onRecognised?: (exchange: number, dialect: HmrDialect) => void;
  /** It failed and works again: what windows know may be wrong. */
  readonly onRestarted: () => void;
  /** An error's frames are to be looked up; the answer goes to `framesMapped`. */
  readonly onMapFrames?: (question: FramesQuestion) => void;
  /** Scripts and stylesheets that are in the file now. */
  readonly onScripts?: (exchangeIds: readonly string[]) => void;
  /** Recording is in trouble, or no more where the sentence is undefined. Traffic goes on either way. */
  readonly onTrouble?: (sentence: string | undefined) => void;
}

export type FramesQuestion = Omit<Extract<RecorderAnswer, { readonly type: 'map-frames' }>, 'type'>;

export interface RecorderLink extends FeedSource {
  readonly firstExchange: number;
  /** Sends events. Throws while there is no recorder, so that its caller counts them as dropped. */
  send(events: readonly TapEvent[]): void;
  /** Counts events that never reached `send`; `total` is all so far. */
  lost(total: number): void;
  setState(state: RecorderStatus['state']): void;
  framesMapped(errorId: string, stack: readonly SourceFrame[]): void;
  /** Errors whose frames had not come back at the last `sync`. */
  readonly unmapped: number;
  /** Puts a source map into the session; its buffer is taken away. */
  keepMap(record: KeptMap, bytes: Uint8Array): void;
  /** Has what is exported sent to this port. */
  exportTo(port: MessagePort): void;
  /** Writes all, and answers the session's counts. */
  close(): Promise<{ readonly exchanges: number; readonly dropped: number }>;
}

/** Starts the recorder. Rejects with a Fault when the session file can't be used. */
export async function startRecorder(options: RecorderLinkOptions): Promise<RecorderLink> {
  const link = new WorkerLink(options);
  await link.open();
  return link;
}

interface Waiting {
  readonly resolve: (seq: number) => void;
  readonly reject: (fault: Fault) => void;
}

type Counts = { readonly exchanges: number; readonly dropped: number };

class WorkerLink implements RecorderLink {
  firstExchange = 1;
  unmapped = 0;
  readonly #options: RecorderLinkOptions;
  readonly #syncs = new Map<number, Waiting>();
  #worker: Worker | undefined;
  #status: RecorderStatus;
  #started = false;
  #seq = 0;
  #nextSync = 0;
  #lostTotal = 0;
  #lostSent = 0;
  #onTheWay = { bytes: 0, events: 0 };
  #listener: ((changes: readonly Change[]) => void) | undefined;
  #watched: readonly string[] = [];
  #restart: NodeJS.Timeout | undefined;
  #closing: Promise<Counts> | undefined;
  #counts: Counts = { exchanges: 0, dropped: 0 };

  constructor(options: RecorderLinkOptions) {
    this.#options = options;
    this.#status = {
      state: 'recording',
      startedAt: Date.now(),
      dropped: 0,
      keptBytes: 0,
      budgetBytes: options.budget.sessionBytes,
    };
  }

  /** Starts a thread; resolves when it has the session open. */
  open(): Promise<void> {
    const { path, budget, sampling, version, workerFolder, logParsers } = this.#options;
    const start: RecorderStart = {
      ...{ path, budget, version, lastSeq: this.#seq, state: this.#status.state },
      ...(sampling && { sampling }),
      ...(logParsers && { logParsers }),
    };
    const worker = new Worker(pathToFileURL(join(workerFolder, RECORDER_WORKER)), { workerData: start });
    return new Promise((resolve, reject) => {
      let failure: Fault | undefined;
      worker.on('message', (answer: RecorderAnswer) => {
        if (answer.type === 'refused') failure = new Fault(answer.code, answer.message);
        if (answer.type === 'opened') {
          this.#opened(worker, answer);
          resolve();
        }
        this.#hear(answer);
      });
      worker.on('error', (cause) => {
        failure = new Fault(
          'recorder-failed',
          `The recorder failed: ${cause.message}. It is started again; what it held is lost.`,
          { cause },
        );
      });
      worker.on('exit', () => {
        const fault =
          failure ?? new Fault('recorder-failed', 'The recorder ended. It is started again; what it held is lost.');
        if (this.#worker === worker) this.#failed(fault);
        reject(fault);
      });
    });
  }

  send(events: readonly TapEvent[]): void {
    const worker = this.#worker;
    if (!worker) throw new Fault('recorder-failed', 'There is no recorder.');
    const batch = packBatch(events);
    const lost = this.#takeLost();
    worker.postMessage({ type: 'batch', batch, lost } satisfies RecorderRequest, transferables(batch));
    this.#onTheWay.bytes += batch.bytes.byteLength;
    this.#onTheWay.events += batch.count;
  }

  lost(total: number): void {
    this.#lostTotal = total;
  }

  listen(listener: ((changes: readonly Change[]) => void) | undefined): void {
    this.#listener = listener;
    this.#post({ type: 'listen', wanted: listener !== undefined });
  }

  watch(exchangeIds: readonly string[]): void {
    this.#watched = exchangeIds;
    this.#post({ type: 'watch', exchangeIds });
  }

  status(): RecorderStatus {
    return this.#status;
  }

  setState(state: RecorderStatus['state']): void {
    this.#status = { ...this.#status, state };
    this.#post({ type: 'state', state });
  }

  framesMapped(errorId: string, stack: readonly SourceFrame[]): void {
    this.#post({ type: 'frames-mapped', errorId, stack });
  }

  keepMap(record: KeptMap, bytes: Uint8Array): void {
    const request: RecorderRequest = { type: 'keep-map', record, bytes };
    this.#worker?.postMessage(request, [bytes.buffer as ArrayBuffer]);
  }

  exportTo(port: MessagePort): void {
    this.#worker?.postMessage({ type: 'export', port } satisfies RecorderRequest, [port]);
  }

  sync(): Promise<number> {
    if (!this.#worker)
      return Promise.reject(new Fault('recorder-failed', 'The recorder is being started again; try once more.'));
    const id = this.#nextSync++;
    return new Promise((resolve, reject) => {
      this.#syncs.set(id, { resolve, reject });
      this.#post({ type: 'sync', id });
    });
  }

  close(): Promise<Counts> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<Counts> {
    clearTimeout(this.#restart);
    const worker = this.#worker;
    if (worker) {
      const exited = new Promise((resolve) => worker.once('exit', resolve));
      this.#post({ type: 'close', lost: this.#takeLost() });
      await exited;
    }
    this.#status = { ...this.#status, state: 'closed' };
    return this.#counts;
  }

  #post(request: RecorderRequest): void {
    this.#worker?.postMessage(request);
  }

  #takeLost(): number {
    const lost = this.#lostTotal - this.#lostSent;
    this.#lostSent = this.#lostTotal;
    return lost;
  }

  #opened(worker: Worker, answer: RecorderAnswer & { readonly type: 'opened' }): void {
    this.#worker = worker;
    this.#setStatus(answer.status);
    if (!this.#started) {
      this.#started = true;
      this.firstExchange = answer.firstExchange;
      return;
    }
    this.#post({ type: 'listen', wanted: this.#listener !== undefined });
    this.#post({ type: 'watch', exchangeIds: this.#watched });
    this.#options.onRestarted();
  }

  #hear(answer: RecorderAnswer): void {
    switch (answer.type) {
      case 'taken':
        this.#onTheWay.bytes -= answer.bytes;
        this.#onTheWay.events -= answer.events;
        this.#options.onTaken(answer.bytes, answer.events);
        return;
      case 'hmr-connection':
        this.#options.onRecognised?.(Number(answer.exchangeId), answer.dialect);
        return;
      case 'changes':
        this.#seq = Math.max(this.#seq, answer.changes.at(-1)?.seq ?? 0);
        this.#listener?.(answer.changes);
        return;
      case 'status':
        this.#seq = Math.max(this.#seq, answer.seq);
        this.#setStatus(answer.status);
        return;
      case 'map-frames':
        this.#options.onMapFrames?.(answer);
        return;
      case 'synced':
        this.unmapped = answer.unmapped;
        this.#seq = Math.max(this.#seq, answer.seq);
        this.#syncs.get(answer.id)?.resolve(answer.seq);
        this.#syncs.delete(answer.id);
        return;
      case 'scripts':
        this.#options.onScripts?.(answer.exchangeIds);
        return;
      case 'closed':
        this.#counts = { exchanges: answer.exchanges, dropped: answer.dropped };
        return;
      case 'opened':
      case 'refused':
        return;
    }
  }

  #setStatus(status: RecorderStatus): void {
    const before = this.#status.fault?.message;
    this.#status = status;
    const now = status.fault?.message;
    if (now !== before) this.#options.onTrouble?.(now);
  }

  /** The thread is gone: tells so, counts what was with it, and starts another unless all is being closed. */
  #failed(fault: Fault): void {
    this.#worker = undefined;
    for (const { reject } of this.#syncs.values()) reject(fault);
    this.#syncs.clear();
    const { bytes, events } = this.#onTheWay;
    this.#onTheWay = { bytes: 0, events: 0 };
    this.#lostSent -= events;
    this.#options.onTaken(bytes, events);
    if (this.#closing) return;
    this.#setStatus({ ...this.#status, fault: { code: fault.code, message: fault.message } });
    this.#listener?.([{ seq: this.#seq, kind: 'status', op: 'put', record: this.#status }]);
    this.#startAgain();
  }

  #startAgain(): void {
    this.#restart = setTimeout(() => {
      this.open().catch(() => {
        if (!this.#closing && !this.#worker) this.#startAgain();
      });
    }, RESTART_MS);
  }
}
