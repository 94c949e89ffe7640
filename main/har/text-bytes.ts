// HAR: turns the text of a body back into bytes. Used by the reader.
import { bodyText, charsetOf, decodeText } from './body-text.ts';

export interface TextBytes {
  readonly bytes: Uint8Array;
  /** The type that these bytes are of: the charset says UTF-8 where the text could not be written in the one before. */
  readonly contentType: string | undefined;
}

/** The bytes that read as this text under its media type; in UTF-8 where the charset is not known or has no such characters. */
export function textBytes(text: string, contentType: string | undefined): TextBytes {
  const charset = charsetOf(contentType);
  if (charset !== undefined && !/^(utf-?8|us-ascii)$/.test(charset)) {
    const bytes = inCharset(text, charset);
    if (bytes !== undefined && bodyText(bytes, contentType) === text) return { bytes, contentType };
  }
  const bytes = Buffer.from(text, 'utf8');
  if (charset === undefined || contentType === undefined || bodyText(bytes, contentType) === text)
    return { bytes, contentType };
  return { bytes, contentType: contentType.replace(/(charset\s*=\s*)"?[^\s";]+"?/i, '$1utf-8') };
}

function inCharset(text: string, charset: string): Uint8Array | undefined {
  if (charset === 'utf-16le' || charset === 'utf-16') return Buffer.from(text, 'utf16le');
  const codes = singleByteCodes(charset);
  if (codes === undefined) return undefined;
  const bytes = Buffer.alloc(text.length);
  for (let i = 0; i < text.length; i++) {
    const code = codes.get(text.charCodeAt(i));
    if (code === undefined) return undefined;
    bytes[i] = code;
  }
  return bytes;
}

/** What each of a single-byte charset's 256 codes stands for, turned round; undefined for other charsets. */
function singleByteCodes(charset: string): Map<number, number> | undefined {
  const codes = new Map<number, number>();
  for (let code = 0; code < 256; code++) {
    const char = decodeText(Uint8Array.of(code), charset);
    if (char !== undefined && char.length !== 1) return undefined;
    if (char !== undefined) codes.set(char.charCodeAt(0), code);
  }
  return codes;
}
