// Ingest: asks one metrics endpoint again and again. Never two questions at a time; a target that is down is a state, and is asked on.
import type { Clock } from '../../base/clock.ts';
import { Fault, faultMessage } from '../../base/fault.ts';
import { parseUrl } from '../../base/url.ts';
import type { MetricsTarget } from '../../model/config.ts';
import type { MetricSample } from '../../model/metric.ts';
import type { PageReader } from '../http-page.ts';
import { METRICS_ACCEPT, readMetricsPage } from './metrics-page.ts';
import { SERIES_LIMIT, SeriesBook } from './series-book.ts';

export const DEFAULT_INTERVAL_MS = 1_000;
/** The shortest time between two polls, in milliseconds. */
export const LEAST_INTERVAL_MS = 100;
/** Of a page, decoded. */
export const PAGE_LIMIT_BYTES = 4 * 1024 * 1024;
/** How long an answer may take, in milliseconds. */
export const POLL_TIMEOUT_MS = 5_000;

/** Calls back once after so many milliseconds; what it returns keeps it from doing so. */
export type Delay = (callback: () => void, delayMs: number) => () => void;

export interface PollerParts {
  readonly pages: PageReader;
  readonly clock: Clock;
  readonly delay: Delay;
  readonly onSamples: (samples: readonly MetricSample[]) => void;
  /** The sentence says what the last poll met; undefined: all is well. Told when it changes. */
  readonly onFault: (sentence: string | undefined) => void;
}

export interface MetricsPoller {
  /** Ends polling; resolves when no poll is under way. */
  close(): Promise<void>;
}

/** What a target is called: its name, or host and port. */
export function targetName({ name, url }: { readonly name?: string; readonly url: string }): string {
  return name ?? parseUrl(url)?.host ?? url;
}

/** Polls at once, and from then on by the interval. */
export function createMetricsPoller(target: MetricsTarget, parts: PollerParts): MetricsPoller {
  return new Poller(target, parts);
}

class Poller implements MetricsPoller {
  readonly #parts: PollerParts;
  readonly #name: string;
  readonly #url: URL | undefined;
  readonly #intervalMs: number;
  readonly #book = new SeriesBook();
  readonly #end = new AbortController();
  #polling: Promise<void> = Promise.resolve();
  #cancel: () => void = () => undefined;
  #fault: string | undefined;

  constructor(target: MetricsTarget, parts: PollerParts) {
    this.#parts = parts;
    this.#name = targetName(target);
    this.#url = parseUrl(target.url);
    this.#intervalMs = Math.max(LEAST_INTERVAL_MS, target.intervalMs ?? DEFAULT_INTERVAL_MS);
    this.#start();
  }

  async close(): Promise<void> {
    this.#end.abort();
    this.#cancel();
    await this.#polling;
    this.#put(this.#book.flush());
  }

  #start(): void {
    const startedAt = this.#parts.clock();
    this.#polling = this.#poll().then(() => {
      if (this.#end.signal.aborted) return;
      // The beat goes on by the clock; beats that passed while an answer was awaited are left out.
      const passedMs = Math.max(0, this.#parts.clock() - startedAt);
      this.#cancel = this.#parts.delay(() => this.#start(), this.#intervalMs - (passedMs % this.#intervalMs));
    });
  }

  async #poll(): Promise<void> {
    try {
      const { seen, leftOut, unreadable } = await this.#read();
      const taken = this.#book.take(seen, this.#parts.clock());
      this.#put(taken.samples);
      this.#say(this.#shortcoming(seen.length, leftOut + taken.leftOut, unreadable));
    } catch (cause) {
      if (this.#end.signal.aborted) return;
      this.#put(this.#book.flush());
      this.#say(faultMessage(cause));
    }
  }

  async #read(): Promise<ReturnType<typeof readMetricsPage>> {
    const url = this.#url;
    if (!url || !/^https?:$/.test(url.protocol))
      throw new Fault('metrics-url', `${this.#name} is no address that can be polled; give an http or https URL.`);
    const page = await this.#parts.pages.read({
      url,
      accept: METRICS_ACCEPT,
      limitBytes: PAGE_LIMIT_BYTES,
      timeoutMs: POLL_TIMEOUT_MS,
      signal: this.#end.signal,
    });
    return readMetricsPage(page, this.#name, this.#parts.clock());
  }

  #shortcoming(series: number, leftOut: number, unreadable: number): string | undefined {
    if (leftOut > 0)
      return `${this.#name} has more than ${SERIES_LIMIT.toLocaleString('en')} series; ${leftOut.toLocaleString('en')} are not kept.`;
    if (unreadable > 0) return `${this.#name} has ${unreadable} lines that could not be read.`;
    return series === 0 ? `${this.#name} answers, but has no metrics.` : undefined;
  }

  #put(samples: readonly MetricSample[]): void {
    if (samples.length > 0) this.#parts.onSamples(samples);
  }

  #say(sentence: string | undefined): void {
    if (sentence === this.#fault) return;
    this.#fault = sentence;
    this.#parts.onFault(sentence);
  }
}
