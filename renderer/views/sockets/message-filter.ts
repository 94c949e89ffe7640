// Pure: the frame inspector's filter line → what it asks for → which rows pass.
import { FRAME_OPCODES, type Direction } from '../../../main/model/message.ts';
import { dataOf, directionOf, labelOf, type MessageRow } from './message-row.ts';

export interface MessageFilter {
  readonly direction?: Direction;
  /** Opcodes or event names; `*` stands for anything. Empty takes all. */
  readonly labels: readonly string[];
  /** The value of a top-level `type` member of a JSON payload. */
  readonly type?: string;
  readonly minBytes?: number;
  readonly maxBytes?: number;
  /** What is left: looked for in whole payloads, without case. Empty takes all. */
  readonly text: string;
  /** Tokens that could not be read, as typed. */
  readonly faults: readonly string[];
}

export const NO_FILTER: MessageFilter = { labels: [], text: '', faults: [] };

const UNITS: Readonly<Record<string, number>> = { b: 1, kb: 1e3, mb: 1e6 };

type Draft = { -readonly [K in keyof MessageFilter]: MessageFilter[K] };

/** Reads `dir:in op:text event:order.* type:stock size:>1kb words`. */
export function parseMessageFilter(line: string): MessageFilter {
  const draft: Draft = { ...NO_FILTER };
  const words: string[] = [];
  const faults: string[] = [];
  for (const token of line.match(/\S*"[^"]*"?|\S+/g) ?? []) {
    const [, key = '', value = ''] = /^(dir|op|event|type|size):(.*)$/i.exec(token) ?? [];
    if (key === '') words.push(token.replaceAll('"', ''));
    else if (!readToken(draft, key.toLowerCase(), value.replaceAll('"', ''))) faults.push(token);
  }
  return { ...draft, text: words.join(' '), faults };
}

function readToken(draft: Draft, key: string, value: string): boolean {
  switch (key) {
    case 'dir':
      if (value !== 'in' && value !== 'out') return false;
      draft.direction = value;
      return true;
    case 'op':
      if (!FRAME_OPCODES.some((opcode) => opcode === value)) return false;
      draft.labels = [...draft.labels, value];
      return true;
    case 'event':
      if (value === '') return false;
      draft.labels = [...draft.labels, value];
      return true;
    case 'type':
      if (value === '') return false;
      draft.type = value;
      return true;
    default:
      return readSize(draft, value);
  }
}

function readSize(draft: Draft, value: string): boolean {
  const match = /^([<>])=?(\d+(?:\.\d+)?)(b|kb|mb)?$/i.exec(value);
  if (!match) return false;
  const bytes = Number(match[2]) * (UNITS[(match[3] ?? 'b').toLowerCase()] ?? 1);
  if (match[1] === '>') draft.minBytes = bytes;
  else draft.maxBytes = bytes;
  return true;
}

/** Nothing is asked for. */
export function isEmptyFilter(filter: MessageFilter): boolean {
  const { direction, labels, type, minBytes, maxBytes, text } = filter;
  return (
    [direction, type, minBytes, maxBytes].every((part) => part === undefined) && labels.length === 0 && text === ''
  );
}

/** Ids of the frames whose payload holds the text, and how far the search has looked. */
export interface Found {
  readonly ids: ReadonlySet<string>;
  /** Rows after this id came after the search; their head is looked at until the next one. */
  readonly throughId: number;
}

/** Whether a row passes. Without `found` the text is looked for in the head of the payload. */
export function toMessageTest(filter: MessageFilter, found?: Found): (row: MessageRow) => boolean {
  const labels = filter.labels.map(toPattern);
  const text = filter.text.toLowerCase();
  const type = filter.type === undefined ? undefined : typePattern(filter.type);
  return (row) => {
    if (filter.direction !== undefined && directionOf(row) !== filter.direction) return false;
    if (labels.length > 0 && !labels.some((label) => label.test(labelOf(row)))) return false;
    if (filter.minBytes !== undefined && row.sizeBytes < filter.minBytes) return false;
    if (filter.maxBytes !== undefined && row.sizeBytes > filter.maxBytes) return false;
    if (type && !type.test(row.preview)) return false;
    if (text === '') return true;
    if (found?.ids.has(row.id)) return true;
    if (found && Number(row.id) <= found.throughId) return false;
    return dataOf(row).toLowerCase().includes(text);
  };
}

function toPattern(label: string): RegExp {
  return new RegExp(`^${label.split('*').map(escapePattern).join('.*')}$`, 'i');
}

function typePattern(type: string): RegExp {
  return new RegExp(`"type"\\s*:\\s*"${escapePattern(type)}"`, 'i');
}

function escapePattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
