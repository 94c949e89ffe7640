// Demo, back end: an answer that takes its time, first before its head and then between its parts.
import { answerJson, waitWhileOpen } from '../answer.mjs';

/** The longest wait that can be asked for, in milliseconds. */
const LONGEST_MS = 60_000;

/** @type {import('../server.mjs').RouteModule} */
export const slow = {
  http: [
    {
      method: 'GET',
      path: '/api/slow',
      handle: async (_req, res, { url }) => {
        const asked = Number(url.searchParams.get('ms') ?? 1_500);
        const delayMs = Math.min(Number.isFinite(asked) ? Math.max(0, asked) : 0, LONGEST_MS);
        if (await waitWhileOpen(delayMs, res)) answerJson(res, { waitedMs: delayMs });
      },
    },
    {
      method: 'GET',
      path: '/api/drip',
      handle: async (_req, res) => {
        res.writeHead(200, { 'Content-Type': 'text/plain; charset=utf-8' });
        for (const word of ['Five', 'words', 'come', 'one', 'by one']) {
          res.write(`${word}\n`);
          if (!(await waitWhileOpen(200, res))) return;
        }
        res.end();
      },
    },
  ],
};
