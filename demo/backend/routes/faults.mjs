// Demo, back end: what goes wrong. Not found, an exception, a body that breaks off, a connection that is cut.
import { answerProblem } from '../answer.mjs';

/**
 * @param {string} orderId
 * @returns {never}
 */
function chargeCard(orderId) {
  throw new RangeError(`Order ${orderId} has a negative total.`);
}

/** @type {import('../server.mjs').RouteModule} */
export const faults = {
  http: [
    {
      method: 'GET',
      path: '/api/missing',
      handle: (_req, res) => answerProblem(res, 404, 'Not found', 'This page was sold out.'),
    },
    { method: 'GET', path: '/api/broken', handle: () => chargeCard('1000') },
    {
      method: 'GET',
      path: '/api/half',
      handle: (_req, res) => {
        res.writeHead(200, { 'Content-Type': 'text/plain', 'Content-Length': 1000 });
        res.write('Only the beginning of a longer answer.', () => res.destroy());
      },
    },
    { method: 'GET', path: '/api/cut', handle: (req) => void req.socket.destroy() },
  ],
};
