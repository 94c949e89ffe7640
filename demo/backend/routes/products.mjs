// Demo, back end: the shelves. REST, read only.
import { answerJson, answerProblem } from '../answer.mjs';
import { PRODUCTS, findProduct } from '../shop.mjs';

/** @type {import('../server.mjs').RouteModule} */
export const products = {
  http: [
    {
      method: 'GET',
      path: '/api/products',
      handle: (_req, res, { url }) => {
        const wanted = url.searchParams.get('q')?.toLowerCase() ?? '';
        const items = PRODUCTS.filter((product) => product.name.toLowerCase().includes(wanted));
        answerJson(res, { items, total: items.length }, 200, { 'Cache-Control': 'no-store' });
      },
    },
    {
      method: 'GET',
      path: '/api/products/:id',
      handle: (_req, res, { params }) => {
        const product = findProduct(params['id'] ?? '');
        if (product) answerJson(res, product);
        else answerProblem(res, 404, 'No such product', `There is no product ${params['id']}.`);
      },
    },
  ],
};
