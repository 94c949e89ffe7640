// Ingest: finds out what a line of a log is written in. What is none of the known dialects is plain text; nothing is refused.
import { parseAccessLine, parseGinLine } from './access-line.ts';
import { parseJsonLine } from './json-line.ts';
import { parseKlogLine } from './klog-line.ts';
import { findIds } from './log-ids.ts';
import { parseLogfmtLine } from './logfmt-line.ts';
import type { LogIds, ParsedLine } from './parsed-line.ts';
import { parseTextLine } from './text-line.ts';

/** Longest line that is looked at as text of a dialect; a longer one is JSON or plain. */
export const DIALECT_CHARACTERS = 16 * 1024;

/** A line without colours, and when it arrived. Never throws. */
export function parseLine(text: string, arrivedAt: number): ParsedLine {
  const line = parseDialect(text, arrivedAt);
  const ids: LogIds = {};
  if (line.traceId !== undefined) ids.traceId = line.traceId;
  if (line.spanId !== undefined) ids.spanId = line.spanId;
  if (line.requestId !== undefined) ids.requestId = line.requestId;
  // The fields of JSON were looked at by their names; its message is text.
  findIds(line.format === undefined || line.fields === undefined ? text : textOf(line, text), ids);
  return { ...line, ...ids };
}

function textOf(line: ParsedLine, text: string): string {
  return text.startsWith('{') ? line.message : text;
}

function parseDialect(text: string, arrivedAt: number): ParsedLine {
  const json = text.startsWith('{') ? parseJsonLine(text) : undefined;
  if (json) return json;
  if (text.length > DIALECT_CHARACTERS) return { message: text };
  if (text.startsWith('[GIN')) return parseGinLine(text) ?? parseTextLine(text);
  return parseKlogLine(text, arrivedAt) ?? parseLogfmtLine(text) ?? parseAccessLine(text) ?? parseTextLine(text);
}
