import { brotliCompressSync, deflateSync, deflateRawSync, gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { MAX_SLICE_OUTPUT_BYTES, SyncInflater, type Compression } from './sync-inflater.ts';

const TEXT = Buffer.from('data: {"price": 17, "name": "chair"}\n\n'.repeat(2_000));

const CODED: [Compression, string, Buffer][] = [
  ['unzip', 'gzip', gzipSync(TEXT)],
  ['unzip', 'zlib', deflateSync(TEXT)],
  ['deflate-raw', 'raw', deflateRawSync(TEXT)],
  ['br', 'brotli', brotliCompressSync(TEXT)],
];

function collect(compression: Compression): { inflater: SyncInflater; output: () => Buffer } {
  const pieces: Uint8Array[] = [];
  return {
    inflater: new SyncInflater(compression, (piece) => pieces.push(piece)),
    output: () => Buffer.concat(pieces),
  };
}

test.each(CODED)('%s undoes %s fed byte by byte and whole', (compression, _name, coded) => {
  const bytewise = collect(compression);
  for (let i = 0; i < coded.length; i++) bytewise.inflater.write(coded.subarray(i, i + 1));
  expect(bytewise.output().equals(TEXT)).toBe(true);
  bytewise.inflater.close();
  const whole = collect(compression);
  expect(whole.inflater.write(coded)).toBe(coded.length);
  expect(whole.output().equals(TEXT)).toBe(true);
  whole.inflater.close();
});

test('output of many slices and many megabytes stays exact', () => {
  const large = Buffer.alloc(3_000_000);
  for (let i = 0; i < large.length; i++) large[i] = (i * 7_919) >> 5;
  const { inflater, output } = collect('deflate-raw');
  inflater.write(deflateRawSync(large));
  expect(output().equals(large)).toBe(true);
  inflater.close();
});

test('a stream that ends says how much of the input was its own', () => {
  const coded = deflateRawSync(TEXT);
  const { inflater } = collect('deflate-raw');
  expect(inflater.write(Buffer.concat([coded, Buffer.from([0, 0, 0, 255, 255])]))).toBe(coded.length);
  inflater.close();
});

test('after a reset a new stream begins', () => {
  const { inflater, output } = collect('deflate-raw');
  inflater.write(deflateRawSync(TEXT).subarray(0, 9));
  inflater.reset();
  const before = output().length;
  inflater.write(deflateRawSync(TEXT));
  expect(output().subarray(before).equals(TEXT)).toBe(true);
  inflater.close();
});

test.each(CODED.filter(([, name]) => name !== 'raw'))('%s refuses what is not %s, with an error', (compression) => {
  const { inflater } = collect(compression);
  expect(() => inflater.write(Buffer.alloc(200, 0xff))).toThrow();
});

test('input that grows without measure is a fault, not a lot of memory', () => {
  const bomb = brotliCompressSync(Buffer.alloc(MAX_SLICE_OUTPUT_BYTES + 1));
  const { inflater } = collect('br');
  expect(() => inflater.write(bomb)).toThrow(/larger than/i);
});
