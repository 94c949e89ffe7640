import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { CODINGS_LIMIT, decodeBody } from './body-decoder.ts';

const TEXT = Array.from({ length: 3_000 }, (_, index) => `line ${index * 7919} of the body\n`).join('');

/** "hello hello hello hello hello\n" as zstd 1.5 writes it. */
const ZSTD = Buffer.from('28b52ffd04586d00003868656c6c6f200a0100a94b111a4872ab', 'hex');

const decode = async (bytes: Uint8Array, encoding?: string, limit?: number) => {
  const decoded = await decodeBody(bytes, encoding, limit);
  return { text: Buffer.from(decoded.bytes).toString(), fault: decoded.fault };
};

test.each([
  ['gzip', gzipSync(TEXT)],
  ['x-gzip', gzipSync(TEXT)],
  ['GZIP', gzipSync(TEXT)],
  ['deflate', deflateSync(TEXT)],
  ['deflate', deflateRawSync(TEXT)],
  ['br', brotliCompressSync(TEXT)],
  ['identity', Buffer.from(TEXT)],
  ['', Buffer.from(TEXT)],
  ['gzip, br', brotliCompressSync(gzipSync(TEXT))],
  ['deflate,identity , gzip', gzipSync(deflateSync(TEXT))],
])('undoes %s', async (encoding, bytes) => {
  expect(await decode(bytes, encoding)).toEqual({ text: TEXT, fault: undefined });
});

test('undoes zstd', async () => {
  expect(await decode(ZSTD, 'zstd')).toEqual({ text: 'hello hello hello hello hello\n', fault: undefined });
});

test.each([
  ['gzip', gzipSync(TEXT)],
  ['deflate', deflateSync(TEXT)],
  ['br', brotliCompressSync(TEXT)],
])('a %s body that was cut gives what came before the cut, and says so', async (encoding, bytes) => {
  const { text, fault } = await decode(bytes.subarray(0, bytes.length / 2), encoding);
  expect(fault?.code).toBe('body-undecodable');
  expect(text.length).toBeGreaterThan(TEXT.length / 4);
  expect(TEXT.startsWith(text)).toBe(true);
});

test('a damaged body gives what came before the damage', async () => {
  const bytes = gzipSync(TEXT);
  bytes.fill(0xff, Math.floor(bytes.length / 2));
  const { text, fault } = await decode(bytes, 'gzip');
  expect(fault?.code).toBe('body-undecodable');
  expect(text.length).toBeGreaterThan(1_000);
  expect(text.slice(0, 1_000)).toBe(TEXT.slice(0, 1_000));
});

test('a body that is not what it says comes as it is not decoded', async () => {
  expect(await decode(Buffer.from('plain'), 'gzip')).toMatchObject({ text: '', fault: { code: 'body-undecodable' } });
  expect(await decode(Buffer.from('plain'), 'zstd')).toMatchObject({ text: '', fault: { code: 'body-undecodable' } });
});

test('an unknown coding leaves the bytes as they are', async () => {
  const { text, fault } = await decode(Buffer.from('abc'), 'compress');
  expect(text).toBe('abc');
  expect(fault?.message).toContain('"compress"');
});

test('output stops at the limit, so that a small body can not fill the memory', async () => {
  const bomb = gzipSync(Buffer.alloc(5_000_000));
  const { text, fault } = await decode(bomb, 'gzip', 1_000_000);
  expect(text).toHaveLength(1_000_000);
  expect(fault?.code).toBe('body-too-large');
});

test('zstd output stops at the limit too', async () => {
  // One frame of 3,000 run-length blocks of 128 KiB each (RFC 8878 section 3.1.1.2).
  const blocks = Array.from({ length: 3_000 }, () => Buffer.from([0x02, 0x00, 0x10, 0x61]));
  const bomb = Buffer.concat([Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x58]), ...blocks]);
  const { text, fault } = await decode(bomb, 'zstd', 1_000_000);
  expect(text).toBe('a'.repeat(1_000_000));
  expect(fault?.code).toBe('body-too-large');
});

test('too many codings are refused', async () => {
  const { fault } = await decode(
    gzipSync(TEXT),
    Array(CODINGS_LIMIT + 1)
      .fill('gzip')
      .join(','),
  );
  expect(fault?.code).toBe('body-undecodable');
});
