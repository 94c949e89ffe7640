// Demo, back end: how many are left, ticking over a WebSocket; the numbers repeat, so two runs look alike.
import { PRODUCTS } from '../shop.mjs';

/** Between two ticks, in milliseconds. */
const TICK_EVERY_MS = 1_000;
/** Between two pings, in ticks. */
const PING_EVERY_TICKS = 5;

/** @type {import('../server.mjs').RouteModule} */
export const stock = {
  sockets: [
    {
      path: '/ws/stock',
      options: { perMessageDeflate: false },
      accept: (socket) => {
        let tick = 0;
        const send = () => {
          const product = PRODUCTS[tick % PRODUCTS.length];
          if (!product) return;
          tick += 1;
          socket.send(JSON.stringify({ tick, productId: product.id, left: Math.max(0, product.stock - (tick % 4)) }));
          if (tick % PING_EVERY_TICKS === 0) socket.ping();
        };
        send();
        const timer = setInterval(send, TICK_EVERY_MS);
        socket.once('close', () => clearInterval(timer));
      },
    },
  ],
};
