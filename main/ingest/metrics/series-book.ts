// Ingest, pure: samples of one target from poll to poll → those worth keeping. A value that stays is told again only now and then.
import type { MetricSample } from '../../model/metric.ts';

/** Series of a target that are followed; more are counted only. */
export const SERIES_LIMIT = 5_000;
/** A value that does not change is kept this often all the same, in milliseconds. */
export const UNCHANGED_MS = 15_000;
/** A series that was silent this long makes room for a new one, in milliseconds. */
export const FORGET_MS = 300_000;

interface Series {
  /** The last that was seen. */
  last: MetricSample;
  /** Whether it was kept. */
  kept: boolean;
  keptAt: number;
}

/** What one poll found. */
export interface SeenSample {
  /** Names the series within its target. */
  readonly series: string;
  readonly sample: MetricSample;
}

/**
 * Between two kept samples of a series its value did not change, and just before it changes the old value is told once more:
 * a line through the kept samples is the line through all of them.
 */
export class SeriesBook {
  readonly #series = new Map<string, Series>();
  readonly #limit: number;

  constructor(limit: number = SERIES_LIMIT) {
    this.#limit = limit;
  }

  /** The samples to keep of one poll, and how many belong to series beyond the limit. */
  take(
    seen: readonly SeenSample[],
    at: number,
  ): { readonly samples: readonly MetricSample[]; readonly leftOut: number } {
    const samples: MetricSample[] = [];
    let leftOut = 0;
    for (const { series, sample } of seen) {
      const known = this.#series.get(series);
      if (known) this.#follow(known, sample, samples);
      else if (this.#series.size < this.#limit || this.#forget(at, samples)) {
        this.#series.set(series, { last: sample, kept: true, keptAt: sample.at });
        samples.push(sample);
      } else leftOut += 1;
    }
    return { samples, leftOut };
  }

  /** The last sample of each series, where it was not kept yet: when nothing more comes for now. */
  flush(): readonly MetricSample[] {
    const samples: MetricSample[] = [];
    for (const series of this.#series.values()) keep(series, samples);
    return samples;
  }

  #follow(series: Series, sample: MetricSample, samples: MetricSample[]): void {
    // A page that tells times may tell the same sample twice.
    if (sample.at <= series.last.at) return;
    const changed = sample.value !== series.last.value;
    if (changed) keep(series, samples);
    series.last = sample;
    series.kept = false;
    if (changed || sample.at - series.keptAt >= UNCHANGED_MS) keep(series, samples);
  }

  /** Forgets what was silent for long; false where nothing was. */
  #forget(at: number, samples: MetricSample[]): boolean {
    const before = this.#series.size;
    for (const [key, series] of this.#series) {
      if (at - series.last.at < FORGET_MS) continue;
      keep(series, samples);
      this.#series.delete(key);
    }
    return this.#series.size < before;
  }
}

function keep(series: Series, samples: MetricSample[]): void {
  if (series.kept) return;
  series.kept = true;
  series.keptAt = series.last.at;
  // What a series says of itself went with its first sample.
  const { help: _help, unit: _unit, ...sample } = series.last;
  samples.push(sample);
}
