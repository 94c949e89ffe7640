// Model: header fields as they stand on the wire. Read by every part of the arrow.

/** Header fields in wire order, names in the case they were sent, one entry a line (RFC 9110 section 5.1). */
export type HeaderList = readonly (readonly [name: string, value: string])[];

/**
 * A header list as one string, `name\nvalue\nname\nvalue`, the cheapest form to hand to another thread.
 * A field value can't hold a line feed (RFC 9110 section 5.5), so the form is unambiguous.
 */
export type HeaderBlock = string;

/** The block of a flat Node.js `rawHeaders` array. */
export function toHeaderBlock(rawHeaders: readonly string[]): HeaderBlock {
  return rawHeaders.join('\n');
}

/** The list a block stands for. An empty block is an empty list. */
export function parseHeaderBlock(block: HeaderBlock): HeaderList {
  if (block === '') return [];
  const parts = block.split('\n');
  const list: (readonly [string, string])[] = [];
  for (let i = 0; i + 1 < parts.length; i += 2) list.push([parts[i] ?? '', parts[i + 1] ?? '']);
  return list;
}

/** The first value of a field, its name compared without case; undefined when the field is absent. */
export function headerValue(headers: HeaderList, name: string): string | undefined {
  const wanted = name.toLowerCase();
  // The length first: most names differ in it, and this runs often.
  return headers.find(([key]) => key.length === wanted.length && key.toLowerCase() === wanted)?.[1];
}

/** All values of a field in wire order, its name compared without case. */
export function headerValues(headers: HeaderList, name: string): readonly string[] {
  const wanted = name.toLowerCase();
  return headers.filter(([key]) => key.toLowerCase() === wanted).map(([, value]) => value);
}
