// End to end: screenshots small enough to keep in the repository: at most 256 colours, which a screen of text hardly exceeds.
import { crc32, deflateSync, inflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const COLOURS = 256;
/** Bytes of a pixel in what Chromium writes: 8 bits each of red, green and blue. */
const PIXEL = 3;

interface Picture {
  readonly width: number;
  readonly height: number;
  /** Row by row, three bytes a pixel. */
  readonly pixels: Buffer;
}

/** The same picture with 256 colours at most: each is within the least distance of its own at which so many are enough. */
export function toPalettePng(png: Buffer): Buffer {
  const { width, height, pixels } = readPng(png);
  const counts = new Map<number, number>();
  for (let at = 0; at < pixels.length; at += PIXEL) {
    const colour = pixels.readUIntBE(at, PIXEL);
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  const palette = choosePalette([...counts].sort((a, b) => b[1] - a[1]).map(([colour]) => colour));
  const indices = new Map([...counts.keys()].map((colour) => [colour, nearest(palette, colour)]));
  const rows = Buffer.alloc(height * (width + 1));
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1)
      rows[y * (width + 1) + 1 + x] = indices.get(pixels.readUIntBE((y * width + x) * PIXEL, PIXEL)) ?? 0;
  const head = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 8, 3, 0, 0, 0]);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  const colours = Buffer.alloc(palette.length * PIXEL);
  palette.forEach((colour, index) => colours.writeUIntBE(colour, index * PIXEL, PIXEL));
  const chunks = [toChunk('IHDR', head), toChunk('PLTE', colours), toChunk('IDAT', deflateSync(rows, { level: 9 }))];
  return Buffer.concat([SIGNATURE, ...chunks, toChunk('IEND', Buffer.alloc(0))]);
}

/** Of colours in order of use, those that stand for all: a rare hue keeps its place beside the many shades of text. */
function choosePalette(colours: readonly number[]): readonly number[] {
  for (let reach = 0; ; reach += 2) {
    const palette: number[] = [];
    for (const colour of colours) {
      if (!palette.some((chosen) => distance(chosen, colour) <= reach * reach)) palette.push(colour);
      if (palette.length > COLOURS) break;
    }
    if (palette.length <= COLOURS) return palette;
  }
}

function nearest(palette: readonly number[], colour: number): number {
  let best = 0;
  palette.forEach((candidate, index) => {
    if (distance(candidate, colour) < distance(palette[best] ?? 0, colour)) best = index;
  });
  return best;
}

/** The square of how far two colours are apart. */
function distance(one: number, other: number): number {
  const red = (one >> 16) - (other >> 16);
  const green = ((one >> 8) & 255) - ((other >> 8) & 255);
  const blue = (one & 255) - (other & 255);
  return red * red + green * green + blue * blue;
}

/** Reads what Chromium writes: 8-bit RGB, not interlaced (PNG specification, third edition). */
function readPng(png: Buffer): Picture {
  const data: Buffer[] = [];
  let width = 0;
  let height = 0;
  for (let at = SIGNATURE.length; at < png.length;) {
    const size = png.readUInt32BE(at);
    const type = png.toString('latin1', at + 4, at + 8);
    const content = png.subarray(at + 8, at + 8 + size);
    if (type === 'IHDR') {
      width = content.readUInt32BE(0);
      height = content.readUInt32BE(4);
      if (content[8] !== 8 || content[9] !== 2 || content[12] !== 0) throw new Error('This PNG is not plain RGB.');
    } else if (type === 'IDAT') data.push(content);
    at += size + 12;
  }
  return { width, height, pixels: unfilter(inflateSync(Buffer.concat(data)), width, height) };
}

/** Undoes the filters of the rows (PNG specification, section 9). */
function unfilter(raw: Buffer, width: number, height: number): Buffer {
  const stride = width * PIXEL;
  const pixels = Buffer.alloc(height * stride);
  for (let y = 0; y < height; y += 1) {
    const filter = raw[y * (stride + 1)] ?? 0;
    for (let x = 0; x < stride; x += 1) {
      const at = y * stride + x;
      const left = x < PIXEL ? 0 : (pixels[at - PIXEL] ?? 0);
      const up = y === 0 ? 0 : (pixels[at - stride] ?? 0);
      const corner = x < PIXEL || y === 0 ? 0 : (pixels[at - stride - PIXEL] ?? 0);
      pixels[at] = ((raw[y * (stride + 1) + 1 + x] ?? 0) + predict(filter, left, up, corner)) & 255;
    }
  }
  return pixels;
}

function predict(filter: number, left: number, up: number, corner: number): number {
  if (filter === 1) return left;
  if (filter === 2) return up;
  if (filter === 3) return (left + up) >> 1;
  if (filter !== 4) return 0;
  const guess = left + up - corner;
  const [toLeft, toUp, toCorner] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
  if (toLeft <= toUp && toLeft <= toCorner) return left;
  return toUp <= toCorner ? up : corner;
}

function toChunk(type: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), content]);
  const chunk = Buffer.alloc(body.length + 8);
  chunk.writeUInt32BE(content.length, 0);
  body.copy(chunk, 4);
  chunk.writeUInt32BE(crc32(body), body.length + 4);
  return chunk;
}
