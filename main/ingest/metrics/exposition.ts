// Ingest, pure: a Prometheus text page → samples. Exposition format 0.0.4 and OpenMetrics 1.0; exemplars are skipped.
import type { MetricType } from '../../model/metric.ts';
import { endOfLabels, parseLabels, unescapeText, type ParsedLabels } from './exposition-labels.ts';

/** What a page says of all samples of one name. */
export interface MetricFamily {
  type: MetricType;
  help?: string;
  unit?: string;
}

/** One line of a page. */
export interface ExpositionSample {
  /** Name and labels as they stand on the page: the same from poll to poll. */
  readonly series: string;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Perhaps NaN or infinite. */
  readonly value: number;
  /** Milliseconds since the Unix epoch; absent where the line has no time of its own. */
  readonly at?: number;
}

export interface Exposition {
  readonly families: ReadonlyMap<string, MetricFamily>;
  readonly samples: readonly ExpositionSample[];
  /** Samples beyond the limit, which were not read. */
  readonly leftOut: number;
  /** Lines that are neither a sample nor a comment. */
  readonly unreadable: number;
  /** The number of the first of them, from 1. */
  readonly firstUnreadable?: number;
}

export interface ExpositionOptions {
  /** OpenMetrics writes times in seconds, version 0.0.4 in milliseconds. */
  readonly openMetrics: boolean;
  /** Samples read at most. */
  readonly limit: number;
}

/** Types as pages name them; an info or a set of states is a gauge of 0 and 1. */
const TYPES: Readonly<Record<string, MetricType>> = {
  counter: 'counter',
  gauge: 'gauge',
  histogram: 'histogram',
  gaugehistogram: 'histogram',
  summary: 'summary',
  info: 'gauge',
  stateset: 'gauge',
};

/** What a family's samples may have behind its name (OpenMetrics section 5). */
const SUFFIX = /_(?:total|bucket|sum|count|gsum|gcount|info)$/;

/** Reads a page. A line that is not understood is counted and does no harm to the others. */
export function parseExposition(text: string, { openMetrics, limit }: ExpositionOptions): Exposition {
  const families = new Map<string, MetricFamily>();
  const samples: ExpositionSample[] = [];
  let leftOut = 0;
  let unreadable = 0;
  let firstUnreadable: number | undefined;
  let number = 0;
  for (let start = 0; start < text.length;) {
    const feed = text.indexOf('\n', start);
    const end = feed < 0 ? text.length : feed;
    const line = text.slice(start, end).trim();
    start = end + 1;
    number += 1;
    if (line === '') continue;
    if (line.startsWith('#')) readComment(line, families);
    else if (samples.length >= limit) leftOut += 1;
    else {
      const sample = readSample(line, openMetrics ? 1000 : 1);
      if (sample) samples.push(sample);
      else {
        unreadable += 1;
        firstUnreadable ??= number;
      }
    }
  }
  return { families, samples, leftOut, unreadable, ...(firstUnreadable !== undefined && { firstUnreadable }) };
}

/** The family of a sample's name: its own, or the one whose name it begins with. */
export function familyOf(name: string, families: ReadonlyMap<string, MetricFamily>): MetricFamily | undefined {
  return families.get(name) ?? families.get(name.replace(SUFFIX, ''));
}

const COMMENT = /^#\s+(HELP|TYPE|UNIT)\s+("(?:[^"\\]|\\.)*"|\S+)(?:\s+(.*))?$/;

function readComment(line: string, families: Map<string, MetricFamily>): void {
  const [, word, quoted = '', rest = ''] = COMMENT.exec(line) ?? [];
  if (word === undefined) return;
  const name = quoted.startsWith('"') ? unescapeText(quoted.slice(1, -1)) : quoted;
  const family = families.get(name) ?? { type: 'untyped' };
  families.set(name, family);
  if (word === 'TYPE') family.type = TYPES[rest] ?? 'untyped';
  else if (rest !== '') family[word === 'HELP' ? 'help' : 'unit'] = unescapeText(rest);
}

const NO_LABELS: ParsedLabels = { labels: {} };
const NAME = /^[^\s{]+/;

/** `name{labels} value [time] [# exemplar]`; undefined where the line is none. `unitMs` is what a time counts in. */
function readSample(line: string, unitMs: number): ExpositionSample | undefined {
  const written = NAME.exec(line)?.[0] ?? '';
  let end = written.length;
  let found = NO_LABELS;
  const brace = skipBlanks(line, end);
  if (line[brace] === '{') {
    end = endOfLabels(line, brace);
    const parsed = end < 0 ? undefined : parseLabels(line.slice(brace + 1, end - 1));
    if (!parsed) return undefined;
    found = parsed;
  }
  const name = found.name ?? written;
  const [text = '', time, ...more] = tokens(line.slice(end));
  const value = parseValue(text);
  if (name === '' || value === undefined || more.length > 0) return undefined;
  const sample = { series: line.slice(0, end), name, labels: found.labels, value };
  if (time === undefined) return sample;
  const at = parseValue(time);
  return at === undefined || !Number.isFinite(at) ? undefined : { ...sample, at: at * unitMs };
}

/** The words after a sample's labels, without the exemplar. */
function tokens(rest: string): readonly string[] {
  const exemplar = rest.indexOf('#');
  const words = (exemplar < 0 ? rest : rest.slice(0, exemplar)).trim();
  return words === '' ? [] : words.split(/\s+/);
}

function skipBlanks(line: string, from: number): number {
  let at = from;
  while (line[at] === ' ' || line[at] === '\t') at += 1;
  return at;
}

const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
const INFINITE = /^([+-]?)inf(?:inity)?$/i;

/** A number as Go writes it; undefined where the text is none. */
function parseValue(text: string): number | undefined {
  if (DECIMAL.test(text)) return Number(text);
  const sign = INFINITE.exec(text)?.[1];
  if (sign !== undefined) return sign === '-' ? -Infinity : Infinity;
  return /^nan$/i.test(text) ? NaN : undefined;
}
