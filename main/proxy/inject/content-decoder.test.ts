import { deflateRawSync, deflateSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { createDecoder, toCoding } from './content-decoder.ts';

it.each<[string | undefined, string]>([
  [undefined, 'identity'],
  ['', 'identity'],
  ['Identity', 'identity'],
  [' GZIP ', 'gzip'],
  ['x-gzip', 'gzip'],
  ['deflate', 'deflate'],
  ['br', 'br'],
  ['zstd', 'unknown'],
  ['gzip, br', 'unknown'],
])('takes %j for %s', (field, wanted) => {
  expect(toCoding(field)).toBe(wanted);
});

it.each([deflateSync('a document'), deflateRawSync('a document'), deflateSync('a document').subarray(0, -6)])(
  'undoes both kinds of deflate, and gives what a cut one holds',
  async (bytes) => {
    const decoder = createDecoder('deflate', bytes);
    decoder.end(bytes);
    const parts: Buffer[] = [];
    for await (const part of decoder) parts.push(part as Buffer);
    expect('a document'.startsWith(Buffer.concat(parts).toString())).toBe(true);
    expect(Buffer.concat(parts).length).toBeGreaterThan(5);
  },
);
