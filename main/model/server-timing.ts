// Model: what a back end says of its own time in the field `Server-Timing` (W3C Server Timing, section 3.1). Pure.
import type { ServerTiming } from './exchange.ts';
import { headerValues, type HeaderList } from './headers.ts';

/** Metrics read of one answer. */
export const MAX_SERVER_TIMINGS = 50;
/** Characters kept of a name or a description. */
export const SERVER_TIMING_CHARACTERS = 200;

const TOKEN = /^[\w!#$%&'*+.^`|~-]+$/;

/** The metrics of all lines, of the head first and then of the trailers. Parts that can't be read are left out. */
export function parseServerTimings(...lists: readonly HeaderList[]): readonly ServerTiming[] {
  const found: ServerTiming[] = [];
  for (const value of lists.flatMap((list) => headerValues(list, 'server-timing'))) {
    for (const metric of splitOutsideQuotes(value, ',')) {
      const timing = parseMetric(metric);
      if (timing) found.push(timing);
      if (found.length === MAX_SERVER_TIMINGS) return found;
    }
  }
  return found;
}

function parseMetric(metric: string): ServerTiming | undefined {
  const [name = '', ...parameters] = splitOutsideQuotes(metric, ';').map((part) => part.trim());
  if (!TOKEN.test(name)) return undefined;
  const values = new Map<string, string>();
  for (const [key, value] of parameters.map(parseParameter)) if (!values.has(key)) values.set(key, value);
  const durationMs = Number.parseFloat(values.get('dur') ?? '');
  const description = values.get('desc')?.slice(0, SERVER_TIMING_CHARACTERS);
  return {
    name: name.slice(0, SERVER_TIMING_CHARACTERS),
    ...(durationMs >= 0 && durationMs < Infinity ? { durationMs } : {}),
    ...(description ? { description } : {}),
  };
}

function parseParameter(text: string): [key: string, value: string] {
  const at = text.indexOf('=');
  if (at < 0) return [text.toLowerCase(), ''];
  const value = text.slice(at + 1).trim();
  const quoted = /^"((?:[^"\\]|\\.)*)"?/.exec(value)?.[1];
  return [text.slice(0, at).trim().toLowerCase(), quoted?.replace(/\\(.)/g, '$1') ?? value];
}

function splitOutsideQuotes(text: string, separator: ',' | ';'): readonly string[] {
  const pattern = separator === ',' ? /(?:[^,"]|"(?:[^"\\]|\\.)*"?)+/g : /(?:[^;"]|"(?:[^"\\]|\\.)*"?)+/g;
  return text.match(pattern) ?? [];
}
