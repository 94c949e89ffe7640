import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { sampleExchange } from '../har/test/sample-exchange.ts';
import { ChunkBodies } from './chunk-bodies.ts';
import { MAX_CHUNK_BYTES } from './hot-chunk.ts';

const TEXT = Buffer.from('"./src/a.css": (function () {})\n');

it('puts the pieces of a script together and reads it once', () => {
  const bodies = new ChunkBodies();
  const bytes = gzipSync(TEXT);
  bodies.add('7', bytes.subarray(0, 9));
  bodies.add('7', bytes.subarray(9));
  const exchange = sampleExchange({ id: '7', responseHeaders: [['content-encoding', 'gzip']] });
  expect(bodies.take(exchange).map(({ path }) => path)).toEqual(['./src/a.css']);
  expect(bodies.take(exchange)).toEqual([]);
});

it('forgets what is not wanted', () => {
  const bodies = new ChunkBodies();
  bodies.add('7', TEXT);
  bodies.add('8', TEXT);
  bodies.keep((id) => id === '8');
  expect(bodies.take(sampleExchange({ id: '7', responseHeaders: [] }))).toEqual([]);
  expect(bodies.take(sampleExchange({ id: '8', responseHeaders: [] }))).toHaveLength(1);
});

it('lets go of a script that grows too long', () => {
  const bodies = new ChunkBodies();
  bodies.add('7', TEXT);
  bodies.add('7', new Uint8Array(MAX_CHUNK_BYTES));
  expect(bodies.take(sampleExchange({ id: '7', responseHeaders: [] }))).toEqual([]);
});
