// Asks the maps' thread; starts it with the first script or question, so that a run without any pays nothing.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { Fault } from './base/fault.ts';
import type { Disposable } from './base/disposable.ts';
import type { KeptMap } from './model/kept-map.ts';
import type { SourceMapAnswer, SourceMapQuestion, SourceMapRequest, SourceMapStart } from './source-map-message.ts';
import type { LookupReply } from './sourcemaps/lookup-answer.ts';
import type { SourceMapper } from './sourcemaps/source-mapper.ts';

/** The thread's file beside the entry of a bundle. */
export const SOURCE_MAP_WORKER = 'source-map-worker.cjs';
/** Questions waiting at a time; more are refused, so that a page in a loop of errors can't fill the memory. */
export const QUESTION_LIMIT = 1_000;

export interface SourceMapLink extends SourceMapper, Disposable {
  /** A look-up as JSON text; it is read on the maps' thread. */
  answerLookup(content: Uint8Array): Promise<LookupReply>;
  /** Has the external maps of scripts and stylesheets fetched that were just served. */
  keep(exchangeIds: readonly string[]): void;
  close(): Promise<void>;
}

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (fault: Error) => void;
}

/** Where maps go that were fetched for the session to keep; `bytes` may be handed on with its buffer. */
export type KeepMap = (record: KeptMap, bytes: Uint8Array) => void;

/** `start` is asked when the thread is started, as the proxy's origin is known only then. */
export function createSourceMapLink(
  workerFolder: string,
  start: () => SourceMapStart,
  onKept: KeepMap = () => undefined,
): SourceMapLink {
  const file = pathToFileURL(join(workerFolder, SOURCE_MAP_WORKER));
  return new Link(() => new Worker(file, { workerData: start() }), onKept);
}

class Link implements SourceMapLink {
  readonly #start: () => Worker;
  readonly #onKept: KeepMap;
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | undefined;
  #next = 0;
  #closed = false;

  constructor(start: () => Worker, onKept: KeepMap) {
    this.#start = start;
    this.#onKept = onKept;
  }

  lookup: SourceMapper['lookup'] = (request) => this.#ask({ name: 'lookup', args: [request] });
  answerLookup: SourceMapLink['answerLookup'] = (content) => this.#ask({ name: 'answerLookup', args: [content] });
  mapStack: SourceMapper['mapStack'] = (stack, at) => this.#ask({ name: 'mapStack', args: [stack, at] });
  mapFrames: SourceMapper['mapFrames'] = (frames, at) => this.#ask({ name: 'mapFrames', args: [frames, at] });
  openable: SourceMapper['openable'] = (path) => this.#ask({ name: 'openable', args: [path] });
  check: SourceMapper['check'] = (url, at) => this.#ask({ name: 'check', args: [url, at] });

  keep(exchangeIds: readonly string[]): void {
    if (this.#closed) return;
    this.#worker ??= this.#open();
    this.#worker.postMessage({ type: 'keep', exchangeIds } satisfies SourceMapRequest);
  }

  async close(): Promise<void> {
    this.#closed = true;
    const worker = this.#worker;
    if (!worker) return;
    const exited = new Promise((resolve) => worker.once('exit', resolve));
    worker.postMessage({ type: 'close' } satisfies SourceMapRequest);
    await exited;
  }

  #ask<T>(question: SourceMapQuestion): Promise<T> {
    if (this.#closed) return Promise.reject(new Fault('session-closed', 'The session was closed; open it again.'));
    if (this.#waiting.size >= QUESTION_LIMIT) {
      return Promise.reject(new Fault('maps-busy', `${QUESTION_LIMIT} look-ups are waiting; try again later.`));
    }
    const worker = (this.#worker ??= this.#open());
    const id = this.#next++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve: (value) => resolve(value as T), reject });
      worker.postMessage({ id, ...question } satisfies SourceMapRequest);
    });
  }

  #open(): Worker {
    const worker = this.#start();
    worker.on('message', (answer: SourceMapAnswer) => {
      if ('type' in answer) {
        this.#onKept(answer.record, answer.bytes);
        return;
      }
      const waiting = this.#waiting.get(answer.id);
      this.#waiting.delete(answer.id);
      if ('code' in answer) waiting?.reject(new Fault(answer.code, answer.message));
      else waiting?.resolve(answer.value);
    });
    worker.on('error', (cause) =>
      this.#end(worker, new Fault('maps-failed', `Looking up source maps failed: ${cause.message}.`, { cause })),
    );
    worker.on('exit', () => this.#end(worker, new Fault('session-closed', 'The session was closed; open it again.')));
    return worker;
  }

  /** The next question starts another thread. */
  #end(worker: Worker, fault: Fault): void {
    // Its failure comes before its end, and by then there may be another.
    if (this.#worker !== worker) return;
    this.#worker = undefined;
    for (const { reject } of this.#waiting.values()) reject(fault);
    this.#waiting.clear();
  }
}
