// Proxy: looks ahead in a document's head for policies that a `<meta>` sets. Reads text once from start to end, changes nothing.
import { TagSpan } from './tag-end.ts';

/** Elements whose content is no markup of the head. */
const OPAQUE_ELEMENTS = new Set(['title', 'noframes', 'style', 'script', 'noscript', 'template']);
/** Elements that keep the head open (HTML standard section 13.2.6.4.4); any other ends it. */
const HEAD_ELEMENTS = new Set([...OPAQUE_ELEMENTS, 'base', 'basefont', 'bgsound', 'link', 'meta']);
const NAME = /[a-z][^\t\n\f\r />]*/iy;
const ATTRIBUTE =
  /([^\t\n\f\r />=]+)(?:[\t\n\f\r ]*=[\t\n\f\r ]*(?:"([^"]*)"|'([^']*)'|([^\t\n\f\r >"'][^\t\n\f\r >]*)))?/g;
const REFERENCES: Readonly<Record<string, string>> = { amp: '&', quot: '"', apos: "'", lt: '<', gt: '>' };

/** The values of `<meta http-equiv="Content-Security-Policy">` in the text of a head, from after `<head>` on, as far as it is there. */
export function findMetaPolicies(text: string): string[] {
  const found: string[] = [];
  for (let at = text.indexOf('<'); at !== -1; at = text.indexOf('<', at)) {
    const name = readName(text, at + 1);
    if (name !== undefined && !HEAD_ELEMENTS.has(name)) break;
    const end = name === undefined ? endOfOther(text, at) : endOfTag(text, at + 1 + name.length);
    if (end === -1) break;
    if (name === 'meta') found.push(...toPolicy(text.slice(at + 1 + name.length, end - 1)));
    at = name !== undefined && OPAQUE_ELEMENTS.has(name) ? endOfElement(text, end, name) : end;
    if (at === -1) break;
  }
  return found;
}

/** The name of a start tag, in lower case. */
function readName(text: string, at: number): string | undefined {
  NAME.lastIndex = at;
  return NAME.exec(text)?.[0].toLowerCase();
}

/** After a comment, an end tag or a declaration, or after a `<` that is text; -1 where it does not end. */
function endOfOther(text: string, at: number): number {
  if (text.startsWith('<!--', at)) {
    const end = text.indexOf('-->', at + 2);
    return end === -1 ? -1 : end + 3;
  }
  return /[!?/]/.test(text.charAt(at + 1)) ? after(text.indexOf('>', at)) : at + 1;
}

function endOfTag(text: string, from: number): number {
  const span = new TagSpan();
  for (let at = from; at < text.length; at += 1) if (span.take(text.charAt(at))) return at + 1;
  return -1;
}

function endOfElement(text: string, from: number, name: string): number {
  const end = new RegExp(`</${name}[\\t\\n\\f\\r />]`, 'gi');
  end.lastIndex = from;
  const match = end.exec(text);
  return match ? after(text.indexOf('>', match.index)) : -1;
}

function after(at: number): number {
  return at === -1 ? -1 : at + 1;
}

function toPolicy(attributes: string): string[] {
  const values = new Map<string, string>();
  for (const [, name = '', double, single, bare] of attributes.matchAll(ATTRIBUTE)) {
    const key = name.toLowerCase();
    if (!values.has(key)) values.set(key, decodeReferences(double ?? single ?? bare ?? ''));
  }
  const isPolicy = values.get('http-equiv')?.trim().toLowerCase() === 'content-security-policy';
  const content = values.get('content');
  return isPolicy && content !== undefined ? [content] : [];
}

/** Templates write quotes as character references. */
function decodeReferences(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(amp|quot|apos|lt|gt));/gi, (whole, decimal, hex, name) => {
    if (typeof name === 'string') return REFERENCES[name.toLowerCase()] ?? String(whole);
    const code = typeof decimal === 'string' ? Number(decimal) : parseInt(String(hex), 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : String(whole);
  });
}
