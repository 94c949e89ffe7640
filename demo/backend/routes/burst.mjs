// Demo, back end: one of many small answers asked for at once, each a little later than the one before.
import { answerJson, waitWhileOpen } from '../answer.mjs';

/** Added for each number up to 24, in milliseconds. */
const STEP_MS = 12;

/** @type {import('../server.mjs').RouteModule} */
export const burst = {
  http: [
    {
      method: 'GET',
      path: '/api/burst/:number',
      handle: async (_req, res, { params }) => {
        const number = Math.min(Math.max(0, Number(params['number']) || 0), 24);
        if (await waitWhileOpen(number * STEP_MS, res)) answerJson(res, { number });
      },
    },
  ],
};
