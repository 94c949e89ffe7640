// Demo, back end: a big file, streamed with its length known, as fast as the other side takes it.
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

const MIB = 1024 * 1024;
const CHUNK_BYTES = 64 * 1024;
/** The largest file that can be asked for, in MiB. */
const LARGEST_MIB = 200;

/**
 * Bytes that differ from chunk to chunk, the same in every run.
 * @param {number} sizeBytes
 */
function* makeChunks(sizeBytes) {
  for (let sent = 0; sent < sizeBytes; sent += CHUNK_BYTES) {
    const chunk = Buffer.alloc(Math.min(CHUNK_BYTES, sizeBytes - sent), `chunk ${sent / CHUNK_BYTES} `);
    yield chunk;
  }
}

/** @type {import('../server.mjs').RouteModule} */
export const download = {
  http: [
    {
      method: 'GET',
      path: '/api/download',
      handle: async (req, res, { url, log }) => {
        const asked = Number(url.searchParams.get('mib') ?? 20);
        const sizeBytes = Math.min(Math.max(1, Math.floor(asked) || 1), LARGEST_MIB) * MIB;
        res.writeHead(200, {
          'Content-Type': 'application/octet-stream',
          'Content-Length': sizeBytes,
          'Content-Disposition': 'attachment; filename="catalogue.bin"',
        });
        if (req.method === 'HEAD') return void res.end();
        try {
          await pipeline(Readable.from(makeChunks(sizeBytes)), res);
        } catch (fault) {
          if (!res.destroyed) throw fault;
          log.info('The download was given up by the other side.');
        }
      },
    },
  ],
};
