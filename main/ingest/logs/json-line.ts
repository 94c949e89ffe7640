// Ingest: a line of JSON, as pino, bunyan, winston, zap, zerolog, logrus, slog and Log4j write it.
import type { LogLevel } from '../../model/log.ts';
import { isObject, type LooseObject } from '../loose-value.ts';
import { knownIds } from './log-ids.ts';
import { readLogObject, type LogObject } from './log-object.ts';
import type { ParsedLine } from './parsed-line.ts';

/** How deep brackets may nest; beyond it the line stays text, as whoever walks it would run out of stack. */
export const DEPTH_LIMIT = 200;

/** undefined where it is no object, or one that says nothing a log says. */
export function parseJsonLine(text: string): ParsedLine | undefined {
  if (!text.endsWith('}') || (text.length > 2 * DEPTH_LIMIT && isDeep(text))) return undefined;
  const value = parseObject(text);
  if (!value) return undefined;
  const found = readLogObject(value);
  const { message, level, error, time } = found;
  if (message === undefined && error === undefined && (level === undefined || time === undefined)) return undefined;
  return toParsedLine(found, toJsonFormat(value, found), text);
}

/** The line that an object's parts make. */
export function toParsedLine(found: LogObject, format: string, text: string): ParsedLine {
  const { time, message, component, error, errorField, traceId, spanId, requestId, fields } = found;
  if (component !== undefined) fields['component'] = component;
  if (errorField) fields[errorField.name] = withoutStack(errorField.value);
  const level = found.level ?? (error?.stack === undefined ? undefined : ('error' satisfies LogLevel));
  return {
    format,
    message: message ?? error?.message ?? text,
    fields,
    ...(time && { time }),
    ...(level && { level }),
    ...(error && { error }),
    ...knownIds({ traceId, spanId, requestId }),
  };
}

/** The stack has a place of its own. */
function withoutStack(value: unknown): unknown {
  if (!isObject(value) || typeof value['stack'] !== 'string') return value;
  const { stack: _, ...rest } = value;
  return rest;
}

function parseObject(text: string): LooseObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    // No JSON, or only the half of it: it stays text.
    return undefined;
  }
}

function isDeep(text: string): boolean {
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    // `[` and `{`, `]` and `}`; those within texts count too, which errs to the safe side.
    if (code === 0x5b || code === 0x7b) depth += 1;
    else if (code === 0x5d || code === 0x7d) depth -= 1;
    if (depth > DEPTH_LIMIT) return true;
  }
  return false;
}

/** Which logger writes such objects. */
function toJsonFormat(value: LooseObject, { time }: LogObject): string {
  const level = value['level'];
  if ('ecs.version' in value || 'log.level' in value || 'ecs' in value) return 'ecs';
  if ('loggerFqcn' in value || 'instant' in value || 'timeMillis' in value) return 'log4j';
  if (typeof level === 'number') return 'v' in value && 'name' in value ? 'bunyan' : 'pino';
  if (typeof level !== 'string' || time === undefined) return 'json';
  if ('msg' in value) {
    if ('ts' in value) return 'zap';
    return 'time' in value ? (level === level.toUpperCase() ? 'slog' : 'logrus') : 'json';
  }
  if (!('message' in value)) return 'json';
  return 'timestamp' in value ? 'winston' : 'time' in value ? 'zerolog' : 'json';
}
