// Demo, back end: orders. Placing one answers 201 and is told to everyone on the order events.
import { setTimeout as delay } from 'node:timers/promises';
import { answerJson, answerProblem } from '../answer.mjs';
import { within } from '../telemetry.mjs';

/** How long a card takes, in milliseconds. */
const CARD_MS = 5;

/** @type {import('../server.mjs').RouteModule} */
export const orders = {
  http: [
    { method: 'GET', path: '/api/orders', handle: (_req, res, { shop }) => answerJson(res, { items: shop.orders() }) },
    {
      method: 'POST',
      path: '/api/orders',
      handle: async (req, res, { shop, log }) => {
        req.resume();
        await within('charge card', () => delay(CARD_MS));
        const order = await within('write order', () => shop.placeOrder());
        if (!order) return answerProblem(res, 409, 'Cart is empty', 'Put something into the cart first.');
        log.info({ order: order.id, total_cents: order.totalCents }, 'order placed');
        answerJson(res, order, 201, { Location: `/api/orders/${order.id}` });
      },
    },
    {
      method: 'GET',
      path: '/api/orders/:id',
      handle: (_req, res, { shop, params }) => {
        const order = shop.orders().find(({ id }) => id === params['id']);
        if (order) answerJson(res, order);
        else answerProblem(res, 404, 'No such order', `There is no order ${params['id']}.`);
      },
    },
  ],
};
