// Demo, back end: a picture that it draws itself, as PNG (W3C PNG, third edition).
import { deflateSync } from 'node:zlib';

const SIZE = 96;

/**
 * CRC-32 as PNG uses it (annex D), bit by bit: there is little to sum.
 * @param {Buffer} bytes
 */
function crc32(bytes) {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}

/**
 * One PNG chunk: length, type, data, CRC.
 * @param {string} type
 * @param {Buffer} data
 */
function toChunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const chunk = Buffer.alloc(body.length + 8);
  chunk.writeUInt32BE(data.length, 0);
  body.copy(chunk, 4);
  chunk.writeUInt32BE(crc32(body), body.length + 4);
  return chunk;
}

/** A sun over a slope, 8-bit RGB. */
function drawPicture() {
  const rows = Buffer.alloc(SIZE * (SIZE * 3 + 1));
  for (let y = 0; y < SIZE; y += 1) {
    for (let x = 0; x < SIZE; x += 1) {
      const sun = Math.hypot(x - 64, y - 32) < 16;
      const slope = y > 88 - x / 3;
      const [r, g, b] = sun ? [250, 196, 72] : slope ? [58, 132, 104] : [150 + y / 2, 198, 232];
      rows.set([r ?? 0, g ?? 0, b ?? 0], y * (SIZE * 3 + 1) + 1 + x * 3);
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(SIZE, 0);
  header.writeUInt32BE(SIZE, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    toChunk('IHDR', header),
    toChunk('IDAT', deflateSync(rows)),
    toChunk('IEND', Buffer.alloc(0)),
  ]);
}

const PICTURE = drawPicture();

/** @type {import('../server.mjs').RouteModule} */
export const picture = {
  http: [
    {
      method: 'GET',
      path: '/api/picture.png',
      handle: (_req, res) => {
        res.writeHead(200, {
          'Content-Type': 'image/png',
          'Content-Length': PICTURE.length,
          'Cache-Control': 'no-store',
        });
        res.end(PICTURE);
      },
    },
  ],
};
