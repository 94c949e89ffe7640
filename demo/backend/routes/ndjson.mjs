// Demo, back end: newline-delimited JSON in chunks, a line at a time.
import { waitWhileOpen } from '../answer.mjs';
import { PRODUCTS } from '../shop.mjs';

/** Between two lines, in milliseconds. */
const LINE_EVERY_MS = 120;

/** @type {import('../server.mjs').RouteModule} */
export const ndjson = {
  http: [
    {
      method: 'GET',
      path: '/api/export.ndjson',
      handle: async (_req, res) => {
        res.writeHead(200, { 'Content-Type': 'application/x-ndjson', 'X-Accel-Buffering': 'no' });
        for (const product of PRODUCTS) {
          res.write(`${JSON.stringify(product)}\n`);
          if (!(await waitWhileOpen(LINE_EVERY_MS, res))) return;
        }
        res.end();
      },
    },
  ],
};
