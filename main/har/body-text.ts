// HAR and inspect: turns a body's bytes into text where its media type says that it is text.

/** A body as JSON can hold it. */
export type PrintableBody = { readonly text: string } | { readonly base64: string };

const TEXT_TYPES =
  /^(text\/|application\/(json|xml|javascript|ecmascript|x-javascript|x-www-form-urlencoded|graphql|yaml|x-yaml|toml|x-ndjson|ndjson|jsonl|x-sh|sql|manifest|typescript|mbox|http)|message\/|multipart\/form-data|image\/svg)|[+/](json|xml|yaml)(;|$|\s)/i;

/** Whether a media type (a `Content-Type` value) stands for text. */
export function isTextType(contentType: string): boolean {
  return TEXT_TYPES.test(contentType.trim());
}

/** The `charset` parameter (RFC 9110 section 8.3.2), in lower case. */
export function charsetOf(contentType: string | undefined): string | undefined {
  return /;\s*charset\s*=\s*"?([^\s";]+)/i.exec(contentType ?? '')?.[1]?.toLowerCase();
}

/** The media type without its parameters, in lower case; empty where there is none. */
export function mediaTypeOf(contentType: string | undefined): string {
  return (contentType ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
}

/**
 * The text of bytes after content decoding, read by the charset of their type (UTF-8 without one);
 * undefined where the type is no text, the charset is not known, or the bytes are not of it.
 * A byte-order mark stays, so that UTF-8 text gives the same bytes again. `cut` allows for a last
 * character that is not whole.
 */
export function bodyText(bytes: Uint8Array, contentType: string | undefined, cut = false): string | undefined {
  const declared = contentType !== undefined && contentType.trim() !== '';
  if (declared && !isTextType(contentType)) return undefined;
  const text = decodeText(bytes, charsetOf(contentType) ?? 'utf-8', cut);
  // Without a type only what is plainly text counts as text.
  return text !== undefined && !declared && hasControls(text) ? undefined : text;
}

/** The text of bytes in a charset (a label of the Encoding standard); undefined where they are not of it or it is not known. */
export function decodeText(bytes: Uint8Array, charset: string, cut = false): string | undefined {
  try {
    const { encoding } = new TextDecoder(charset);
    // Told to keep a byte-order mark, Node.js drops a first 0xff of single-byte charsets.
    const decoder = new TextDecoder(charset, { fatal: true, ignoreBOM: encoding.startsWith('utf-') });
    const text = decoder.decode(bytes, { stream: cut });
    return encoding === 'windows-1252' ? text.replace(/[\x80-\x9f]/g, toWindows1252) : text;
  } catch {
    // Not of that charset, or a charset that this runtime does not know.
    return undefined;
  }
}

/** What codes 0x80 to 0x9f stand for in windows-1252. Some versions of Node.js read them as ISO 8859-1. */
const WINDOWS_1252 = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';

function toWindows1252(char: string): string {
  return WINDOWS_1252.charAt(char.charCodeAt(0) - 0x80);
}

function hasControls(text: string): boolean {
  // eslint-disable-next-line no-control-regex -- these are what tells binary data from text
  return /[\0-\x08\x0b\x0e-\x1a\x1c-\x1f]/.test(text);
}

/** A body as text where it is text, else as base64. */
export function printableBody(bytes: Uint8Array, contentType: string | undefined, cut = false): PrintableBody {
  const text = bodyText(bytes, contentType, cut);
  return text === undefined ? { base64: toBase64(bytes) } : { text };
}

/** Bytes as base64 (RFC 4648 section 4). */
export function toBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}
