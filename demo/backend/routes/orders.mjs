// Demo, back end: orders. Placing one answers 201 and is told to everyone on the order events.
import { answerJson, answerProblem } from '../answer.mjs';

/** @type {import('../server.mjs').RouteModule} */
export const orders = {
  http: [
    { method: 'GET', path: '/api/orders', handle: (_req, res, { shop }) => answerJson(res, { items: shop.orders() }) },
    {
      method: 'POST',
      path: '/api/orders',
      handle: (req, res, { shop }) => {
        req.resume();
        const order = shop.placeOrder();
        if (!order) return answerProblem(res, 409, 'Cart is empty', 'Put something into the cart first.');
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
