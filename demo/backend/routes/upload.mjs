// Demo, back end: takes any upload, raw or multipart, and answers with its size and hash.
import { createHash } from 'node:crypto';
import { answerJson } from '../answer.mjs';

/** @type {import('../server.mjs').RouteModule} */
export const upload = {
  http: [
    {
      method: 'POST',
      path: '/api/upload',
      handle: async (req, res) => {
        const hash = createHash('sha256');
        let size = 0;
        for await (const part of req) {
          hash.update(part);
          size += part.length;
        }
        answerJson(res, { size, sha256: hash.digest('hex'), contentType: req.headers['content-type'] ?? null }, 201);
      },
    },
  ],
};
