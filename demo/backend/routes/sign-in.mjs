// Demo, back end: bearer tokens (RFC 6750) that are JSON Web Tokens; their key lives as long as the process.
import { randomBytes } from 'node:crypto';
import { SignJWT, errors, jwtVerify } from 'jose';
import { answerJson, answerProblem } from '../answer.mjs';

const KEY = randomBytes(32);
/** How long a token is good for, in seconds. */
const LIFETIME_S = 15 * 60;
const LONGEST_S = 3600;

/** @type {import('../server.mjs').RouteModule} */
export const signIn = {
  http: [
    {
      method: 'POST',
      path: '/api/sign-in',
      handle: async (req, res, { url }) => {
        req.resume();
        const asked = Math.trunc(Number(url.searchParams.get('seconds') ?? LIFETIME_S)) || 0;
        const now = Math.floor(Date.now() / 1000);
        const expiresAt = now + Math.min(Math.max(-LONGEST_S, asked), LONGEST_S);
        const token = await new SignJWT()
          .setProtectedHeader({ alg: 'HS256' })
          .setSubject('visitor')
          .setIssuedAt(now)
          .setExpirationTime(expiresAt)
          .sign(KEY);
        answerJson(res, { token, expiresAt: new Date(expiresAt * 1000).toISOString() });
      },
    },
    {
      method: 'GET',
      path: '/api/private',
      handle: async (req, res, { log }) => {
        try {
          await jwtVerify((req.headers.authorization ?? '').replace(/^Bearer /, ''), KEY);
        } catch (fault) {
          if (!(fault instanceof errors.JOSEError)) throw fault;
          log.warn({ reason: fault.message }, 'token refused');
          res.setHeader('WWW-Authenticate', 'Bearer realm="shop"');
          return answerProblem(res, 401, 'Sign in', 'Only for staff.');
        }
        answerJson(res, { margin: '42 %' });
      },
    },
  ],
};
