// Demo, back end: one byte range of a text (RFC 9110 section 14).

const TEXT = Buffer.from(Array.from({ length: 400 }, (_, line) => `Line ${line + 1} of the shop's terms.\n`).join(''));

/**
 * First and last byte that a Range field asks for; undefined for a field that is not one range of bytes.
 * @param {string | undefined} field
 * @param {number} sizeBytes
 * @returns {{ first: number, last: number } | 'unsatisfiable' | undefined}
 */
export function parseRange(field, sizeBytes) {
  const found = /^bytes=(\d*)-(\d*)$/.exec(field ?? '');
  if (!found || (found[1] === '' && found[2] === '')) return undefined;
  const first = found[1] === '' ? Math.max(0, sizeBytes - Number(found[2])) : Number(found[1]);
  const last = found[1] === '' || found[2] === '' ? sizeBytes - 1 : Math.min(Number(found[2]), sizeBytes - 1);
  return first > last ? 'unsatisfiable' : { first, last };
}

/** @type {import('../server.mjs').RouteModule} */
export const range = {
  http: [
    {
      method: 'GET',
      path: '/api/terms.txt',
      handle: (req, res) => {
        const asked = parseRange(req.headers.range, TEXT.length);
        res.setHeader('Accept-Ranges', 'bytes');
        res.setHeader('Content-Type', 'text/plain; charset=utf-8');
        if (asked === 'unsatisfiable')
          return void res.writeHead(416, { 'Content-Range': `bytes */${TEXT.length}` }).end();
        if (!asked) return void res.writeHead(200, { 'Content-Length': TEXT.length }).end(TEXT);
        const part = TEXT.subarray(asked.first, asked.last + 1);
        res.writeHead(206, {
          'Content-Range': `bytes ${asked.first}-${asked.last}/${TEXT.length}`,
          'Content-Length': part.length,
        });
        res.end(part);
      },
    },
  ],
};
