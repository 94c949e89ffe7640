// Renderer view: an exchange → text that makes the same request elsewhere. Secrets are copied as they are: the reader asks for them.
import type { Exchange } from '../../../main/model/exchange.ts';
import { formatDuration, formatSize } from '../../kit/format.ts';

/** A request's body as far as it can be put in text. */
export type CopyBody =
  | { readonly kind: 'none' }
  | { readonly kind: 'text'; readonly text: string }
  /** Not text, cut, or too long to paste. */
  | { readonly kind: 'left-out'; readonly sizeBytes: number };

/** Longest body that is put in copied text, in bytes. */
export const MAX_COPY_BYTES = 1_000_000;

/** Set by the tool that sends, or true of one connection only. */
const NOT_COPIED = new Set([
  'host',
  'content-length',
  'connection',
  'keep-alive',
  'transfer-encoding',
  'upgrade',
  'expect',
  'te',
  'proxy-connection',
]);

/** Fields a page's script may not set (Fetch standard, forbidden request-header). */
const NOT_FETCHED =
  /^(accept-charset|accept-encoding|access-control-request-.*|cookie2?|date|dnt|origin|referer|set-cookie|trailer|via|user-agent|proxy-.*|sec-.*)$/;

function copiedHeaders(exchange: Exchange): readonly (readonly [string, string])[] {
  return exchange.requestHeaders.filter(([name]) => !name.startsWith(':') && !NOT_COPIED.has(name.toLowerCase()));
}

/** A command for bash. */
export function toCurl(exchange: Exchange, body: CopyBody): string {
  const lines = [`curl ${quote(exchange.url)}`];
  if (exchange.method !== 'GET' || body.kind !== 'none') lines.push(`-X ${quote(exchange.method)}`);
  for (const [name, value] of copiedHeaders(exchange))
    lines.push(`-H ${quote(value === '' ? `${name};` : `${name}: ${value}`)}`);
  if (body.kind === 'text') lines.push(`--data-raw ${quote(body.text)}`);
  if (body.kind === 'left-out') lines.push('--data-binary @request-body');
  if (exchange.requestHeaders.some(([name]) => name.toLowerCase() === 'accept-encoding')) lines.push('--compressed');
  return lines.join(' \\\n  ');
}

/** One argument for bash: in single quotes, or with escapes where a control character is in it. */
function quote(text: string): string {
  const controlled = [...text].some((character) => character < ' ' && character !== '\n' && character !== '\t');
  if (!controlled) return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
  const escaped = text.replace(/[\\']/g, '\\$&').replaceAll('\n', '\\n');
  return `$'${[...escaped].map((c) => (c < ' ' && c !== '\t' ? `\\x${hex(c)}` : c)).join('')}'`;
}

function hex(character: string): string {
  return character.charCodeAt(0).toString(16).padStart(2, '0');
}

/** A call of `fetch` for a page's console. */
export function toFetch(exchange: Exchange, body: CopyBody): string {
  const headers = copiedHeaders(exchange).filter(([name]) => !NOT_FETCHED.test(name.toLowerCase()));
  const options: Record<string, unknown> = { method: exchange.method };
  if (headers.length > 0) options.headers = joinHeaders(headers);
  if (body.kind === 'text') options.body = body.text;
  if (exchange.requestHeaders.some(([name]) => name.toLowerCase() === 'cookie')) options.credentials = 'include';
  const note = body.kind === 'left-out' ? `// The body (${formatSize(body.sizeBytes)}) is left out.\n` : '';
  return `${note}await fetch(${JSON.stringify(exchange.url)}, ${JSON.stringify(options, null, 2)});`;
}

/** Repeated fields are one field with commas (RFC 9110 section 5.3). */
function joinHeaders(headers: readonly (readonly [string, string])[]): Record<string, string> {
  const joined: Record<string, string> = {};
  for (const [name, value] of headers) {
    const held = Object.keys(joined).find((key) => key.toLowerCase() === name.toLowerCase());
    if (held === undefined) joined[name] = value;
    else joined[held] = `${joined[held] ?? ''}, ${value}`;
  }
  return joined;
}

/** A summary for an issue or a chat; without header values, which may be secret. */
export function toMarkdown(exchange: Exchange): string {
  const answer = exchange.status === undefined ? 'no answer' : `${exchange.status} ${exchange.statusText ?? ''}`.trim();
  const lines = [
    `**${exchange.method} ${exchange.url}** → ${answer}`,
    '',
    `- Sent to: ${exchange.upstreamUrl ?? '–'}`,
    `- Started: ${new Date(exchange.startedAt).toISOString()}`,
    `- Total: ${formatDuration(exchange.timings.total)} (waiting ${formatDuration(exchange.timings.wait)})`,
    `- Size: ${formatSize(exchange.requestBody.sizeBytes)} sent, ${formatSize(exchange.responseBody.sizeBytes)} received`,
  ];
  if (exchange.error)
    lines.push(`- Error: ${exchange.error.code}, ended by ${exchange.error.by}: ${exchange.error.message}`);
  return lines.join('\n');
}
