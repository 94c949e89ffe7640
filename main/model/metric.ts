// Model: measurements of a process, as a Prometheus endpoint or an OTLP sender gave them.

export const METRIC_TYPES = ['gauge', 'counter', 'histogram', 'summary', 'untyped'] as const;
export type MetricType = (typeof METRIC_TYPES)[number];

/** One number at one instant. Buckets, sums and counts of a histogram are samples of their own, named as Prometheus does. */
export interface MetricSample {
  /** Milliseconds since the Unix epoch, with a fraction. */
  readonly at: number;
  /** `go_goroutines`, `http_request_duration_seconds_bucket`. */
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
  /** Where it came from: the configured name or else host and port of a polled endpoint; `otlp:<service>`. */
  readonly target: string;
  readonly type: MetricType;
  /** What it says of itself, in its own words. A polled endpoint's samples say it and the unit with the first of a series only. */
  readonly help?: string;
  readonly unit?: string;
}

/** A sample as a session holds it. */
export interface MetricRow extends MetricSample {
  /** Where it lies, to go on from: its minute, series and instant. */
  readonly id: string;
  readonly seriesId: string;
}

/** All samples of one name, target and set of labels. */
export interface MetricSeries {
  /** Unique in a session; a decimal number. */
  readonly id: string;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly target: string;
  readonly type: MetricType;
  readonly help?: string;
  readonly unit?: string;
  readonly samples: number;
  readonly firstAt: number;
  readonly lastAt: number;
  readonly lastValue: number;
}

/** One series thinned to a number of steps: of each step with samples its first instant and its last, least and greatest value. */
export interface MetricPoints {
  readonly seriesId: string;
  readonly points: readonly {
    readonly at: number;
    readonly value: number;
    readonly least: number;
    readonly greatest: number;
  }[];
}
