// Demo, back end: answers without a body. 204, and 304 for who has the entity already (RFC 9110 section 13).
import { createHash } from 'node:crypto';
import { answerJson } from '../answer.mjs';
import { PRODUCTS } from '../shop.mjs';

const ETAG = `"${createHash('sha256').update(JSON.stringify(PRODUCTS)).digest('hex').slice(0, 16)}"`;

/** @type {import('../server.mjs').RouteModule} */
export const conditional = {
  http: [
    {
      method: 'GET',
      path: '/api/price-list',
      handle: (req, res) => {
        const headers = { ETag: ETAG, 'Cache-Control': 'no-cache' };
        if (req.headers['if-none-match'] === ETAG) return void res.writeHead(304, headers).end();
        answerJson(res, Object.fromEntries(PRODUCTS.map(({ id, priceCents }) => [id, priceCents])), 200, headers);
      },
    },
    { method: 'GET', path: '/api/nothing', handle: (_req, res) => void res.writeHead(204).end() },
  ],
};
