import { expect, test } from 'vitest';
import { hexPreview, PayloadKeeper, previewOf, textPreview } from './payload-keeper.ts';

test('pieces come out as one, copied', () => {
  const keeper = new PayloadKeeper();
  const piece = Buffer.from('abc');
  keeper.add(piece, 99);
  piece.fill(0);
  keeper.add(Buffer.from('def'), 99);
  expect(keeper.sizeBytes).toBe(6);
  expect(Buffer.from(keeper.take(99)).toString()).toBe('abcdef');
  expect(keeper.sizeBytes).toBe(0);
});

test('without room only the head stays, without gaps, and all is counted', () => {
  const keeper = new PayloadKeeper();
  keeper.add(Buffer.from('abc'), 2);
  keeper.add(Buffer.from('def'), 99);
  expect([keeper.sizeBytes, keeper.keptBytes]).toEqual([6, 2]);
  expect(Buffer.from(keeper.take(1)).toString()).toBe('a');
});

test('a small piece of a large batch does not keep the batch', () => {
  const keeper = new PayloadKeeper();
  keeper.add(new Uint8Array(1_000_000).subarray(10, 20), 99);
  expect(keeper.take(99).buffer.byteLength).toBe(10);
});

test.each([
  ['short', 'short'],
  ['x'.repeat(161), 'x'.repeat(160)],
  ['x'.repeat(159) + '😀', 'x'.repeat(159)],
  ['é'.repeat(400), 'é'.repeat(160)],
  ['😀'.repeat(300), '😀'.repeat(80)],
])('a text preview holds whole characters, 160 at most (%#)', (text, preview) => {
  expect(textPreview(Buffer.from(text))).toBe(preview);
  expect(previewOf(text)).toBe(preview);
});

test('a preview of bytes is spaced hex within the same length', () => {
  expect(hexPreview(new Uint8Array([0, 1, 255]))).toBe('00 01 ff');
  expect(hexPreview(new Uint8Array(100))).toHaveLength(158);
});

test('bytes that are no UTF-8 give a preview all the same', () => {
  expect(textPreview(new Uint8Array([0x61, 0xff, 0x62]))).toBe('a\u{FFFD}b');
});
