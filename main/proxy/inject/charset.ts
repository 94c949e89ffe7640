// Proxy: in which encoding a document's markup can be read and the tag be written.

/** How characters of ASCII stand in a document: one byte each, or two. */
export type Encoding = 'ascii' | 'utf-16le' | 'utf-16be';

/** Labels (Encoding standard section 4.2) of UTF-16; without a byte order mark, plain `utf-16` is little-endian. */
const UTF_16: Readonly<Record<string, Encoding>> = {
  'utf-16': 'utf-16le',
  'utf-16le': 'utf-16le',
  'ucs-2': 'utf-16le',
  'iso-10646-ucs-2': 'utf-16le',
  csunicode: 'utf-16le',
  unicode: 'utf-16le',
  unicodefeff: 'utf-16le',
  'utf-16be': 'utf-16be',
  unicodefffe: 'utf-16be',
};

/** Encodings in which ASCII letters are other bytes, or that browsers refuse to decode. */
const UNREADABLE =
  /^(?:utf-?7|unicode-1-1-utf-7|utf-?32.*|ibm0?(?:037|273|277|278|280|284|285|297|500|871|1047)|cp0?(?:037|500|1047)|ebcdic.*|hz-gb-2312|iso-2022-(?:cn|cn-ext|kr)|replacement)$/;

/** The `charset` parameter of a `Content-Type`, in lower case. */
export function charsetOf(contentType: string): string | undefined {
  const [, quoted, bare] = /;\s*charset\s*=\s*(?:"([^"]*)"|([^\s;]+))/i.exec(contentType) ?? [];
  return (quoted ?? bare)?.trim().toLowerCase();
}

/** The encoding by its label; undefined where markup in it can't be read. Nearly all that browsers know keep ASCII as it is. */
export function toEncoding(charset: string | undefined): Encoding | undefined {
  if (charset === undefined) return 'ascii';
  if (UNREADABLE.test(charset)) return undefined;
  return UTF_16[charset] ?? 'ascii';
}

/** What a document's first bytes say; it wins over the label (Encoding standard, BOM sniff). */
export interface ByteOrderMark {
  readonly encoding: Encoding | undefined;
  /** Length of the mark in bytes. */
  readonly sizeBytes: number;
}

/** Reads the byte order mark; `more` where the bytes may be the beginning of one. */
export function readByteOrderMark(bytes: Buffer): ByteOrderMark | 'more' {
  const [a, b, c] = bytes;
  if (a === 0xfe || a === 0xff) {
    if (b === undefined) return 'more';
    if (a === 0xfe && b === 0xff) return { encoding: 'utf-16be', sizeBytes: 2 };
    if (a === 0xff && b === 0xfe) return { encoding: 'utf-16le', sizeBytes: 2 };
  }
  if (a === 0xef && (b === undefined || b === 0xbb)) {
    if (b === undefined || c === undefined) return 'more';
    if (c === 0xbf) return { encoding: 'ascii', sizeBytes: 3 };
  }
  return { encoding: undefined, sizeBytes: 0 };
}

/** The text of whole characters, one a code unit of the encoding. Two-byte encodings need an even number of bytes. */
export function toUnits(bytes: Buffer, encoding: Encoding): string {
  switch (encoding) {
    case 'ascii':
      return bytes.toString('latin1');
    case 'utf-16le':
      return bytes.toString('utf16le');
    case 'utf-16be':
      return Buffer.from(bytes).swap16().toString('utf16le');
  }
}

/** ASCII text as it stands in a document of this encoding. */
export function encodeAscii(text: string, encoding: Encoding): Buffer {
  if (encoding === 'ascii') return Buffer.from(text, 'latin1');
  const bytes = Buffer.from(text, 'utf16le');
  return encoding === 'utf-16le' ? bytes : bytes.swap16();
}
