// Ingest: a line for each request, as nginx and Apache (common and combined log format) and Gin write it.
import type { LogLevel } from '../../model/log.ts';
import { parseDateTime, type LogTime } from './log-time.ts';
import type { ParsedLine } from './parsed-line.ts';

const COMBINED =
  /^(?:\S+:\d+ )?(\S+) \S+ (\S+) \[(\d\d)\/([A-Z][a-z]{2})\/(\d{4}):(\d\d:\d\d:\d\d) ([+-]\d{4})\] "([A-Z]+) ((?:[^"\\]|\\.)*?)(?: (HTTP\/[\d.]+))?" (\d{3}) (\d+|-)(?: "((?:[^"\\]|\\.)*)" "((?:[^"\\]|\\.)*)")?(.*)$/;
const MONTHS = 'JanFebMarAprMayJunJulAugSepOctNovDec';

export function parseAccessLine(text: string): ParsedLine | undefined {
  if (!text.includes('] "')) return undefined;
  const match = COMBINED.exec(text);
  if (!match) return undefined;
  const [, clientAddress, user, day, month = '', year, clock = '', zone = '', method, path, httpVersion, status] =
    match;
  const [bytes, referer, userAgent, rest = ''] = match.slice(12);
  const monthNumber = String(MONTHS.indexOf(month) / 3 + 1).padStart(2, '0');
  const time = parseDateTime(`${year}-${monthNumber}-${day} ${clock}${zone}`)?.time;
  const fields: Record<string, unknown> = { clientAddress, method, path, status: Number(status) };
  if (bytes !== undefined && bytes !== '-') fields['bytes'] = Number(bytes);
  if (user !== '-') fields['user'] = user;
  if (httpVersion !== undefined) fields['httpVersion'] = httpVersion;
  if (referer !== undefined && referer !== '-') fields['referer'] = referer;
  if (userAgent !== undefined && userAgent !== '-') fields['userAgent'] = userAgent;
  if (rest.trim() !== '') fields['rest'] = rest.trim();
  return toAccessLine('combined', `${method} ${path} ${status}`, Number(status), fields, time);
}

const GIN =
  /^\[GIN\] (\d{4}\/\d\d\/\d\d - \d\d:\d\d:\d\d) \|\s*(\d{3})\s*\|\s*([\d.]+)(ns|µs|us|ms|s|m\S*)\s*\|\s*(\S+)\s*\|\s*([A-Z]+)\s+"?([^"]*)"?(.*)$/;
const IN_MS: Readonly<Record<string, number>> = { ns: 1e-6, µs: 1e-3, us: 1e-3, ms: 1, s: 1_000 };

export function parseGinLine(text: string): ParsedLine | undefined {
  if (text.startsWith('[GIN-debug] ')) {
    const message = text.slice('[GIN-debug] '.length);
    const level = /^\[(WARNING|ERROR)\]/.exec(message)?.[1];
    return { format: 'gin', message, level: level === undefined ? 'debug' : level === 'ERROR' ? 'error' : 'warn' };
  }
  const match = GIN.exec(text);
  if (!match) return undefined;
  const [, when = '', status, amount, unit = '', clientAddress, method, path, rest = ''] = match;
  const factor = IN_MS[unit];
  const fields: Record<string, unknown> = { clientAddress, method, path, status: Number(status) };
  fields['durationMs'] = factor === undefined ? `${amount}${unit}` : Number(amount) * factor;
  if (rest.trim() !== '') fields['rest'] = rest.trim();
  return toAccessLine('gin', `${method} ${path} ${status}`, Number(status), fields, parseDateTime(when)?.time);
}

function toAccessLine(
  format: string,
  message: string,
  status: number,
  fields: Record<string, unknown>,
  time: LogTime | undefined,
): ParsedLine {
  const level: LogLevel = status >= 500 ? 'error' : status >= 400 ? 'warn' : 'info';
  return { format, message, level, fields, ...(time && { time }) };
}
