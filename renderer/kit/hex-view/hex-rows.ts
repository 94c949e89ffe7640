// Kit, pure: bytes as the rows of a hex view.

/** Bytes in one row of a hex view. */
export const HEX_COLUMNS = 16;

export interface HexRow {
  /** Position of the row's first byte. */
  readonly offset: number;
  /** Eight hex digits. */
  readonly address: string;
  /** Two digits a byte, in two groups of eight, padded to full width. */
  readonly hex: string;
  /** Printable ASCII as it is, a dot for all else. */
  readonly ascii: string;
}

/** How many rows these bytes take. */
export function hexRowCount(sizeBytes: number): number {
  return Math.ceil(sizeBytes / HEX_COLUMNS);
}

/** One row, made when it is shown: a view of 10 MiB costs nothing until it is scrolled. */
export function toHexRow(bytes: Uint8Array, index: number): HexRow {
  const offset = index * HEX_COLUMNS;
  const end = Math.min(offset + HEX_COLUMNS, bytes.length);
  let hex = '';
  let ascii = '';
  for (let at = offset; at < end; at += 1) {
    const byte = bytes[at] ?? 0;
    if (at > offset) hex += at - offset === HEX_COLUMNS / 2 ? '  ' : ' ';
    hex += byte.toString(16).padStart(2, '0');
    ascii += byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.';
  }
  return { offset, address: offset.toString(16).padStart(8, '0'), hex: hex.padEnd(HEX_COLUMNS * 3), ascii };
}

/** The bytes as one line of spaced hex, for copying. */
export function toSpacedHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(' ');
}
