import { describe, expect, it } from 'vitest';
import { EventBoundary, FrameBoundary, type MessageBoundary } from './message-boundary.ts';

const frame = (first: number, payload: string, masked = false): Buffer => {
  const size = payload.length;
  const mask = masked ? 0x80 : 0;
  const length =
    size < 126
      ? [mask | size]
      : size < 65_536
        ? [mask | 126, size >> 8, size & 255]
        : [mask | 127, 0, 0, 0, 0, size >>> 24, (size >> 16) & 255, (size >> 8) & 255, size & 255];
  return Buffer.concat([
    Buffer.from([first, ...length]),
    Buffer.from(masked ? 'mask' : '', 'latin1'),
    Buffer.from(payload),
  ]);
};

/** Where a stream is clear, by the number of bytes passed, when it comes in these pieces. */
function clearAfter(create: () => MessageBoundary, stream: Buffer, pieces: (at: number) => number[]): number[] {
  const found = new Set<number>();
  for (let at = 0; at <= stream.length; at += 1) {
    const boundary = create();
    let from = 0;
    for (const to of [...pieces(at), at]) {
      boundary.push(stream.subarray(from, to));
      from = to;
    }
    if (boundary.clear) found.add(at);
  }
  return [...found];
}

/** In one piece, cut once at every byte, and byte by byte. */
const ways = (length: number): [string, (at: number) => number[]][] => [
  ['whole', () => []],
  ['in two', (at) => [at >> 1]],
  ['byte by byte', (at) => Array.from({ length: Math.min(at, length) }, (_, i) => i)],
];

describe('a WebSocket stands between messages', () => {
  const parts: [Buffer, boolean][] = [
    [frame(0x81, '{"type":"connected"}'), true],
    [frame(0xc1, 'deflated'), true],
    [frame(0x81, ''), true],
    [frame(0x82, 'x'.repeat(200)), true],
    [frame(0x01, 'frag'), false],
    [frame(0x89, 'ping'), false],
    [frame(0x00, ''), false],
    [frame(0x80, 'ment'), true],
    [frame(0x8a, ''), true],
    [frame(0x81, 'masked', true), true],
    [frame(0x88, '\x03\xe8bye'), false],
    [frame(0x81, 'after the end'), false],
  ];
  const stream = Buffer.concat(parts.map(([bytes]) => bytes));
  const ends: number[] = [0];
  let length = 0;
  for (const [bytes, clear] of parts) {
    length += bytes.length;
    if (clear) ends.push(length);
  }

  it.each(ways(stream.length))('only where a whole message ended, read %s', (_, pieces) =>
    expect(clearAfter(() => new FrameBoundary(), stream, pieces)).toEqual(ends),
  );

  it('not within a frame of many megabytes, and again after it', () => {
    const boundary = new FrameBoundary();
    const size = 3 * 1024 * 1024;
    boundary.push(frame(0x82, 'x'.repeat(70_000)));
    expect(boundary.clear).toBe(true);
    boundary.push(Buffer.from([0x82, 127, 0, 0, 0, 0, 0, 0x30, 0, 0]));
    const chunk = Buffer.alloc(64 * 1024);
    for (let sent = chunk.length; sent < size; sent += chunk.length) {
      boundary.push(chunk);
      expect(boundary.clear).toBe(false);
    }
    boundary.push(chunk);
    expect(boundary.clear).toBe(true);
  });

  it.each([
    ['an opcode that is reserved', [0x83, 0]],
    ['a control opcode that is reserved', [0x8b, 0]],
    ['a length that no number holds', [0x82, 127, 255, 255, 255, 255, 255, 255, 255, 255]],
  ])('never after %s', (_, bytes) => {
    const boundary = new FrameBoundary();
    boundary.push(Buffer.from(bytes));
    boundary.push(frame(0x81, 'x'));
    expect(boundary.clear).toBe(false);
  });
});

describe('an event stream stands between events', () => {
  it.each([
    ['\ndata: 1\n\ndata: 2\ndata: 3\n\n: beat\n\n', [1, 10, 27, 35]],
    ['\r\ndata: 1\r\n\r\nid: 2\r\n\r\n', [1, 2, 12, 13, 21, 22]],
    ['data: 1\r\rdata: 2\r\r', [9, 18]],
    ['data: 1\n', []],
  ])('only after blank lines: %j', (text, ends) => {
    const stream = Buffer.from(text);
    for (const [, pieces] of ways(stream.length)) {
      // Between CR and LF of a blank line's own end is after the blank line too.
      expect(clearAfter(() => new EventBoundary(), stream, pieces)).toEqual(ends);
    }
  });
});
