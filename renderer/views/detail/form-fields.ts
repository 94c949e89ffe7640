// Pure: what a request carries besides its head: query, form fields, parts.
import { parseMultipart } from '@remix-run/multipart-parser';

/** A name and its value, decoded. */
export type Field = readonly [name: string, value: string];

/** Fields shown at most. */
export const FIELD_LIMIT = 1_000;

/** The query of an address, decoded as forms are; in order, names may come more than once. */
export function parseQuery(url: string): readonly Field[] {
  const query = /\?([^#]*)/.exec(url)?.[1];
  return query === undefined ? [] : parseForm(query);
}

/** `application/x-www-form-urlencoded` text (URL standard section 5.1). */
export function parseForm(text: string): readonly Field[] {
  return [...new URLSearchParams(text)].slice(0, FIELD_LIMIT);
}

/** A part of a multipart body (RFC 7578). */
export interface FormPart {
  readonly name: string;
  readonly fileName?: string;
  readonly contentType?: string;
  readonly bytes: Uint8Array;
}

export interface FormParts {
  readonly parts: readonly FormPart[];
  /** Why reading stopped before the end: cut, or not as the standard has it. */
  readonly fault?: string;
}

/** The parts as far as they can be read; those before a fault are kept. */
export function parseParts(bytes: Uint8Array, boundary: string): FormParts {
  const parts: FormPart[] = [];
  const limits = { maxFileSize: Infinity, maxTotalSize: Infinity, maxParts: FIELD_LIMIT };
  try {
    for (const part of parseMultipart(bytes, { boundary, ...limits })) {
      const { name = '', filename, mediaType } = part;
      parts.push({
        name,
        ...(filename === undefined ? {} : { fileName: filename }),
        ...(mediaType === undefined ? {} : { contentType: mediaType }),
        bytes: part.bytes,
      });
    }
    return { parts };
  } catch (error) {
    return { parts, fault: error instanceof Error ? error.message : String(error) };
  }
}
