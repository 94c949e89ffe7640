// Source maps: the text inside a `data:` URL (RFC 2397).
import { Fault } from '../base/fault.ts';

const DATA = /^data:([^,]*),/i;

/** True for any `data:` URL. */
export function isDataUrl(url: string): boolean {
  return /^data:/i.test(url);
}

/** The text, from Base64 or percent-encoding. Throws a Fault with code `map-inline-invalid`. */
export function readDataUrl(url: string): string {
  const head = DATA.exec(url);
  if (!head) throw invalid('has no comma');
  const content = url.slice(head[0].length);
  if (!/;\s*base64\s*$/i.test(head[1] ?? '')) return fromPercent(content);
  const base64 = content.includes('%') ? fromPercent(content) : content;
  if (!/^[\w+/=\s-]*$/.test(base64)) throw invalid('is no Base64');
  return Buffer.from(base64, 'base64').toString('utf8');
}

function fromPercent(content: string): string {
  try {
    return decodeURIComponent(content);
  } catch {
    // A percent sign that stands for itself, or bytes that are no UTF-8.
    throw invalid('has a broken percent-encoding');
  }
}

function invalid(what: string): Fault {
  return new Fault(
    'map-inline-invalid',
    `The map inside the script ${what}: the tool that wrote it, or what changed it since, broke it.`,
  );
}
