// Ingest: lines for people to read: a time, a level, perhaps a thread, a logger and a place, and the message; as zap, zerolog and
// logrus write to a console, Log4j, Logback, Spring Boot, Python's logging, nginx's error log and Go's own package.
import type { LogLevel } from '../../model/log.ts';
import { isObject } from '../loose-value.ts';
import { findLevel, toLogLevel } from './log-level.ts';
import { knownIds } from './log-ids.ts';
import { readLogObject } from './log-object.ts';
import { parseDateTime, toEpochTime, type LogTime } from './log-time.ts';
import { splitPairs } from './logfmt-line.ts';
import type { ParsedLine } from './parsed-line.ts';

export function parseTextLine(text: string): ParsedLine {
  return parseZapConsole(text) ?? parseShortLevel(text) ?? parseTimed(text) ?? parseLevelled(text);
}

/** zap's console encoder: parts with tabs between, the fields as JSON at the end. */
function parseZapConsole(text: string): ParsedLine | undefined {
  const tab = text.indexOf('\t');
  if (tab <= 0 || tab > 40) return undefined;
  const [when = '', word = '', ...parts] = text.split('\t');
  const level = toLogLevel(word);
  const time = parseDateTime(when)?.time ?? toEpoch(when);
  if (level === undefined || time === undefined) return undefined;
  const json = parts.at(-1)?.startsWith('{') === true ? parseFields(parts.at(-1) ?? '') : undefined;
  if (json) parts.pop();
  const caller = parts.findIndex((part) => /^[^\s:]+\.go:\d+$/.test(part));
  const { fields, traceId, spanId, requestId, error } = readLogObject(json ?? {});
  if (error && json) fields['error'] = json['error'];
  if (caller >= 0) fields['caller'] = parts[caller];
  if (caller > 0) fields['logger'] = parts.slice(0, caller).join('\t');
  return {
    format: 'zap',
    message: parts.slice(caller + 1).join('\t'),
    level,
    time,
    fields,
    ...knownIds({ traceId, spanId, requestId }),
  };
}

function toEpoch(text: string): LogTime | undefined {
  return /^\d[\d.]{6,}(?:e\+?\d\d)?$/i.test(text) ? toEpochTime(Number(text)) : undefined;
}

function parseFields(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? { ...value } : undefined;
  } catch {
    // A message that only looks like fields.
    return undefined;
  }
}

const LOGRUS = /^(TRAC|DEBU|INFO|WARN|ERRO|FATA|PANI)\[([^\]]*)\] (.*)$/;
const ZEROLOG = /^(\S{4,40}) (TRC|DBG|INF|WRN|ERR|FTL|PNC) (.*)$/;
const LOGRUS_LEVELS: Readonly<Record<string, LogLevel>> = {
  TRAC: 'trace',
  DEBU: 'debug',
  INFO: 'info',
  WARN: 'warn',
  ERRO: 'error',
  FATA: 'fatal',
  PANI: 'fatal',
};

/** logrus and zerolog on a terminal: the level in three or four letters. */
function parseShortLevel(text: string): ParsedLine | undefined {
  const logrus = LOGRUS.exec(text);
  if (logrus) return toPaired('logrus', LOGRUS_LEVELS[logrus[1] ?? ''], logrus[2] ?? '', logrus[3] ?? '');
  const zerolog = ZEROLOG.exec(text);
  return zerolog ? toPaired('zerolog', toLogLevel(zerolog[2]), zerolog[1] ?? '', zerolog[3] ?? '') : undefined;
}

function toPaired(format: string, level: LogLevel | undefined, when: string, rest: string): ParsedLine {
  const { message, fields: pairs } = splitPairs(rest);
  const { fields, traceId, spanId, requestId, errorField } = readLogObject(pairs ?? {});
  if (errorField) fields[errorField.name] = errorField.value;
  const time = parseDateTime(when)?.time;
  return {
    format,
    message,
    fields: time === undefined ? { ...fields, time: when } : fields,
    ...(level && { level }),
    ...(time && { time }),
    ...knownIds({ traceId, spanId, requestId }),
  };
}

const WORD = 'trace|debug|info|information|notice|warn|warning|error|err|severe|fatal|critical|crit|alert|emerg|panic';
/** The level after the time: plain, in brackets, or padded; a place in the source may stand before it. */
const LEVEL_NEXT = new RegExp(`^[\\s:|-]*(?:[\\[(<]\\s*)?(${WORD})\\b\\s*[\\])>]?[:|]?(?=\\s|$)\\s*`, 'i');
/** What comes between the level and the message: process id, thread, logger. */
const SPRING = /^(\d+) --- \[([^\]]*)\] (?:\[[^\]]*\] )?(\S+)\s+: (.*)$/;
const THREAD = /^\[([^\]]*)\] +([\w.$@/-]+)(?: +-|:) (.*)$/;
const BRACKETED = /^\[([\w.$@/-]+)\] +(?=\S)(.*)$/;
const GO_CALLER = /^([\w./-]+\.go:\d+): (.*)$/;
const NGINX_IDS = /^(\d+)#(\d+): (.*)$/;

function parseTimed(text: string): ParsedLine | undefined {
  const open = text.startsWith('[') ? 1 : 0;
  const first = text.charCodeAt(open);
  if (!(first >= 0x30 && first <= 0x39)) return undefined;
  const found = parseDateTime(open === 1 ? text.slice(1, 60) : text);
  if (!found) return undefined;
  const rest = text.slice(found.end + open).replace(open === 1 ? /^[^\]]{0,12}\]/ : /^(?!)/, '');
  const match = LEVEL_NEXT.exec(rest);
  const level = toLogLevel(match?.[1]);
  const after = match && level ? rest.slice(match[0].length) : rest.replace(/^[\s:|-]+/, '');
  const { message, fields, format } = splitHead(after, text);
  const known = level ?? findLevel(after);
  return { message, fields, time: found.time, ...(known && { level: known }), ...(format !== undefined && { format }) };
}

interface Head {
  readonly message: string;
  readonly fields: Record<string, unknown>;
  readonly format?: string;
}

function splitHead(text: string, line: string): Head {
  const spring = SPRING.exec(text);
  if (spring) {
    const [, pid, thread = '', logger, message = ''] = spring;
    return { message, fields: { pid: Number(pid), thread: thread.trim(), logger }, format: 'logback' };
  }
  const threaded = THREAD.exec(text);
  if (threaded) {
    const [, thread, logger, message = ''] = threaded;
    return { message, fields: { thread, logger }, format: 'log4j' };
  }
  const go = GO_CALLER.exec(text);
  if (go) return { message: go[2] ?? '', fields: { caller: go[1] }, format: 'go' };
  const nginx = NGINX_IDS.exec(text);
  if (nginx)
    return { message: nginx[3] ?? '', fields: { pid: Number(nginx[1]), tid: Number(nginx[2]) }, format: 'nginx' };
  const bracketed = BRACKETED.exec(text);
  if (bracketed) return { message: bracketed[2] ?? '', fields: { logger: bracketed[1] } };
  return { message: text, fields: {}, ...(/^\d{4}\/\d\d\/\d\d \d/.test(line) && { format: 'go' }) };
}

const PYTHON = /^(DEBUG|INFO|WARNING|ERROR|CRITICAL):([\w.]+):(.*)$/;
const WINSTON = /^(error|warn|info|http|verbose|debug|silly): (.*?)(?: (\{.*\}))?$/;

/** A level without a time. */
function parseLevelled(text: string): ParsedLine {
  const python = PYTHON.exec(text);
  const level = toLogLevel(python?.[1]);
  if (python && level) return { format: 'python', level, message: python[3] ?? '', fields: { logger: python[2] } };
  const winston = WINSTON.exec(text);
  const json = winston?.[3] === undefined ? undefined : parseFields(winston[3]);
  const word = toLogLevel(winston?.[1]);
  if (winston && json && word) return { format: 'winston', level: word, message: winston[2] ?? '', fields: json };
  const found = findLevel(text);
  return { message: text, ...(found && { level: found }) };
}
