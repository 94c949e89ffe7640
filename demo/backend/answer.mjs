// Demo, back end: the few ways its routes answer.

/**
 * @typedef {import('node:http').IncomingMessage} Request
 * @typedef {import('node:http').ServerResponse} Response
 */

/**
 * @param {Response} res
 * @param {unknown} value
 * @param {number} [status]
 * @param {import('node:http').OutgoingHttpHeaders} [headers]
 */
export function answerJson(res, value, status = 200, headers = {}) {
  const body = Buffer.from(`${JSON.stringify(value, null, 2)}\n`);
  res.writeHead(status, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': body.length,
    ...headers,
  });
  res.end(body);
}

/**
 * A problem as in RFC 9457.
 * @param {Response} res
 * @param {number} status
 * @param {string} title
 * @param {string} detail
 */
export function answerProblem(res, status, title, detail) {
  answerJson(res, { title, status, detail }, status, { 'Content-Type': 'application/problem+json' });
}

/** The largest JSON body that is read, in bytes. */
const JSON_LIMIT_BYTES = 64 * 1024;

/**
 * A request's JSON body; undefined when it is too large or not JSON.
 * @param {Request} req
 * @returns {Promise<unknown>}
 */
export async function readJson(req) {
  const parts = [];
  let size = 0;
  for await (const part of req) {
    size += part.length;
    if (size > JSON_LIMIT_BYTES) return undefined;
    parts.push(part);
  }
  try {
    return JSON.parse(Buffer.concat(parts).toString('utf8'));
  } catch (fault) {
    if (fault instanceof SyntaxError) return undefined;
    throw fault;
  }
}

/**
 * Waits, but not longer than the other side stays.
 * @param {number} delayMs
 * @param {Response} res
 * @returns {Promise<boolean>} False when the other side left first.
 */
export function waitWhileOpen(delayMs, res) {
  return new Promise((done) => {
    const leave = () => {
      clearTimeout(timer);
      done(false);
    };
    const timer = setTimeout(() => {
      res.off('close', leave);
      done(true);
    }, delayMs);
    res.once('close', leave);
  });
}
