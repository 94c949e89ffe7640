// Demo, back end: a chain of redirects with each of the usual codes.
import { answerJson } from '../answer.mjs';

const CHAIN = /** @type {const} */ ([301, 302, 307, 308]);

/** @type {import('../server.mjs').RouteModule} */
export const redirect = {
  http: [
    {
      method: 'GET',
      path: '/api/old/:step',
      handle: (_req, res, { params }) => {
        const step = Number(params['step']);
        const status = CHAIN[step];
        if (status === undefined) return answerJson(res, { arrived: true, redirects: CHAIN.length });
        res.writeHead(status, { Location: `/api/old/${step + 1}`, 'Content-Length': 0 }).end();
      },
    },
  ],
};
