// Demo, back end: the cart. REST with GET, PUT and DELETE.
import { answerJson, answerProblem, readJson } from '../answer.mjs';

/** @type {import('../server.mjs').RouteModule} */
export const cart = {
  http: [
    { method: 'GET', path: '/api/cart', handle: (_req, res, { shop }) => answerJson(res, shop.cart()) },
    {
      method: 'PUT',
      path: '/api/cart/:productId',
      handle: async (req, res, { shop, params }) => {
        const body = await readJson(req);
        const quantity = typeof body === 'object' && body !== null && 'quantity' in body ? body.quantity : undefined;
        if (typeof quantity !== 'number' || !Number.isInteger(quantity)) {
          return answerProblem(res, 422, 'Quantity missing', 'Send {"quantity": n} with a whole number.');
        }
        if (!shop.putInCart(params['productId'] ?? '', quantity)) {
          return answerProblem(res, 404, 'No such product', `There is no product ${params['productId']}.`);
        }
        answerJson(res, shop.cart());
      },
    },
    {
      method: 'DELETE',
      path: '/api/cart',
      handle: (_req, res, { shop }) => {
        shop.emptyCart();
        res.writeHead(204).end();
      },
    },
  ],
};
