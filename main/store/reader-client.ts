// Store: asks the reader's thread.
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { join } from 'node:path';
import { Fault } from '../base/fault.ts';
import type { SessionReader } from '../model/protocol.ts';
import type { OpenSession } from './local-reader.ts';
import type { ReaderAnswer, ReaderCall, ReaderRequest, ReaderStart } from './reader-message.ts';

/** The reader's file beside the entry of a bundle. */
export const READER_WORKER = 'reader-worker.cjs';

export interface OpenSessionOptions {
  /** Folder in which `reader-worker.cjs` lies: the bundle's own by default. */
  readonly workerFolder?: string;
}

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (fault: Error) => void;
}

/** Opens a session on a thread of its own. Rejects with a Fault when the file can't be read. */
export async function openSession(path: string, options: OpenSessionOptions = {}): Promise<OpenSession> {
  const start: ReaderStart = { path };
  const file = join(options.workerFolder ?? __dirname, READER_WORKER);
  const worker = new Worker(pathToFileURL(file), { workerData: start });
  const calls = new CallTable(worker);
  await calls.opened;
  const call =
    <T>(name: ReaderCall) =>
    (...args: readonly unknown[]) =>
      calls.call(name, args) as Promise<T>;
  const names = {
    summary: call('summary'),
    exchange: call('exchange'),
    exchangeRows: call('exchangeRows'),
    frameRows: call('frameRows'),
    searchFrames: call('searchFrames'),
    frame: call('frame'),
    eventRows: call('eventRows'),
    event: call('event'),
    logRows: call('logRows'),
    log: call('log'),
    logIndex: call('logIndex'),
    logHistogram: call('logHistogram'),
    telemetryTotals: call('telemetryTotals'),
    spanRows: call('spanRows'),
    span: call('span'),
    traceRows: call('traceRows'),
    traceRow: call('traceRow'),
    metricSeries: call('metricSeries'),
    metricPoints: call('metricPoints'),
    metrics: call('metrics'),
    profileRows: call('profileRows'),
    profile: call('profile'),
    profileBytes: call('profileBytes'),
    serviceCalls: call('serviceCalls'),
    hmrRows: call('hmrRows'),
    hmr: call('hmr'),
    errorRows: call('errorRows'),
    error: call('error'),
    pageRows: call('pageRows'),
    actionRows: call('actionRows'),
    trace: call('trace'),
    frames: call('frames'),
    events: call('events'),
    body: call('body'),
  } satisfies { [K in Exclude<keyof SessionReader, 'close'>]: unknown };
  return { ...(names as Omit<SessionReader, 'close'>), copyTo: call('copyTo'), close: () => calls.close() };
}

/** Calls under way, by number. */
class CallTable {
  readonly opened: Promise<void>;
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  readonly #exited: Promise<void>;
  #next = 0;
  #ended: Fault | undefined;

  constructor(worker: Worker) {
    this.#worker = worker;
    this.opened = new Promise((resolve, reject) => this.#waiting.set(-1, { resolve: () => resolve(), reject }));
    this.#exited = new Promise((resolve) => worker.once('exit', () => resolve()));
    worker.on('message', (answer: ReaderAnswer) => this.#settle(answer));
    worker.on('error', (cause) =>
      this.#end(new Fault('reader-failed', `Reading the session failed: ${cause.message}.`, { cause })),
    );
    worker.on('exit', () => this.#end(new Fault('session-closed', 'The session was closed; open it again.')));
  }

  call(name: ReaderCall, args: readonly unknown[]): Promise<unknown> {
    if (this.#ended) return Promise.reject(this.#ended);
    const id = this.#next++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#post({ type: 'call', id, name, args });
    });
  }

  /** Lets the thread finish what it has begun, then waits until it is gone. */
  close(): Promise<void> {
    if (!this.#ended) this.#post({ type: 'close' });
    return this.#exited;
  }

  #post(request: ReaderRequest): void {
    this.#worker.postMessage(request);
  }

  #settle(answer: ReaderAnswer): void {
    const id = answer.type === 'opened' ? -1 : (answer.id ?? -1);
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (answer.type === 'fault') waiting?.reject(new Fault(answer.code, answer.message));
    else waiting?.resolve(answer.type === 'result' ? answer.value : undefined);
  }

  #end(fault: Fault): void {
    this.#ended ??= fault;
    for (const waiting of this.#waiting.values()) waiting.reject(this.#ended);
    this.#waiting.clear();
  }
}
