// Demo, back end: the same catalogue in each content coding, as the browser's Accept-Encoding is not asked.
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { answerProblem } from '../answer.mjs';
import { PRODUCTS } from '../shop.mjs';

const CATALOGUE = Buffer.from(
  JSON.stringify({
    pages: Array.from({ length: 40 }, (_, page) => ({
      page: page + 1,
      items: PRODUCTS.map(({ id, name, about }) => ({ id, name, about })),
    })),
  }),
);

/** @type {Readonly<Record<string, (content: Buffer) => Buffer>>} */
const CODINGS = { gzip: gzipSync, br: brotliCompressSync, deflate: deflateSync, identity: (content) => content };

/** @type {import('../server.mjs').RouteModule} */
export const encoded = {
  http: [
    {
      method: 'GET',
      path: '/api/catalogue/:coding',
      handle: (_req, res, { params }) => {
        const coding = params['coding'] ?? '';
        const encode = CODINGS[coding];
        if (!encode) return answerProblem(res, 404, 'No such coding', `Known are ${Object.keys(CODINGS).join(', ')}.`);
        const body = encode(CATALOGUE);
        if (coding !== 'identity') res.setHeader('Content-Encoding', coding);
        res.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': body.length }).end(body);
      },
    },
  ],
};
