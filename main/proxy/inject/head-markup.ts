// Proxy: looks ahead in a document's head for policies that a `<meta>` sets. Reads text, changes nothing.

/** Elements that keep the head open (HTML standard section 13.2.6.4.4); any other ends it. */
const HEAD_ELEMENTS = new Set([
  'base',
  'basefont',
  'bgsound',
  'link',
  'meta',
  'title',
  'noframes',
  'style',
  'script',
  'noscript',
  'template',
]);
/** Those whose content is no markup of the head. */
const OPAQUE_ELEMENTS = new Set(['title', 'noframes', 'style', 'script', 'noscript', 'template']);
const TOKEN = /<!--[^]*?(?:--!?>|$)|<[!?/][^>]*>?|<([a-z][^\t\n\f\r />]*)((?:[^>"']|"[^"]*"|'[^']*')*)>/gi;
const ATTRIBUTE = /([^\t\n\f\r />=]+)(?:[\t\n\f\r ]*=[\t\n\f\r ]*(?:"([^"]*)"|'([^']*)'|([^\t\n\f\r >]+)))?/g;
const REFERENCES: Readonly<Record<string, string>> = { amp: '&', quot: '"', apos: "'", lt: '<', gt: '>' };

/** The values of `<meta http-equiv="Content-Security-Policy">` in the text of a head, from after `<head>` on, as far as it is there. */
export function findMetaPolicies(text: string): string[] {
  const found: string[] = [];
  const token = new RegExp(TOKEN);
  for (let match = token.exec(text); match; match = token.exec(text)) {
    const name = match[1]?.toLowerCase();
    if (name === undefined) continue;
    if (!HEAD_ELEMENTS.has(name)) break;
    if (name === 'meta') found.push(...toPolicy(match[2] ?? ''));
    if (!OPAQUE_ELEMENTS.has(name)) continue;
    const end = new RegExp(`</${name}[\\t\\n\\f\\r />]`, 'gi');
    end.lastIndex = token.lastIndex;
    if (!end.test(text)) break;
    token.lastIndex = end.lastIndex - 1;
  }
  return found;
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
    if (typeof name === 'string') return REFERENCES[name.toLowerCase()] ?? whole;
    const code = typeof decimal === 'string' ? Number(decimal) : parseInt(String(hex), 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
