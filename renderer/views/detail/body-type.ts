// Pure: what a body is and how it can be shown.
import type { CodeLanguage } from '../../kit/code-view/code-language.ts';

/** How a body can be shown. */
export type BodyType = 'json' | 'text' | 'form' | 'multipart' | 'image' | 'font' | 'audio' | 'video' | 'binary';

export interface ContentType {
  /** Type and subtype in lower case; empty where the field was absent. */
  readonly essence: string;
  readonly charset?: string;
  readonly boundary?: string;
}

/** A `Content-Type` field's value (RFC 9110 section 8.3). */
export function parseContentType(value: string | undefined): ContentType {
  const [essence = '', ...parameters] = (value ?? '').split(';');
  const read = (name: string): string | undefined => {
    const pattern = new RegExp(`^\\s*${name}\\s*=\\s*(?:"([^"]*)"|(\\S+))\\s*$`, 'i');
    for (const parameter of parameters) {
      const match = pattern.exec(parameter);
      if (match) return match[1] ?? match[2];
    }
    return undefined;
  };
  const charset = read('charset');
  const boundary = read('boundary');
  return {
    essence: essence.trim().toLowerCase(),
    ...(charset ? { charset } : {}),
    ...(boundary ? { boundary } : {}),
  };
}

const TEXT_TYPES =
  /^(text\/|application\/(javascript|ecmascript|typescript|xml|xhtml\+xml|graphql|sql|x-sh|toml|yaml|x-yaml|x-ndjson|ndjson|jsonl|x-javascript|manifest\+json|mbox)$)|\+xml$|\+yaml$/;
const FONT_TYPES = /^font\/|^application\/(x-)?font|^application\/vnd\.ms-fontobject$/;

/** What a body is by its type; by its first bytes where the type is absent or says nothing. */
export function toBodyType(contentType: ContentType, bytes: Uint8Array): BodyType {
  const { essence } = contentType;
  if (essence === 'application/x-www-form-urlencoded') return 'form';
  if (essence.startsWith('multipart/')) return 'multipart';
  if (/^application\/json|\+json$|^text\/json/.test(essence)) return 'json';
  if (essence.startsWith('image/')) return 'image';
  if (FONT_TYPES.test(essence)) return 'font';
  if (essence.startsWith('audio/')) return 'audio';
  if (essence.startsWith('video/')) return 'video';
  if (TEXT_TYPES.test(essence)) return isBinary(bytes) ? 'binary' : 'text';
  return sniff(bytes);
}

/** How many of the first bytes are looked at. */
const SNIFF_BYTES = 1024;

/** Bytes that no text has: NUL and other control codes but tab, line feed, form feed, carriage return and escape. */
export function isBinary(bytes: Uint8Array): boolean {
  const end = Math.min(bytes.length, SNIFF_BYTES);
  for (let at = 0; at < end; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte < 9 || byte === 11 || (byte > 13 && byte < 27) || (byte > 27 && byte < 32)) return true;
  }
  return false;
}

function sniff(bytes: Uint8Array): BodyType {
  if (isBinary(bytes)) return 'binary';
  const text = new TextDecoder().decode(bytes.subarray(0, SNIFF_BYTES));
  if (text.slice(0, -4).includes('�')) return 'binary';
  return /^\s*[[{]/.test(text) ? 'json' : 'text';
}

/** The language to colour some text in, by its type, else by the path's ending. */
export function toCodeLanguage(contentType: ContentType, path: string): CodeLanguage {
  const { essence } = contentType;
  if (/html/.test(essence)) return 'html';
  if (/css/.test(essence)) return 'css';
  if (/json/.test(essence)) return 'json';
  if (/xml/.test(essence)) return 'xml';
  if (/typescript/.test(essence) || /\.tsx?(\?|$)/.test(path)) return 'typescript';
  if (/javascript|ecmascript/.test(essence) || /\.[cm]?jsx?(\?|$)/.test(path)) return 'javascript';
  return 'plain';
}

/** The bytes as text in their charset; UTF-8 where it is absent or not known. */
export function decodeText(bytes: Uint8Array, charset: string | undefined): string {
  try {
    return new TextDecoder(charset ?? 'utf-8').decode(bytes);
  } catch {
    return new TextDecoder().decode(bytes);
  }
}
