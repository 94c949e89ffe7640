// Demo, back end: server-sent events. Orders as they are placed, and the number of visitors every two seconds.

/** Between two counts of visitors, in milliseconds. */
const VISITORS_EVERY_MS = 2_000;
/** The reconnection time that the stream asks for, in milliseconds. */
const RETRY_MS = 1_500;

let visitors = 0;

/** @type {import('../server.mjs').RouteModule} */
export const orderEvents = {
  http: [
    {
      method: 'GET',
      path: '/events/orders',
      handle: (req, res, { shop }) => {
        let id = Number(req.headers['last-event-id'] ?? 0);
        if (!Number.isSafeInteger(id)) id = 0;
        const send = (/** @type {string} */ event, /** @type {unknown} */ data) => {
          id += 1;
          res.write(`id: ${id}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
        };
        const onOrder = (/** @type {unknown} */ order) => send('order', order);
        visitors += 1;
        res.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
        res.write(`: the shop's orders\nretry: ${RETRY_MS}\n\n`);
        send('visitors', { visitors });
        shop.on('order', onOrder);
        const timer = setInterval(() => send('visitors', { visitors }), VISITORS_EVERY_MS);
        res.once('close', () => {
          visitors -= 1;
          clearInterval(timer);
          shop.off('order', onOrder);
        });
      },
    },
    {
      method: 'GET',
      path: '/events/countdown',
      handle: (_req, res) => {
        res.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
        for (let left = 5; left > 0; left -= 1)
          res.write(`id: ${6 - left}\ndata: {"left":${left}}\ndata: {"more":"lines"}\n\n`);
        res.end('event: end\ndata: over\n\n');
      },
    },
  ],
};
