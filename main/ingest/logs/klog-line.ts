// Ingest: klog and glog: level, month and day in one word, the thread, the place in the source, and the message.
import type { LogLevel } from '../../model/log.ts';
import { parseDateTime } from './log-time.ts';
import { splitPairs } from './logfmt-line.ts';
import type { ParsedLine } from './parsed-line.ts';

const KLOG = /^([IWEF])(\d\d)(\d\d) (\d\d:\d\d:\d\d\.\d{1,6})\s+(\d+) ([^\s:\]]+:\d+)\] (.*)$/;
const LEVELS: Readonly<Record<string, LogLevel>> = { I: 'info', W: 'warn', E: 'error', F: 'fatal' };
/** A quoted message with pairs after it, as `InfoS` writes it. */
const STRUCTURED = /^"((?:[^"\\]|\\.)*)"(?: |$)/;

/** It names no year: that of its arrival, or the one before where that would be months ahead. */
export function parseKlogLine(text: string, arrivedAt: number): ParsedLine | undefined {
  const match = KLOG.exec(text);
  if (!match) return undefined;
  const [, letter = '', month, day, clock, thread, caller, rest = ''] = match;
  const year = new Date(arrivedAt).getFullYear();
  const toTime = (of: number) => parseDateTime(`${of}-${month}-${day} ${clock}`)?.time;
  const inYear = toTime(year);
  const time = inYear && inYear.at > arrivedAt + 40 * 86_400_000 ? toTime(year - 1) : inYear;
  const quoted = STRUCTURED.exec(rest)?.[1];
  const { message, fields } = splitPairs(rest);
  return {
    format: 'klog',
    message: quoted === undefined || fields === undefined ? message : quoted.replace(/\\(.)/g, '$1'),
    level: LEVELS[letter] ?? 'info',
    fields: { ...fields, thread: Number(thread), caller },
    ...(time && { time }),
  };
}
